/** The merging of one word: a linked list of symbols, and a heap of the merges that may come. */
import { MergeHeap } from "./merge_heap.ts";
import type { RulePairs } from "./rule_pairs.ts";

/** In place of a symbol's id: it was merged into the one before. */
const GONE = -2;
/** Up to so many symbols there is no need for a heap. */
const FEW = 24;

export class MergeRun {
  /** Of symbol i: its id, where it starts in the word, and the symbol after it (`count` after the last). */
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly next: Int32Array;
  readonly #previous: Int32Array;
  readonly #heap: MergeHeap;
  /** In a few symbols: what each makes with the next, and when; Infinity where it makes nothing. */
  readonly #made = new Int32Array(FEW);
  readonly #ranks = new Float64Array(FEW);
  count = 0;
  word = "";

  constructor(
    readonly pairs: RulePairs,
    size: number,
  ) {
    this.ids = new Int32Array(size);
    this.starts = new Int32Array(size);
    this.next = new Int32Array(size);
    this.#previous = new Int32Array(size);
    this.#heap = new MergeHeap(2 * size); // every merge takes one candidate and adds two at most
  }

  begin(word: string): void {
    let count = 0;
    for (let i = 0; i < word.length; ) {
      const code = word.codePointAt(i)!;
      this.ids[count] = this.pairs.character(code);
      this.starts[count] = i;
      this.next[count] = count + 1;
      this.#previous[count] = count - 1;
      count += 1;
      i += code > 0xffff ? 2 : 1;
    }
    this.count = count;
    this.word = word;
    this.#heap.clear();
    if (count > FEW) for (let i = 0; i + 1 < count; i += 1) this.#propose(i);
  }

  /** Looks at up to `most` candidates; true when no merge is left. */
  step(most: number): boolean {
    if (this.count <= FEW) return this.#few();
    const { ids, next, pairs } = this;
    const heap = this.#heap;
    for (; most > 0; most -= 1) {
      if (!heap.pop()) return true;
      const { left, after } = heap;
      const right = next[left]!;
      if (ids[left] === GONE || right === this.count || next[right] !== after) continue; // overtaken
      ids[left] = pairs.made(ids[left]!, ids[right]!);
      ids[right] = GONE;
      next[left] = after;
      if (after < this.count) this.#previous[after] = left;
      const before = this.#previous[left]!;
      if (before >= 0) this.#propose(before);
      if (after < this.count) this.#propose(left);
    }
    return false;
  }

  #propose(left: number): void {
    const right = this.next[left]!;
    const first = this.ids[left]!;
    const made = this.pairs.made(first, this.ids[right]!);
    if (made >= 0) this.#heap.push(this.pairs.rank(made, first), left, this.next[right]!);
  }

  /** All merges of a few symbols: looking at each of them for the first merge costs less than a heap. */
  #few(): true {
    const [ids, starts, ranks, made] = [this.ids, this.starts, this.#ranks, this.#made];
    let { count } = this;
    for (let at = 0; at + 1 < count; at += 1) this.#rank(at);
    for (;;) {
      let [first, lowest] = [-1, Infinity];
      for (let at = 0; at + 1 < count; at += 1) if (ranks[at]! < lowest) [first, lowest] = [at, ranks[at]!];
      if (first < 0) break;
      ids[first] = made[first]!;
      count -= 1;
      for (let at = first + 1; at < count; at += 1) {
        ids[at] = ids[at + 1]!;
        starts[at] = starts[at + 1]!;
        ranks[at] = ranks[at + 1]!;
        made[at] = made[at + 1]!;
      }
      if (first > 0) this.#rank(first - 1);
      if (first + 1 < count) this.#rank(first);
    }
    this.count = count; // and `next` leads from each to the one behind it, as at the beginning
    return true;
  }

  #rank(at: number): void {
    const { pairs, ids } = this;
    const made = pairs.made(ids[at]!, ids[at + 1]!);
    this.#made[at] = made;
    this.#ranks[at] = made < 0 ? Infinity : pairs.rank(made, ids[at]!);
  }
}
