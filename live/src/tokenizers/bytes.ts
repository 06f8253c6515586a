/** The 256 characters that stand for bytes in a byte-level vocabulary. */
import { utf8 } from "./unicode.ts";

const printable = (byte: number): boolean => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;

/** Byte by character. */
export const BYTES: ReadonlyMap<string, number> = (() => {
  let next = 256;
  return new Map(
    Array.from({ length: 256 }, (_, byte) => [String.fromCharCode(printable(byte) ? byte : next++), byte]),
  );
})();

const CHARACTERS: readonly string[] = [...BYTES].sort(([, a], [, b]) => a - b).map(([character]) => character);

/** The code of each byte's character, and back (-1: none). */
const CODES = Uint16Array.from(CHARACTERS, (character) => character.charCodeAt(0));
const BYTE_OF = new Int16Array(0x144).fill(-1);
BYTES.forEach((byte, character) => (BYTE_OF[character.charCodeAt(0)] = byte));

/** Up to here a text costs less without an encoder. */
const SHORT = 64;

/** A text in the characters that stand for its UTF-8 bytes. */
export function spelt(text: string): string {
  if (text.length <= SHORT) return shortSpelt(text);
  const bytes = utf8(text);
  const parts: string[] = [];
  // not all at once: a call takes so many arguments only
  for (let i = 0; i < bytes.length; i += 8192)
    parts.push(String.fromCharCode(...Array.from(bytes.subarray(i, i + 8192), (byte) => CODES[byte]!)));
  return parts.join("");
}

function shortSpelt(text: string): string {
  const codes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    let code = text.codePointAt(at)!;
    if (code >= 0xd800 && code < 0xe000) code = 0xfffd; // half of a pair, which has no UTF-8
    if (code < 0x80) codes.push(CODES[code]!);
    else {
      if (code < 0x800) codes.push(CODES[0xc0 | (code >> 6)]!);
      else {
        if (code < 0x10000) codes.push(CODES[0xe0 | (code >> 12)]!);
        else {
          at += 1;
          codes.push(CODES[0xf0 | (code >> 18)]!, CODES[0x80 | ((code >> 12) & 63)]!);
        }
        codes.push(CODES[0x80 | ((code >> 6) & 63)]!);
      }
      codes.push(CODES[0x80 | (code & 63)]!);
    }
  }
  return String.fromCharCode.apply(null, codes);
}

/**
 * Appends the bytes of a token to `bytes`. A token with any other character, such as an added one with a space, stands
 * for itself.
 */
export function appendBytes(token: string, bytes: number[]): void {
  const size = bytes.length;
  for (let i = 0; i < token.length; i += 1) {
    const byte = BYTE_OF[token.charCodeAt(i)] ?? -1;
    if (byte < 0) {
      bytes.length = size;
      for (const own of utf8(token)) bytes.push(own);
      return;
    }
    bytes.push(byte);
  }
}
