/**
 * SentencePiece's `Precompiled` normalizer: a trie in Darts' form and its replacements, applied grapheme by grapheme as
 * the Rust library does.
 */
import { byteLength } from "../unicode.ts";
import { type Aligned, Rewrite } from "./aligned.ts";
import type { Characters } from "./characters.ts";
import { eachGrapheme } from "./graphemes.ts";
import { unreadable } from "./unreadable.ts";

/** A longer grapheme is read character by character. */
const LONGEST = 5;

export function createPrecompiled(charsmap: string, characters: Characters): (text: Aligned) => Aligned {
  const bytes = decoded(charsmap);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.length < 4 ? Infinity : view.getUint32(0, true) >> 2;
  if (4 + 4 * size > bytes.length || size === 0)
    throw unreadable("the charsmap of the normalizer Precompiled is cut short");
  const trie = new Uint32Array(size);
  for (let i = 0; i < size; i += 1) trie[i] = view.getUint32(4 + 4 * i, true);
  const replacements = bytes.subarray(4 + 4 * size);
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })];

  const find = (key: Uint8Array): string | undefined => {
    let unit = trie[0]!;
    let at = offset(unit);
    for (const byte of key) {
      if (byte === 0) return undefined;
      at ^= byte;
      unit = trie[at] ?? 0;
      if ((unit & 0x800000ff) >>> 0 !== byte) return undefined;
      at ^= offset(unit);
      if ((unit >>> 8) & 1) {
        const from = trie[at]! & 0x7fffffff;
        const end = replacements.indexOf(0, from);
        return decoder.decode(replacements.subarray(from, end < 0 ? replacements.length : end));
      }
    }
    return undefined;
  };
  const known = new Map<string, string | null>();
  const replacement = (part: string): string | null => {
    let found = known.get(part);
    if (found === undefined) known.set(part, (found = find(encoder.encode(part)) ?? null));
    return found;
  };
  /** Single characters of the Basic Multilingual Plane: 0 where not asked for yet, 1 where they stay, 2 where they do not. */
  const changing = new Uint8Array(0x10000);
  const stays = (code: number): boolean => {
    if (code > 0xffff) return replacement(String.fromCodePoint(code)) === null;
    return (changing[code] ||= replacement(String.fromCharCode(code)) === null ? 1 : 2) === 1;
  };

  return (aligned) => {
    const { text } = aligned;
    const out = new Rewrite(text.length);
    let modified = false;
    const put = (old: number, made: string): void => {
      modified = true;
      const fresh = Array.from(made, (character) => character.codePointAt(0)!);
      const more = fresh.length - old;
      fresh.forEach((code, i) => void out.put(code, more > 0 && i >= fresh.length - more ? 1 : 0));
      if (more > 0) for (let i = Math.max(0, out.size - more); i < out.size; i += 1) out.changes[i] = 1;
      if (more < 0 && out.size) out.changes[out.size - 1]! += more;
    };
    eachGrapheme(text, characters, (from, to) => {
      const first = text.codePointAt(from)!;
      const single = to === from + (first > 0xffff ? 2 : 1);
      if (single && stays(first)) return out.put(first, 0);
      const grapheme = text.slice(from, to);
      if (byteLength(grapheme) <= LONGEST) {
        const whole = replacement(grapheme);
        if (whole !== null) return put(single ? 1 : Array.from(grapheme).length, whole);
      }
      for (const character of grapheme) {
        const code = character.codePointAt(0)!;
        if (stays(code)) out.put(code, 0);
        else put(1, replacement(character)!);
      }
    });
    return modified ? aligned.transform(out) : aligned;
  };
}

const offset = (unit: number): number => (unit >>> 10) << ((unit & 512) >>> 6);

function decoded(charsmap: string): Uint8Array {
  try {
    const text = atob(charsmap);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
    return bytes;
  } catch {
    throw unreadable("the charsmap of the normalizer Precompiled is not base64");
  }
}
