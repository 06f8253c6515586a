/** What tokenizer_config.json and the files beside it say, with the rules of transformers' `from_pretrained`. */
import type { ChatModel } from "../chats/chat_model.ts";
import type { ExtraToken } from "../encoder/protocol.ts";
import type { Parts } from "./bundle.ts";
import { OWN } from "./texts.ts";

type Fields = Record<string, unknown>;

/** In the order of transformers. */
const NAMED = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

export interface Said {
  /** Null: there is none. */
  template: string | null;
  /** By name, where there are several. */
  templates: Record<string, string> | null;
  specials: Record<string, string>;
  maxLength: unknown;
  /** Tokens that transformers adds beside those of tokenizer.json. */
  extra: ExtraToken[];
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
  const more = moreOf(all);
  const tokens: Fields = { ...all, ...(Array.isArray(more) ? {} : more) };
  // a model's own, as image_token: each a field, of which objects come first, or by name in extra_special_tokens
  const fieldsOf = (type: string): string[] =>
    Object.keys(all).filter((name) => name.endsWith("_token") && typeof all[name] === type);
  const names = [NAMED, fieldsOf("object"), fieldsOf("string"), Array.isArray(more) ? [] : Object.keys(more)];
  const named = [...new Set(names.flat())].flatMap((name) => {
    const token = tokenOf(tokens[name]);
    return token ? [[name, token] as const] : [];
  });
  return {
    ...templatesOf(parts, config),
    specials: Object.fromEntries(named.map(([name, { content }]) => [name, content])),
    maxLength: config.model_max_length ?? config.max_len,
    extra: extraTokens(
      all,
      named.map(([, token]) => token),
      Array.isArray(more) ? more : [],
    ),
  };
}

/** Special tokens beside those of `NAMED`: a list, or by name. What is empty gives way to the older field. */
function moreOf({ extra_special_tokens: now, additional_special_tokens: before }: Fields): unknown[] | Fields {
  const given = [now, before].filter((one): one is object => typeof one === "object" && one !== null);
  return (given.find((one) => Object.keys(one).length) ?? []) as unknown[] | Fields;
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

/** The tokens of `added_tokens_decoder` by their ids, then the special ones that are not there yet. */
function extraTokens({ added_tokens_decoder: decoder }: Fields, named: ExtraToken[], more: unknown[]): ExtraToken[] {
  const listed = typeof decoder === "object" && decoder !== null ? Object.entries(decoder) : [];
  const names = new Set(named.map(({ content }) => content));
  const tokens = listed
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([, value]) => tokenOf(value, false) ?? [])
    .map((token) => ({ ...token, special: token.special || names.has(token.content) }));
  const others = more.flatMap((value) => tokenOf(value) ?? []);
  const there = new Set(tokens.map(({ content }) => content));
  const added = [...named, ...others].flatMap((token) => {
    if (there.has(token.content)) return [];
    there.add(token.content);
    return [{ ...token, ifNew: true }];
  });
  return [...tokens, ...added];
}

/** A token as a text or as an AddedToken; null for anything else. */
function tokenOf(value: unknown, special = true): ExtraToken | null {
  const own = (typeof value === "object" && value !== null ? value : { content: value }) as Fields;
  if (typeof own.content !== "string" || own.content === "") return null;
  const flag = (name: string, missing: boolean): boolean => (typeof own[name] === "boolean" ? own[name] : missing);
  const isSpecial = special || flag("special", false);
  return {
    content: own.content,
    single_word: flag("single_word", false),
    lstrip: flag("lstrip", false),
    rstrip: flag("rstrip", false),
    normalized: flag("normalized", !isSpecial),
    special: isSpecial,
  };
}

function fields(text: string, name: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new Error(OWN.notJson(name, (error as Error).message.replace(/\.$/, "")));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(OWN.notObject(name));
  return value as Fields;
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
