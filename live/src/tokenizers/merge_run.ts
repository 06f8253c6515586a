/** The merging of one word: a linked list of symbols, and a heap of the merges that may come. */
import { FEW, FewMerges } from "./few_merges.ts";
import { MergeHeap } from "./merge_heap.ts";
import type { RulePairs } from "./rule_pairs.ts";

/** In place of a symbol's id: it was merged into the one before. */
const GONE = -2;
export class MergeRun {
  /** Of symbol i: its id, where it starts in the word, and the symbol after it (`count` after the last). */
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly next: Int32Array;
  readonly #previous: Int32Array;
  readonly #heap: MergeHeap;
  readonly #few: FewMerges;
  count = 0;
  word = "";

  constructor(
    readonly pairs: RulePairs,
    size: number,
  ) {
    this.#few = new FewMerges(pairs);
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
    if (this.count <= FEW) {
      this.count = this.#few.run(this.ids, this.starts, this.count);
      return true; // and `next` leads from each to the one behind it, as at the beginning
    }
    const { ids, next, pairs } = this;
    const heap = this.#heap;
    for (; most > 0; most -= 1) {
      if (!heap.pop()) return true;
      const { left, after } = heap;
      const right = next[left]!;
      if (ids[left] === GONE || right === this.count || next[right] !== after) continue; // overtaken
      ids[left] = pairs.made(pairs.place(ids[left]!, ids[right]!));
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
    const place = this.pairs.place(this.ids[left]!, this.ids[right]!);
    if (place >= 0) this.#heap.push(this.pairs.rank(place), left, this.next[right]!);
  }
}
