/** What of a pasted text is looked up, and how much each word of it weighs. */
import { stemOf, termsOf, wordsOf } from "./words.ts";

const COMMON = new Set(
  `a about an and any are as at be because been but by can could did do does for from get got had has have how i if in into is it its just
  long many me much my of on one or our should so some than that the their them then there they this those to too us use was we were what
  when where which who why will with would you your`.split(/\s+/),
);
// Said of every second error; what follows tells it apart.
const ANY_ERROR =
  /^(?:(?:Value|Type|Runtime|Key|Index|OS|IO|Attribute|Import|Template|Client)?(?:Error|Exception|Warning))$/;
const ADDRESS = /\b(?:https?|wss?|file):\/\/\S+/g;
const TRACE = /^.*Traceback \(most recent call last\)|\bFile "[^"]*", line \d+(?:, in \S+)?|\bRequest ID: \S+/g;
const ERROR = /\b[\w.]*(?:Error|Exception|Warning): /g;

/** A word of the query and its share in the score. */
export interface Wanted {
  word: string;
  weight: number;
}

/** The text without what is the same in every error (addresses, places in files), where something is left then. */
export function core(query: string): string {
  const bare = query.replace(ADDRESS, " ").replace(TRACE, " ");
  const text = wordsOf(bare).length ? bare : query;
  const last = [...text.matchAll(ERROR)].pop(); // the code above the last line of a traceback is the reader's
  return last && query.includes("Traceback") ? text.slice(last.index) : text;
}

/** Words of little meaning count little beside others; alone they are all there is. */
export function wanted(text: string): Wanted[] {
  const words = [...new Set(wordsOf(text).map((word) => word.text))];
  const meaning = words.filter((word) => !COMMON.has(word.toLowerCase()));
  return (meaning.length ? meaning : words).map((word) => ({
    word,
    weight: ANY_ERROR.test(word) || /^[a-z0-9]$/i.test(word) ? 0.3 : 1,
  }));
}

/**
 * Term → weight: a stem counts half of the word itself; the parts of an identifier share one such half, and so do their
 * stems.
 */
export function weights(words: Wanted[]): Map<string, number> {
  const terms = new Map<string, number>();
  for (const { word, weight } of words) {
    const [whole, ...others] = termsOf(word) as [string, ...string[]];
    const share = weight / Math.max(2, others.length);
    for (const [term, value] of [[whole, weight] as const, ...others.map((other) => [other, share] as const)])
      terms.set(term, Math.max(value, terms.get(term) ?? 0));
  }
  return terms;
}

/** How much of the query's words a section has, from 0.3 to 1; one is there by itself or by all its parts. */
export function covered(words: Wanted[], found: Set<string>): number {
  const there = words.filter(({ word }) => {
    const [whole, ...others] = termsOf(word);
    return found.has(whole as string) || others.every((term) => found.has(term));
  });
  const sum = (some: Wanted[]) => some.reduce((total, { weight }) => total + weight, 0);
  return 0.3 + (0.7 * sum(there)) / (sum(words) || 1);
}

/** From 1 to 1.5: how much of a title the query says. */
export function titled(title: string, words: Wanted[]): number {
  const said = new Set(words.map(({ word }) => stemOf(word)));
  const stems = wordsOf(title)
    .filter(({ text }) => !COMMON.has(text.toLowerCase()))
    .map(({ text }) => stemOf(text));
  return 1 + (stems.filter((stem) => said.has(stem)).length / (stems.length || 1)) ** 2 / 2;
}

/** Neighbouring words as one term each, by which a pasted sentence finds its own; not those that are common both. */
export function pairsOf(text: string): Set<string> {
  const words = wordsOf(text).map((word) => word.text.toLowerCase());
  const pairs = words.slice(1).map((word, n) => [words[n] as string, word] as const);
  return new Set(
    pairs.filter((pair) => !pair.every((word) => COMMON.has(word))).map((pair) => pair.map(stemOf).join("")),
  );
}
