/** The models whose prompts a tool makes: which there are, what they render, and how Python is told. */
import { type ChatModel, templateFor } from "../../chats/chat_model.ts";
import type { Request } from "../../chats/protocol.ts";
import { type TokenizerWorker, wellFormed } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import { hasTemplate, namesBeside } from "../../own/own.ts";
import type { Room } from "../tool.ts";
import type { State } from "./shape.ts";
import { TEXTS } from "./texts.ts";

export class Subjects {
  /** `factsOf`: what chats must know of a model. */
  constructor(
    readonly room: Room<State>,
    readonly factsOf: (model: Model) => ChatModel,
  ) {}

  /** Models with a template, their own or one that was typed. */
  get templated(): Model[] {
    const { templates } = this.room.state();
    return this.room.offer.models.filter(({ id, chat }) => {
      const own = this.room.offer.own.find(id);
      return id in templates || (own ? hasTemplate(own) : chat);
    });
  }

  /** The one that was chosen; else the `at`th that the prompts are of, else the first. */
  chosen(models: readonly Model[], id: string | null, at = 0): Model | null {
    const wanted = id === null ? [] : this.room.offer.known([id]);
    const here = (ids: readonly string[]): Model[] => models.filter((model) => ids.includes(model.id));
    const shown = here(this.room.state().models);
    return here(wanted)[0] ?? shown[at] ?? shown[0] ?? models[0] ?? null;
  }

  /** Puts them into a field; `edited` names one whose template was typed. */
  fill(select: HTMLSelectElement, edited: (name: string) => string): void {
    const { templates } = this.room.state();
    const option = ({ id, name }: Model): HTMLOptionElement => new Option(id in templates ? edited(name) : name, id);
    select.replaceChildren(...this.templated.map(option));
  }

  /** The template in place of the model's own; null where there is none. */
  edited({ id }: Model): string | null {
    return this.room.state().templates[id] ?? null;
  }

  /** The template that counts, as text. */
  template(model: Model, withTools = false): string | null {
    return this.edited(model) ?? templateFor(this.factsOf(model), withTools);
  }

  /** What a prompt of it is made of: another text where it may be another prompt. */
  made(model: Model, request: Request): string {
    return JSON.stringify([model.id, model.repo, this.template(model, request.tools !== null), request]);
  }

  /** What Python must be told of a template that `from_pretrained` does not bring. */
  told(
    model: Model,
    template: string | null,
    withTools: boolean,
  ): { from: string; template: string | null; specials: Record<string, string | null> } {
    const own = this.room.offer.own.find(model.id);
    const alone = own && !own.facts;
    return {
      from: model.from ?? model.repo,
      template: template ?? (alone ? templateFor(this.factsOf(model), withTools) : null),
      specials: this.names(model),
    };
  }

  /** What Python must be told of special tokens that a template which came alone names, and of those that it does not. */
  names({ id }: Model): Record<string, string | null> {
    const own = this.room.offer.own.find(id);
    const host = own && this.room.offer.hostOf(own);
    return host ? namesBeside(own, this.factsOf(host)) : {};
  }
}

/**
 * Text as tokens, as a prompt is read; null where a newer text of the same `slot` has taken its place. Rejects with an Error
 * for the reader.
 */
export async function tokensOf(
  worker: TokenizerWorker,
  { repo, name }: Model,
  text: string,
  marked: boolean,
  slot: string,
): Promise<Tokens | null> {
  if (wellFormed(text) !== text) throw new Error(TEXTS.surrogate); // no tokenizer of Python takes it
  await worker.load(repo, name);
  return worker.encode(repo, text, { addSpecial: false, splitSpecial: false, marked }, slot);
}

/** What each token stands for; part of a character is U+FFFD. */
export function textsOf({ ids, byteAt, bytes }: Tokens): string[] {
  const decoder = new TextDecoder();
  return Array.from(ids, (_, i) => decoder.decode(bytes.subarray(byteAt[i], byteAt[i + 1])));
}
