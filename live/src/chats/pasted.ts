/** A text that was pasted: what Python or JSON prints of a string, so that `\r` can be said, or a template in such a string. */
import { raw } from "../jinja/text.ts";
import { Dict, isStr, type Value } from "../jinja/values.ts";
import { LiteralError, type Literals, readLiterals } from "./literal.ts";

/** In quotes it is the text of the string. */
export function pastedAs(text: string): string {
  const given = text.trim();
  if (!/^(?:"[^]*"|'[^]*')$/.test(given)) return text;
  const read = literally(given);
  return read?.length === 1 && isStr(read[0]!.value) ? raw(read[0]!.value) : text;
}

/**
 * What a text says as a literal: a string, alone or with a name, or a dictionary, of names with their values too; null
 * where it is none of these.
 */
export function pastedValue(text: string): Value {
  const given = text.replace(/^\ufeff/, "");
  const fields = /^\s*(["'])\w+\1\s*:/.test(given);
  if (!fields && !/^\s*(?:[rRuU]?["']|\{(?![%{#])|[\w.]+\s*=)/.test(given)) return null;
  const read = literally(fields ? `{${given}\n}` : given);
  if (!read) return null;
  const [first] = read;
  if (read.length === 1 && (isStr(first!.value) || first!.value instanceof Dict)) return first!.value;
  if (!read.every(({ name }) => name !== null)) return null;
  return Dict.of(read.map(({ name, value }) => [name!.split(".").at(-1)!, value]));
}

/** The template in a text that writes it as a string: as tokenizer_config.json, Python and its prints do. */
export function pastedTemplate(text: string): string | null {
  const value = pastedValue(text);
  const template = value instanceof Dict ? (value.get("chat_template") ?? null) : value;
  return isStr(template) && /\{[%{#]/.test(raw(template)) ? raw(template) : null;
}

function literally(text: string): Literals["values"] | null {
  try {
    return readLiterals(text).values;
  } catch (error) {
    if (error instanceof LiteralError) return null;
    throw error;
  }
}
