/** Texts as every tokenizer takes them. */

/** Half a surrogate pair is no character, and Python refuses it: U+FFFD instead. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
