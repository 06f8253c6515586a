/**
 * Patterns whose character classes are those of the Rust library, whatever Unicode version the browser has.
 * The classes travel in the asset: `gap.length` in base 36, comma-separated
 * (scripts/course/browser/unicode_classes.py).
 */

/** A pattern of more units V8 does not optimise: it then takes six times as long. */
const LONGEST = 20_000;

type Range = readonly [first: number, last: number];

/** The ranges of an asset as the inside of a bracket expression. */
export const bracketed = (ranges: string): string => inBrackets(decoded(ranges));

export function inBrackets(ranges: Iterable<Range>): string {
  let out = "";
  for (const [first, last] of ranges)
    out += sign(first) + (last > first + 1 ? "-" : "") + (last > first ? sign(last) : "");
  return out;
}

// itself rather than its number, so that a pattern is not too long (LONGEST)
function sign(code: number): string {
  if (code >= 0x80) return code >= 0xd800 && code < 0xe000 ? `\\u{${code.toString(16)}}` : String.fromCodePoint(code);
  const character = String.fromCharCode(code);
  return /[A-Za-z]/.test(character) ? character : `\\x${code.toString(16).padStart(2, "0")}`;
}

function decoded(ranges: string): Range[] {
  let end = 0;
  return ranges.split(",").map((part) => {
    const [gap = "0", length = "1"] = part.split(".");
    const first = end + parseInt(gap, 36);
    end = first + parseInt(length, 36);
    return [first, end - 1];
  });
}

/** In order, none touching the next. */
function merged(ranges: Range[]): Range[] {
  const out: [number, number][] = [];
  for (const [first, last] of ranges.sort((a, b) => a[0] - b[0])) {
    const before = out[out.length - 1];
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else out.push([first, last]);
  }
  return out;
}

/** Replaces `\p{L}`, `\p{N}` and `\s` in a pattern; `\S` and `\P{…}` become negated classes. */
export function withClasses(pattern: string, classes: Record<string, string>): string {
  const known = new Map(Object.entries(classes).map(([name, ranges]) => [name, decoded(ranges)]));
  /** Of the bracket expression at hand: what stands for its classes comes at its end, as one. */
  let inside: Range[] | null = null;
  return pattern.replace(
    /\\([pP])\{(\w+)\}|\\([sS])|\\.|[[\]]/gu,
    (found, property?: string, name?: string, space?: string) => {
      if (found === "[") inside ??= [];
      if (found === "]" && inside) {
        const own = inBrackets(merged(inside));
        inside = null;
        return `${own}]`;
      }
      const ranges = known.get(name ?? (space ? "s" : ""));
      if (ranges === undefined) return found;
      const negated = property === "P" || space === "S";
      if (!inside) return `[${negated ? "^" : ""}${inBrackets(ranges)}]`;
      if (negated) return found;
      inside.push(...ranges);
      return "";
    },
  );
}

/** A pattern as several that are to be tried one after the other, each of a length that V8 optimises if that can be. */
export function inChunks(pattern: string): string[] {
  if (pattern.length <= LONGEST) return [pattern];
  const out: string[] = [];
  for (const alternative of alternatives(pattern)) {
    const last = out[out.length - 1];
    if (last !== undefined && last.length + alternative.length < LONGEST)
      out[out.length - 1] = `${last}|${alternative}`;
    else out.push(alternative);
  }
  return out;
}

/** What stands between the bars that are in no group and no bracket. */
function alternatives(pattern: string): string[] {
  const out: string[] = [];
  let [from, depth] = [0, 0];
  let inside = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const unit = pattern[at]!;
    if (unit === "\\") at += 1;
    else if (unit === "]") inside = false;
    else if (inside) continue;
    else if (unit === "[") inside = true;
    else if (unit === "(") depth += 1;
    else if (unit === ")") depth -= 1;
    else if (unit === "|" && depth === 0) {
      out.push(pattern.slice(from, at));
      from = at + 1;
    }
  }
  return [...out, pattern.slice(from)];
}

const encoder = new TextEncoder();

/** Code points of a text without lone surrogates. */
export function charactersIn(text: string): number {
  let count = text.length;
  for (const _pair of text.matchAll(/[\ud800-\udbff]/g)) count -= 1;
  return count;
}

/** Length in UTF-8 bytes. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xe000)
      bytes += 1; // each half of a pair stands for two of its four bytes
    else if (unit >= 0x800) bytes += 2;
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
}

export const utf8 = (text: string): Uint8Array => encoder.encode(text);
