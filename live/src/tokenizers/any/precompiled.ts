/**
 * SentencePiece's `Precompiled` normalizer: a trie in Darts' form and its replacements, applied grapheme by grapheme as
 * the Rust library does.
 */
import type { Aligned } from "./aligned.ts";
import type { Characters } from "./characters.ts";
import { graphemes } from "./graphemes.ts";
import { unreadable } from "./unreadable.ts";

/** A longer grapheme is read character by character. */
const LONGEST = 5;

export function createPrecompiled(charsmap: string, characters: Characters): (text: Aligned) => Aligned {
  const bytes = decoded(charsmap);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.length < 4 ? Infinity : view.getUint32(0, true) >> 2;
  if (4 + 4 * size > bytes.length || size === 0)
    throw unreadable("the charsmap of the normalizer Precompiled is cut short");
  const trie = Uint32Array.from({ length: size }, (_, i) => view.getUint32(4 + 4 * i, true));
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

  return (text) => {
    const [out, changes]: [string[], number[]] = [[], []];
    let modified = false;
    const put = (old: number, made: string): void => {
      modified = true;
      const fresh = Array.from(made);
      const more = fresh.length - old;
      fresh.forEach(
        (character, i) => (out.push(character), changes.push(more > 0 && i >= fresh.length - more ? 1 : 0)),
      );
      if (more > 0) for (let i = Math.max(0, changes.length - more); i < changes.length; i += 1) changes[i] = 1;
      if (more < 0 && changes.length) changes[changes.length - 1]! += more;
    };
    for (const grapheme of graphemes(text.text, characters)) {
      const single = Array.from(grapheme);
      if (encoder.encode(grapheme).length <= LONGEST) {
        const whole = replacement(grapheme);
        if (whole !== null) {
          put(single.length, whole);
          continue;
        }
      }
      for (const character of single) {
        const made = replacement(character);
        if (made === null) out.push(character), changes.push(0);
        else put(1, made);
      }
    }
    return modified ? text.transform(out, changes) : text;
  };
}

const offset = (unit: number): number => (unit >>> 10) << ((unit & 512) >>> 6);

function decoded(charsmap: string): Uint8Array {
  try {
    return Uint8Array.from(atob(charsmap), (character) => character.charCodeAt(0));
  } catch {
    throw unreadable("the charsmap of the normalizer Precompiled is not base64");
  }
}
