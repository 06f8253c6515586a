/** How bytes of a token look on a chip; the same as examples/tour.py shows. */

const MARKS: Record<string, string> = { " ": "·", "\n": "↵", "\t": "⇥", "\r": "␍" };
// As in tour.py, and what else has no shape of its own, such as the variation selectors.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text with spaces and line ends to be seen. */
export function visible(text: string): string {
  return text.replace(
    HIDDEN,
    (character) => MARKS[character] ?? `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
}

/** Bytes as visible text; what is not UTF-8 as `\xf0`. */
export function face(bytes: Uint8Array): string {
  return visible(escaped(bytes));
}

/** Bytes as text; what is not UTF-8 as `\xf0`, as Python's `backslashreplace` does. */
export function escaped(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    // a part of a character: a few bytes, so a plain loop will do
  }
  let out = "";
  for (let i = 0; i < bytes.length; ) {
    const size = bytes[i]! < 0x80 ? 1 : bytes[i]! < 0xe0 ? 2 : bytes[i]! < 0xf0 ? 3 : 4;
    try {
      out += strict.decode(bytes.subarray(i, i + size));
      i += size;
    } catch {
      out += `\\x${bytes[i]!.toString(16).padStart(2, "0")}`;
      i += 1;
    }
  }
  return out;
}

/** Words for a screen reader: what a mark stands for. */
export function spoken(faceText: string): string {
  const names: Record<string, string> = { "·": "space ", "↵": "newline ", "⇥": "tab ", "␍": "carriage return " };
  return faceText.replace(/[·↵⇥␍]/g, (mark) => names[mark]!).trim();
}
