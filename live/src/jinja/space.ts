/** White space as Python has it, at the ends of texts. */
import { WHITE } from "../tokenizers/white.ts";

export const SPACES = new RegExp(`[${WHITE}]+`, "g");
const SPACE = new RegExp(`[${WHITE}]`);

/** How much of it a text begins with. */
export function leadingSpace(text: string): number {
  let at = 0;
  while (at < text.length && SPACE.test(text[at]!)) at += 1;
  return at;
}

/** Where it begins at the end of a text. A pattern would try every stretch of spaces in the middle. */
export function trailingSpace(text: string): number {
  let at = text.length;
  while (at > 0 && SPACE.test(text[at - 1]!)) at -= 1;
  return at;
}
