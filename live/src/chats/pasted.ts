/** A text that was pasted: in quotes it is what Python or JSON prints of a string, so that `\r` can be said. */
import { raw } from "../jinja/text.ts";
import { isStr } from "../jinja/values.ts";
import { LiteralError, readLiterals } from "./literal.ts";

export function pastedAs(text: string): string {
  const given = text.trim();
  if (!/^(?:"[^]*"|'[^]*')$/.test(given)) return text;
  try {
    const { values } = readLiterals(given);
    const [value] = values;
    return values.length === 1 && value && isStr(value.value) ? raw(value.value) : text;
  } catch (error) {
    if (error instanceof LiteralError) return text;
    throw error;
  }
}
