/** How the search cuts text into words: identifiers whole and in parts, signs that people paste, no punctuation. */
import { stemmer } from "stemmer";

/** A word as it stands in a text, at UTF-16 offsets. */
export interface Word {
  text: string;
  from: number;
  to: number;
}

// Characters of scripts without spaces stand alone, as do symbols such as U+FFFD; everything else runs on.
const WORD =
  /\\[nrt]|[\p{Script=Han}\p{Script=Thai}]|(?!\p{ASCII})\p{S}|(?:(?![\p{Script=Han}\p{Script=Thai}])[\p{L}\p{M}\p{N}_])+/gu;
const BRITISH = /is(?=(?:e[drs]?|ers|ing|ations?)$)/;
const PART = /\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{Lu}+(?!\p{Ll})|\p{N}+|\p{S}/gu;

/** The words of a text, in their order. */
export function wordsOf(text: string): Word[] {
  const words = Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    text: word,
    from: index,
    to: index + word.length,
  }));
  return words.filter((word) => !word.text.startsWith("\\")); // a line break that was printed by repr
}

/**
 * What a word is looked up by: itself in lower case and American spelling, the parts of an identifier
 * (`GatedRepoError`,
 * `pad_token`, `phi3`), and their stems.
 */
export function termsOf(word: string): string[] {
  const whole = american(word);
  const parts = (word.match(PART) ?? []).map(american);
  return [...new Set([whole, ...parts, ...(parts.length ? parts : [whole]).map(stemOf)])];
}

/** The stem of a word, with a sign in front that no word has: `~token` of `Tokens`. */
export function stemOf(word: string): string {
  const plain = american(word);
  // the stemmer makes one word of token and tokenizer, which here are two things
  return `~${plain.startsWith("tokeniz") ? "tokeniz" : stemmer(plain)}`;
}

function american(word: string): string {
  return word.toLowerCase().replace(BRITISH, "iz");
}
