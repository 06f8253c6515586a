/** What a file is, by its name and by what is in it. Both playgrounds decide here, and nowhere else. */

export type Kind = "tokenizer" | "config" | "model" | "specials" | "template";

/** Larger JSON is not parsed to see what it is. */
const PARSED = 2_000_000;
const HEAD = 65_536;
/** Of a tokenizer.json that is too large to be parsed here, or cut short. */
const BEGINNING = /^\s*\{[^]*"(?:added_tokens|pre_tokenizer|truncation)"\s*:/;
const SPECIALS = /^(?:(?:bos|eos|unk|sep|pad|cls|mask)_token|(?:additional|extra)_special_tokens)$/;

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** By its name alone; null where the name says nothing. */
export function kindByName(path: string): Kind | null {
  const name = baseName(path).toLowerCase();
  if (name.endsWith("tokenizer.json")) return "tokenizer";
  if (name.endsWith("tokenizer_config.json") || name === "chat_template.json") return "config";
  if (name.endsWith("special_tokens_map.json")) return "specials";
  if (name === "config.json") return "model";
  return /\.(?:jinja2?|j2)$/.test(name) ? "template" : null;
}

/** Null for what is none of these: a text, a conversation. */
export async function kindOf(path: string, file: Blob): Promise<Kind | null> {
  const named = kindByName(path);
  if (named) return named;
  if (!/\.json$/i.test(path)) return null;
  const text = await file.slice(0, file.size > PARSED ? HEAD : PARSED).text();
  return kindOfJson(text, file.size <= PARSED);
}

/** A vocabulary or its merges in a form that libraries turn into a tokenizer.json. */
export const isOtherForm = (name: string): boolean =>
  /^(?:vocab\.(?:txt|json|bpe)|merges\.txt|encoder\.json|tekken\.json)$|\.(?:tiktoken|model|gguf)$/i.test(
    baseName(name),
  );

/** The name or the address of a repository on the Hub, and no file of it. */
export const isRepository = (text: string): boolean =>
  /^\s*(?:https?:\/\/huggingface\.co\/\S+|[\w.-]+\/[\w.-]+)\s*$/.test(text);

/** What a pasted text is. */
export function kindOfText(text: string): Kind | null {
  const whole = text.length <= PARSED;
  if (/^\s*\{(?!%|\{|#)/.test(text)) return kindOfJson(whole ? text : text.slice(0, HEAD), whole);
  return /\{%|\{\{/.test(text) ? "template" : null;
}

/** `whole`: `text` is all of it, and not its beginning. */
function kindOfJson(text: string, whole: boolean): Kind | null {
  let value: unknown;
  try {
    value = whole ? JSON.parse(text) : undefined;
  } catch {
    // perhaps cut short
  }
  if (value === undefined) return BEGINNING.test(text) ? "tokenizer" : null;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const has = (name: string): boolean => Object.hasOwn(value, name);
  if (has("messages") || has("conversations")) return null;
  const { model } = value as { model?: unknown };
  if (typeof model === "object" && model !== null && (has("added_tokens") || Object.hasOwn(model, "vocab")))
    return "tokenizer";
  if (has("model_type") && (has("transformers_version") || has("architectures")) && !has("added_tokens_decoder"))
    return "model";
  if (has("tokenizer_class") || has("added_tokens_decoder") || has("chat_template") || has("model_max_length"))
    return "config";
  const names = Object.keys(value);
  return names.length && names.every((name) => SPECIALS.test(name)) ? "specials" : null;
}
