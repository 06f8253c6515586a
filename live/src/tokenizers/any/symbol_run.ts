/**
 * The merging of one word: symbols in a linked list, and a heap of the merges that may come. Its memory serves one word
 * after the other.
 */
import { FEW, FewMerges } from "../few_merges.ts";
import { MergeHeap } from "../merge_heap.ts";
import type { PairLookup } from "../pair_lookup.ts";

const NOTHING = -1;
const SHORT = 512;

export class SymbolRun {
  readonly #pairs: PairLookup;
  #ids = new Float64Array(SHORT);
  #lengths = new Int32Array(SHORT);
  /** Of a few symbols: where each starts. */
  readonly #starts = new Int32Array(FEW + 1);
  readonly #few: FewMerges | null;
  /** What each makes with the next, as it was last proposed; NOTHING if they do not merge. */
  #makes = new Int32Array(SHORT);
  #next = new Int32Array(SHORT);
  #previous = new Int32Array(SHORT);
  #heap = new MergeHeap(3 * SHORT);
  #count = 0;

  /** `lengthens`: whether what two tokens make is longer than each, so that no two pairs at a place make the same. */
  constructor(pairs: PairLookup, lengthens: boolean) {
    this.#pairs = pairs;
    this.#few = lengthens ? new FewMerges(pairs) : null;
  }

  /** Begins a word of at most so many symbols. */
  begin(most: number): void {
    this.#count = 0;
    if (most <= this.#ids.length) return;
    this.#ids = new Float64Array(most);
    this.#lengths = new Int32Array(most);
    this.#makes = new Int32Array(most);
    this.#next = new Int32Array(most);
    this.#previous = new Int32Array(most);
    this.#heap = new MergeHeap(3 * most); // every merge takes one candidate and adds two at most
  }

  add(id: number, length: number): void {
    const at = this.#count++;
    this.#ids[at] = id;
    this.#lengths[at] = length;
    this.#next[at] = at + 1;
    this.#previous[at] = at - 1;
  }

  /** Ids before all merges. */
  symbols(): number[] {
    return Array.from(this.#ids.subarray(0, this.#count));
  }

  /**
   * Ids and lengths by turns, after all merges. A candidate counts as long as what now stands there makes the same
   * token.
   */
  merge(): number[] {
    return this.#few && this.#count <= FEW ? this.#mergeFew(this.#few) : this.#mergeMany();
  }

  #mergeFew(few: FewMerges): number[] {
    const [ids, starts, lengths] = [this.#ids, this.#starts, this.#lengths];
    let end = 0;
    for (let at = 0; at < this.#count; at += 1) {
      starts[at] = end;
      end += lengths[at]!;
    }
    const count = few.run(ids, starts, this.#count);
    const out = new Array<number>(2 * count);
    for (let at = 0; at < count; at += 1) {
      out[2 * at] = ids[at]!;
      out[2 * at + 1] = (at + 1 < count ? starts[at + 1]! : end) - starts[at]!;
    }
    return out;
  }

  #mergeMany(): number[] {
    const [ids, next, lengths, previous, makes] = [this.#ids, this.#next, this.#lengths, this.#previous, this.#makes];
    const [heap, count] = [this.#heap, this.#count];
    heap.clear();
    for (let at = 0; at + 1 < count; at += 1) this.#propose(at);
    while (heap.pop()) {
      const { left, after: made } = heap;
      if (makes[left] !== made) continue; // overtaken
      const right = next[left]!;
      ids[left] = made;
      lengths[left] = lengths[left]! + lengths[right]!;
      makes[left] = makes[right] = NOTHING;
      next[left] = next[right]!;
      if (next[left]! < count) previous[next[left]!] = left;
      if (previous[left]! >= 0) this.#propose(previous[left]!);
      if (next[left]! < count) this.#propose(left);
    }
    const out: number[] = [];
    for (let at = 0; at < count; at = next[at]!) out.push(ids[at]!, lengths[at]!);
    return out;
  }

  #propose(left: number): void {
    const pairs = this.#pairs;
    const place = pairs.place(this.#ids[left]!, this.#ids[this.#next[left]!]!);
    if (place < 0) this.#makes[left] = NOTHING;
    else this.#heap.push(pairs.rank(place), left, (this.#makes[left] = pairs.made(place)));
  }
}
