/**
 * Which two tokens merge, into what, and in which order, without a list of merges: the rank of a merge follows from the
 * id of the token that it makes (scripts/course/browser/merge_rules.py). So a tokenizer is ready as soon as its
 * vocabulary is, and the 280,000 merges of Llama 3.1 need neither bytes nor memory.
 */
import type { MergeRules } from "./asset.ts";
import type { PairLookup } from "./pair_lookup.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** In place of a token's id: there is none. */
export const UNKNOWN = -1;

const CACHED = 1 << 16;

export class RulePairs {
  readonly #vocabulary: Vocabulary;
  readonly #left: string | undefined;
  readonly #late: Set<number>;
  readonly #byLength: boolean;
  /** Ranks of merges that come before all others, by the token made and the length of its left part. */
  readonly #first = new Map<number, number>();
  /** The last pairs, found by a hash of the two ids, and what they made: three numbers side by side, of four. */
  readonly #last = new Int32Array(4 * CACHED).fill(-1);
  /** Ids of single characters of the Basic Multilingual Plane, plus 2; 0 for not looked up yet. */
  readonly #characters = new Int32Array(0x10000);

  constructor(rules: MergeRules, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#left = rules.left;
    this.#late = new Set(rules.late);
    this.#byLength = rules.longest ?? false;
    const first = rules.first ?? [];
    for (let i = 0; i < first.length; i += 2) this.#first.set(this.#cut(first[i]!, first[i + 1]!), i - first.length);
  }

  /** The id of a character, or UNKNOWN. */
  character(code: number): number {
    if (code > 0xffff) return this.#vocabulary.id(String.fromCodePoint(code)) ?? UNKNOWN;
    return (this.#characters[code] ||= (this.#vocabulary.id(String.fromCharCode(code)) ?? UNKNOWN) + 2) - 2;
  }

  /** The id of the token that two tokens make, or UNKNOWN. */
  made(first: number, second: number): number {
    if (first < 0 || second < 0) return UNKNOWN;
    const at = ((Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 16) << 2;
    const last = this.#last;
    if (last[at] === first && last[at + 1] === second) return last[at + 2]!;
    last[at] = first;
    last[at + 1] = second;
    return (last[at + 2] = this.#find(first, second));
  }

  #find(first: number, second: number): number {
    const made = this.#vocabulary.joined(first, second);
    if (made < 0 || this.#left === undefined) return made;
    return this.#left.charCodeAt(made) - 48 === this.#vocabulary.length(first) ? made : UNKNOWN;
  }

  /** Merges are made from the lowest rank to the highest. The second part follows from the first and what is made. */
  rank(made: number, first: number): number {
    if (this.#left !== undefined) return made;
    const { size, longest } = this.#vocabulary;
    if (!this.#byLength) return (this.#late.has(made) ? made + size : made) * size + first;
    const length = this.#vocabulary.length(first);
    return this.#first.get(this.#cut(made, length)) ?? made * (longest + 1) + longest - length;
  }

  #cut(made: number, length: number): number {
    return made * (this.#vocabulary.longest + 1) + length;
  }
}

/** The rules of merges, asked as a table is. */
export class RulePlaces implements PairLookup {
  #rank = 0;
  #made = 0;

  constructor(readonly pairs: RulePairs) {}

  place(first: number, second: number): number {
    this.#made = this.pairs.made(first, second);
    if (this.#made < 0) return -1;
    this.#rank = this.pairs.rank(this.#made, first);
    return 0;
  }

  rank(): number {
    return this.#rank;
  }

  made(): number {
    return this.#made;
  }
}
