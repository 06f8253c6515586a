/** Python source text for values. */

// What has no shape of its own or turns the text around it: as Python's repr escapes it, and what else is invisible.
const UNSEEN = /(?! )[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A string literal of Python for any text. JSON's escapes are Python's too; nothing in it is invisible or changes the
 * direction of the line.
 */
export function pythonString(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, (character) => {
    const code = character.codePointAt(0)!;
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** `True` or `False`. */
export const pythonBool = (value: boolean): string => (value ? "True" : "False");

/** A list of numbers, broken into lines of at most 100 characters. */
export function pythonList(numbers: Iterable<number>): string {
  const words = Array.from(numbers, String);
  const flat = `[${words.join(", ")}]`;
  if (flat.length <= 88) return flat;
  const lines: string[] = [];
  let line = "   ";
  for (const word of words) {
    if (line.length + word.length + 2 > 100) {
      lines.push(line);
      line = "   ";
    }
    line += ` ${word},`;
  }
  return ["[", ...lines, line, "]"].join("\n");
}
