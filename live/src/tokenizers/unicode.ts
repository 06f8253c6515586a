/**
 * Patterns whose character classes are those of the Rust library, whatever Unicode version the browser has.
 * The classes travel in the asset: `gap.length` in base 36, comma-separated
 * (scripts/course/browser/unicode_classes.py).
 */

/** The ranges as the inside of a bracket expression. */
export function bracketed(ranges: string): string {
  const escape = (code: number): string => `\\u{${code.toString(16)}}`;
  let end = 0;
  return ranges
    .split(",")
    .map((part) => {
      const [gap = "0", length = "1"] = part.split(".");
      const first = end + parseInt(gap, 36);
      end = first + parseInt(length, 36);
      const last = end - 1;
      return escape(first) + (last > first ? `-${escape(last)}` : "");
    })
    .join("");
}

/** Replaces `\p{L}`, `\p{N}` and `\s` in a pattern; `\S` and `\P{…}` become negated classes. */
export function withClasses(pattern: string, classes: Record<string, string>): string {
  const inside = new Map(Object.entries(classes).map(([name, ranges]) => [name, bracketed(ranges)]));
  let depth = 0;
  return pattern.replace(
    /\\([pP])\{(\w+)\}|\\([sS])|\\.|[[\]]/gu,
    (found, property?: string, name?: string, space?: string) => {
      if (found === "[") depth += 1;
      if (found === "]") depth -= 1;
      const ranges = inside.get(name ?? (space ? "s" : ""));
      if (ranges === undefined) return found;
      const negated = property === "P" || space === "S";
      if (depth > 0) return negated ? found : ranges;
      return negated ? `[^${ranges}]` : `[${ranges}]`;
    },
  );
}

const encoder = new TextEncoder();

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
