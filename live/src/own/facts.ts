/** What tokenizer_config.json and the files beside it say, with the rules of transformers' `from_pretrained`. */
import type { ChatModel } from "../chats/chat_model.ts";
import type { Asked, Fields } from "../classes/table.ts";
import { type ConfigTokens, configTokens } from "../classes/tokens.ts";
import type { ExtraToken } from "../encoder/protocol.ts";
import { askedOf } from "./asked.ts";
import type { Parts } from "./bundle.ts";
import { fields } from "./json.ts";
import { OWN } from "./texts.ts";

export interface Said {
  /** Null: there is none. */
  template: string | null;
  /** By name, where there are several. */
  templates: Record<string, string> | null;
  specials: Record<string, string>;
  maxLength: unknown;
  /** Tokens that transformers adds beside those of tokenizer.json. */
  extra: ExtraToken[];
  tokens: ConfigTokens;
  /** What the files say of its class; null where they say nothing. */
  asked: Asked | null;
}

/** Throws an Error for the reader. */
export function factsOf(parts: Parts): Said {
  const config = parts.config === null ? {} : fields(parts.config, "tokenizer_config.json");
  // the map counts only where the config does not have the tokens themselves
  const map =
    parts.specials === null || "added_tokens_decoder" in config
      ? {}
      : fields(parts.specials, "special_tokens_map.json");
  const all: Fields = { ...config, ...map };
  const tokens = configTokens(all, map);
  const named = tokens.named.flatMap(([name, token]) => (token ? [[name, token] as const] : []));
  const model = parts.model === null ? null : fields(parts.model, "config.json");
  return {
    ...templatesOf(parts, config),
    specials: Object.fromEntries(named.map(([name, { content }]) => [name, content])),
    maxLength: config.model_max_length ?? config.max_len,
    extra: extraTokens(
      tokens,
      named.map(([, token]) => token),
    ),
    tokens,
    asked: askedOf(config, model),
  };
}

/** For chats/apply.ts. `added`: the tokens of the tokenizer that encodes. */
export function chatModelOf({ template, templates, specials }: Said, added: ChatModel["added"]): ChatModel {
  return { template, specials, added, ...(templates && { templates }) };
}

/** Files count before the config; several have names, of which `default` is the usual one. */
function templatesOf(parts: Parts, config: Fields): Pick<Said, "template" | "templates"> {
  const files = { ...(parts.template === null ? {} : { default: parts.template }), ...parts.templates };
  const names = Object.keys(files);
  if (names.length === 1 && parts.template !== null) return { template: parts.template, templates: null };
  if (names.length) return { template: parts.template, templates: files };
  const given = config.chat_template;
  if (given === undefined || given === null) return { template: null, templates: null };
  if (typeof given === "string") return { template: given, templates: null };
  const listed = Array.isArray(given)
    ? given.map((one: Fields | null) => [one?.name, one?.template])
    : typeof given === "object"
      ? Object.entries(given)
      : [[null, null]];
  if (!listed.every(([name, text]) => typeof name === "string" && typeof text === "string"))
    throw new Error(OWN.badTemplate("tokenizer_config.json"));
  const templates = Object.fromEntries(listed) as Record<string, string>;
  return { template: templates.default ?? null, templates };
}

/** The tokens of `added_tokens_decoder`, then the special ones that are not there yet. */
function extraTokens({ listed, more }: ConfigTokens, named: ExtraToken[]): ExtraToken[] {
  const names = new Set(named.map(({ content }) => content));
  const tokens = (listed ?? []).map((token) => ({ ...token, special: token.special || names.has(token.content) }));
  const there = new Set(tokens.map(({ content }) => content));
  const added = [...named, ...(more ?? [])].flatMap((token) => {
    if (there.has(token.content)) return [];
    there.add(token.content);
    return [{ ...token, ifNew: true }];
  });
  return [...tokens, ...added];
}

const MARK =
  /<\|[^|<>\s{}]{1,60}\|>|<｜[^｜<>\s]{1,60}｜>|<\/?s>|<(?:bos|eos|pad|unk|(?:start|end|begin)_of_\w{1,30})>|\[\/?[A-Z][A-Z_]{1,30}\]/g;

/** What a template writes that looks like control tokens, and those of its config that it names. */
export function marksOf({ template, templates, specials, extra }: Said): string[] {
  const source = [template ?? "", ...Object.values(templates ?? {})].join("\n");
  const named = Object.entries(specials).flatMap(([name, content]) => (source.includes(name) ? [content] : []));
  const known = extra.map(({ content }) => content).filter((content) => source.includes(content));
  return [...new Set([...named, ...known, ...(source.match(MARK) ?? [])])];
}
