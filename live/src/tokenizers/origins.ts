/** From tokens back to the characters of the text. */
import { byteLength } from "./unicode.ts";

/** A normalised text. Unit i of `text` (UTF-16) came from [starts[i], ends[i]) of the original. */
export interface Normalized {
  text: string;
  starts: ArrayLike<number>;
  ends: ArrayLike<number>;
}

/** The text as it is. */
export function unchanged(text: string): Normalized {
  return { text, ...spans(text) };
}

/**
 * [from, to) of a normalised text with a space put before some of its units; it counts as part of the character there.
 * `before` counts from `from`, and rises.
 */
export function withSpaces(normal: Normalized, from: number, to: number, before: readonly number[]): Normalized {
  const size = to - from + before.length;
  const [starts, ends] = [new Uint32Array(size), new Uint32Array(size)];
  const parts: string[] = [];
  let at = 0;
  const put = (unit: number): void =>
    void (([starts[at], ends[at]] = [normal.starts[unit]!, normal.ends[unit]!]), (at += 1));
  let unit = from;
  for (const place of [...before.map((count) => from + count), to]) {
    parts.push(normal.text.slice(unit, place));
    for (; unit < place; unit += 1) put(unit);
    if (place < to) put(place);
  }
  return { text: parts.join(" "), starts, ends };
}

/** For each unit, where its character begins and ends. */
export function spans(text: string): { starts: Uint32Array; ends: Uint32Array } {
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    starts[i] = i;
    ends[i] = i + 1;
    if ((text.charCodeAt(i) & 0xfc00) !== 0xd800 || text.codePointAt(i)! <= 0xffff) continue;
    starts[i + 1] = i;
    ends[i] = ends[i + 1] = i + 2;
    i += 1;
  }
  return { starts, ends };
}

/** Of tokens that have so many bytes of a text each, the units where their first and their last character begin. */
export function unitsOf(text: string, sizes: readonly number[]): { firsts: number[]; lasts: number[] } {
  const firsts = new Array<number>(sizes.length);
  const lasts = new Array<number>(sizes.length);
  let unit = 0;
  let bytes = bytesAt(text, unit);
  let left = bytes;
  for (let i = 0; i < sizes.length; i += 1) {
    firsts[i] = unit;
    let count = sizes[i]!;
    while (count > left) {
      count -= left;
      unit += bytes === 4 ? 2 : 1;
      left = bytes = bytesAt(text, unit);
    }
    lasts[i] = unit;
    left -= count;
    if (left > 0) continue;
    unit += bytes === 4 ? 2 : 1;
    left = bytes = bytesAt(text, unit);
  }
  return { firsts, lasts };
}

/** Of the character at a unit. By units, since Chromium 156 compiles `codePointAt` in that loop so that it gives half of a pair. */
function bytesAt(text: string, unit: number): number {
  const code = text.charCodeAt(unit);
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return (code & 0xfc00) === 0xd800 && (text.charCodeAt(unit + 1) & 0xfc00) === 0xdc00 ? 4 : 3;
}

const bytesOf = (code: number): number => (code > 0xffff ? 4 : code > 0x7ff ? 3 : code > 0x7f ? 2 : 1);

/**
 * Origins of the tokens of a pre-token, [from, to) of `normal`, that lost characters: the Rust library goes on counting
 * without them, in the UTF-8 bytes of the byte-level spelling (`spelt`: pre-token, `tokens`: of the pre-token).
 */
export function lossyOrigins(
  normal: Normalized,
  from: number,
  to: number,
  spelt: string,
  tokens: string[],
): [start: number, end: number][] {
  const unitOfByte: number[] = [];
  for (let i = from; i < to; ) {
    const code = normal.text.codePointAt(i)!;
    for (let bytes = bytesOf(code); bytes > 0; bytes -= 1) unitOfByte.push(i);
    i += code > 0xffff ? 2 : 1;
  }
  const units = Array.from(spelt).flatMap((character, i) =>
    new Array<number>(byteLength(character)).fill(unitOfByte[i]!),
  );
  let at = 0;
  return tokens.map((token) => {
    const start = units[at] ?? 0;
    at += byteLength(token);
    return [normal.starts[start]!, normal.ends[units[at - 1] ?? start]!];
  });
}

/** Turns the first `count` positions of lists, in UTF-16 units, into positions in characters, in place. */
export function inCharacters(text: string, lists: readonly (number[] | Int32Array)[], count: number): void {
  if (!/[\ud800-\udfff]/.test(text)) return;
  const characters = new Uint32Array(text.length + 1);
  for (let i = 0; i < text.length; i += 1) {
    const half = text.charCodeAt(i) >= 0xdc00 && text.charCodeAt(i) < 0xe000;
    characters[i + 1] = characters[i]! + (half ? 0 : 1);
  }
  for (const positions of lists) for (let i = 0; i < count; i += 1) positions[i] = characters[positions[i]!]!;
}
