/** What a token of any tokenizer stands for, in bytes: its marks read, as its own decoder reads them. */
import type { AnyTokenizer } from "../tokenizers/any/any_tokenizer.ts";
import { BYTES } from "../tokenizers/bytes.ts";
import { utf8 } from "../tokenizers/unicode.ts";

/**
 * Byte-level: every character is a byte. With tokens for bytes: `<0xE2>` is one, `▁` a space. Else the token's text:
 * `▁` (or what Metaspace has instead) is a space, `##` and `</w>` say where in a word it stands and are left out.
 */
export function tokenReader(tokenizer: AnyTokenizer): (token: string) => Uint8Array {
  const { normalizer, pre_tokenizer, decoder, model } = tokenizer.document;
  const parts = [normalizer, pre_tokenizer, decoder].flatMap(components);
  if (parts.some(({ type }) => type === "ByteLevel")) return byteLevel;
  const spaces = new Set(["▁"]);
  for (const { type, replacement } of parts)
    if (type === "Metaspace" && typeof replacement === "string") spaces.add(replacement);
  const bytes = tokenizer.id("<0x0A>") !== undefined;
  const own = model as { continuing_subword_prefix?: unknown; end_of_word_suffix?: unknown };
  const prefix = typeof own.continuing_subword_prefix === "string" ? own.continuing_subword_prefix : "";
  const suffix = typeof own.end_of_word_suffix === "string" ? own.end_of_word_suffix : "";
  return (token) => {
    const byte = bytes ? /^<0x([0-9A-Fa-f]{2})>$/.exec(token) : null;
    if (byte) return Uint8Array.of(parseInt(byte[1]!, 16));
    if (prefix && token.length > prefix.length && token.startsWith(prefix)) token = token.slice(prefix.length);
    if (suffix && token.length > suffix.length && token.endsWith(suffix)) token = token.slice(0, -suffix.length);
    for (const mark of spaces) token = token.replaceAll(mark, " ");
    return utf8(token);
  };
}

/** A character that is no byte's stands for itself, as in the decoder. */
function byteLevel(token: string): Uint8Array {
  const bytes = Array.from(token, (character) => BYTES.get(character));
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : utf8(token);
}

interface Part {
  type?: unknown;
  replacement?: unknown;
}

/** A component and those within it. */
function components(value: unknown): Part[] {
  if (typeof value !== "object" || value === null) return [];
  return [
    value as Part,
    ...Object.values(value)
      .flatMap((inner) => (Array.isArray(inner) ? inner : []))
      .flatMap(components),
  ];
}
