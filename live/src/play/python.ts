/** Python source text for values. */

/** A string literal of Python for any text. JSON's escapes are Python's too. */
export function pythonString(text: string): string {
  return JSON.stringify(text);
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
