/** A heap of merges that were possible when they were proposed: lowest rank first, then leftmost. */
export class MergeHeap {
  readonly #ranks: Float64Array;
  readonly #lefts: Int32Array;
  readonly #afters: Int32Array;
  #size = 0;
  /** What `pop` took: the left symbol, and the symbol behind the right one. */
  left = 0;
  after = 0;

  constructor(capacity: number) {
    this.#ranks = new Float64Array(capacity);
    this.#lefts = new Int32Array(capacity);
    this.#afters = new Int32Array(capacity);
  }

  clear(): void {
    this.#size = 0;
  }

  push(rank: number, left: number, after: number): void {
    let at = this.#size;
    this.#size += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(rank, left, parent)) break;
      this.#move(parent, at);
      at = parent;
    }
    this.#put(at, rank, left, after);
  }

  /** Takes the first; false if there is none. */
  pop(): boolean {
    if (this.#size === 0) return false;
    this.left = this.#lefts[0]!;
    this.after = this.#afters[0]!;
    const last = (this.#size -= 1);
    const rank = this.#ranks[last]!;
    const left = this.#lefts[last]!;
    const after = this.#afters[last]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (child + 1 < last && this.#before(this.#ranks[child + 1]!, this.#lefts[child + 1]!, child)) child += 1;
      if (this.#before(rank, left, child)) break;
      this.#move(child, at);
      at = child;
    }
    this.#put(at, rank, left, after);
    return true;
  }

  #before(rank: number, left: number, other: number): boolean {
    const difference = rank - this.#ranks[other]!;
    return difference < 0 || (difference === 0 && left < this.#lefts[other]!);
  }

  #move(from: number, to: number): void {
    this.#ranks[to] = this.#ranks[from]!;
    this.#lefts[to] = this.#lefts[from]!;
    this.#afters[to] = this.#afters[from]!;
  }

  #put(at: number, rank: number, left: number, after: number): void {
    this.#ranks[at] = rank;
    this.#lefts[at] = left;
    this.#afters[at] = after;
  }
}
