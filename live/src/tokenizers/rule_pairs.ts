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

export class RulePairs implements PairLookup {
  readonly #vocabulary: Vocabulary;
  readonly #left: string | undefined;
  readonly #late: Set<number>;
  readonly #byLength: boolean;
  /** Ranks of merges that come before all others, by the token made and the length of its left part. */
  readonly #first = new Map<number, number>();
  /** The last pairs, found by a hash of the two ids, and what they made: three numbers side by side, of four; their ranks. */
  readonly #last = new Int32Array(4 * CACHED).fill(UNKNOWN);
  readonly #ranks = new Float64Array(CACHED);
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

  place(first: number, second: number): number {
    const row = (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 16;
    const last = this.#last;
    if (last[4 * row] !== first || last[4 * row + 1] !== second) this.#look(row, first, second);
    return last[4 * row + 2]! < 0 ? -1 : row;
  }

  made(row: number): number {
    return this.#last[4 * row + 2]!;
  }

  /** Merges are made from the lowest rank to the highest. */
  rank(row: number): number {
    return this.#ranks[row]!;
  }

  #look(row: number, first: number, second: number): void {
    const made = first < 0 || second < 0 ? UNKNOWN : this.#find(first, second);
    this.#last[4 * row] = first;
    this.#last[4 * row + 1] = second;
    this.#last[4 * row + 2] = made;
    if (made >= 0) this.#ranks[row] = this.#rankOf(made, first);
  }

  /** The id of the token that two tokens make, or UNKNOWN. */
  #find(first: number, second: number): number {
    const made = this.#vocabulary.joined(first, second);
    if (made < 0 || this.#left === undefined) return made;
    return this.#left.charCodeAt(made) - 48 === this.#vocabulary.length(first) ? made : UNKNOWN;
  }

  /** The second part follows from the first and what is made. */
  #rankOf(made: number, first: number): number {
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
