/** How long a text may be. */
import { charactersIn } from "../../tokenizers/unicode.ts";

export { charactersIn };

/** Longer texts are not taken. */
export const LONGEST_TEXT = 200_000; // characters

export const tooLong = (text: string): boolean => text.length > LONGEST_TEXT && charactersIn(text) > LONGEST_TEXT;
