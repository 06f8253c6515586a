/** A tokenizer or template of the reader's, and how states and links name it. */
import type { ChatModel } from "../chats/chat_model.ts";
import type { Model } from "../encoder/models.ts";
import type { Beside, OwnFacts } from "../encoder/protocol.ts";
import type { Parts } from "./bundle.ts";
import { chatModelOf, type Said } from "./facts.ts";
import { OWN } from "./texts.ts";

export interface Own {
  /** `own:HASH:NAME`, of its tokenizer.json, or of a template that came alone; links carry no more than that. */
  readonly id: string;
  readonly name: string;
  readonly parts: Parts;
  readonly said: Said;
  /** What workers that read its tokenizer.json must know. */
  readonly beside: Beside;
  /** Null for a template that came alone. */
  readonly facts: OwnFacts | null;
  /** Its name in the worker. */
  readonly repo: string;
  /** Whose tokens a template that came alone gets. */
  readonly host: string | null;
  /** This device remembers it. */
  readonly kept: boolean;
  /** Grows with each that comes: their order, after a reload too. */
  readonly since: number;
}

const ID = /^own:([0-9a-f]{64}):([^\p{Cc}]{1,80})$/u;
export const LONGEST_NAME = 60;

export const isOwnId = (id: unknown): id is string => typeof id === "string" && ID.test(id);
export const hashOf = (id: string): string => ID.exec(id)?.[1] ?? "";
export const nameOf = (id: string): string => ID.exec(id)?.[2] ?? id;
export const idOf = (hash: string, name: string): string => `own:${hash}:${name}`;
/** As much of a hash as a sentence needs. */
export const begins = (hash: string): string => hash.slice(0, 8);

/** A name without what no name needs; never empty. */
export function tidy(name: string, instead: string): string {
  return (
    name
      .replace(/[\p{Cc}\s]+/gu, " ")
      .trim()
      .slice(0, LONGEST_NAME)
      .trim() || instead
  );
}

export const hasTemplate = ({ said }: Own): boolean => said.template !== null || said.templates !== null;

/** Its model among those of a page. `host`: of a template that came alone. */
export function modelOf(own: Own, host: Model | null): Model {
  const { id, name } = own;
  const shared = { id, name, role: "own", chat: hasTemplate(own) } as const;
  const { tokenizer } = own.parts;
  const made = own.facts?.made?.told;
  const told = made ? OWN.told(made) : "";
  if (tokenizer || !host)
    return {
      ...shared,
      ...(told && { told }),
      ...(made?.why?.what === "table" && made.why.failed && { lacks: true }),
      repo: own.repo,
      engine: "any",
      bytes: tokenizer?.size ?? 0,
      from: `./${name}`,
    };
  return { ...shared, repo: host.repo, engine: host.engine, bytes: host.bytes, from: host.from ?? host.repo };
}

/** What chats/apply.ts must know. `host`: of a template that came alone; its tokens count, and its names unless the config has some. */
export function factsFor(own: Own, host: ChatModel): ChatModel {
  if (own.facts) return chatModelOf(own.said, own.facts.added);
  const specials = Object.keys(own.said.specials).length ? own.said.specials : host.specials;
  return chatModelOf({ ...own.said, specials }, host.added);
}

/** What Python must be told of it beside its host: the names of its config, null for what only the host has a name for. */
export function namesBeside({ said: { specials } }: Own, host: ChatModel): Record<string, string | null> {
  if (!Object.keys(specials).length) return {};
  const without = Object.keys(host.specials).filter((name) => !(name in specials));
  return { ...Object.fromEntries(without.map((name) => [name, null])), ...specials };
}
