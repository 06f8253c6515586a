/** How long a text may be. */

/** Longer texts are not taken. */
export const LONGEST_TEXT = 200_000; // characters

/** Of a text without lone surrogates. */
export function charactersIn(text: string): number {
  let count = text.length;
  for (const _pair of text.matchAll(/[\ud800-\udbff]/g)) count -= 1;
  return count;
}

export const tooLong = (text: string): boolean => text.length > LONGEST_TEXT && charactersIn(text) > LONGEST_TEXT;
