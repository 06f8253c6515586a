/** All merges of a few symbols: looking at each of them for the next merge costs less than a heap. */
import type { PairLookup } from "./pair_lookup.ts";

/** Up to so many symbols. */
export const FEW = 24;

export class FewMerges {
  /** Of each symbol: what it makes with the next, and when; Infinity where it makes nothing. */
  readonly #made = new Float64Array(FEW);
  readonly #ranks = new Float64Array(FEW);

  constructor(readonly pairs: PairLookup) {}

  /** Merges `count` symbols in place, by their ids and where each starts; how many are left. */
  run(ids: Int32Array | Float64Array, starts: Int32Array, count: number): number {
    const [ranks, made] = [this.#ranks, this.#made];
    for (let at = 0; at + 1 < count; at += 1) this.#rank(ids, at);
    for (;;) {
      let [first, lowest] = [-1, Infinity];
      for (let at = 0; at + 1 < count; at += 1) if (ranks[at]! < lowest) [first, lowest] = [at, ranks[at]!];
      if (first < 0) return count;
      ids[first] = made[first]!;
      count -= 1;
      for (let at = first + 1; at < count; at += 1) {
        ids[at] = ids[at + 1]!;
        starts[at] = starts[at + 1]!;
        ranks[at] = ranks[at + 1]!;
        made[at] = made[at + 1]!;
      }
      if (first > 0) this.#rank(ids, first - 1);
      if (first + 1 < count) this.#rank(ids, first);
    }
  }

  #rank(ids: Int32Array | Float64Array, at: number): void {
    const { pairs } = this;
    const place = pairs.place(ids[at]!, ids[at + 1]!);
    this.#ranks[at] = place < 0 ? Infinity : pairs.rank(place);
    if (place >= 0) this.#made[at] = pairs.made(place);
  }
}
