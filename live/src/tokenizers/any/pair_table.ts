/** Which two ids merge, how early, and into what. */

export interface PairLookup {
  /** Where a pair stands, until the next question; -1 if it does not merge. */
  place(first: number, second: number): number;
  rank(place: number): number;
  made(place: number): number;
}

/** A table of open addresses. */
export class PairTable implements PairLookup {
  readonly #firsts: Float64Array;
  readonly #seconds: Float64Array;
  readonly #ranks: Int32Array;
  readonly #made: Float64Array;
  readonly #mask: number;

  constructor(capacity: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * capacity + 16));
    this.#firsts = new Float64Array(size).fill(-1);
    this.#seconds = new Float64Array(size);
    this.#ranks = new Int32Array(size);
    this.#made = new Float64Array(size);
    this.#mask = size - 1;
  }

  /** The last merge of a pair counts. */
  set(first: number, second: number, rank: number, made: number): void {
    const place = this.place(first, second, true);
    this.#firsts[place] = first;
    this.#seconds[place] = second;
    this.#ranks[place] = rank;
    this.#made[place] = made;
  }

  /** Where a pair stands; -1 if it does not merge. */
  place(first: number, second: number, free = false): number {
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    for (let place = (mixed ^ (mixed >>> 15)) & this.#mask; ; place = (place + 1) & this.#mask) {
      const found = this.#firsts[place]!;
      if (found === first && this.#seconds[place] === second) return place;
      if (found < 0) return free ? place : -1;
    }
  }

  rank(place: number): number {
    return this.#ranks[place]!;
  }

  made(place: number): number {
    return this.#made[place]!;
  }
}
