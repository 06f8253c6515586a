import type { PairLookup } from "../pair_lookup.ts";

/** A table of open addresses. Of each pair side by side, which is one look into memory: two ids, rank + 1, what they make. */
export class PairTable implements PairLookup {
  readonly #slots: Uint32Array;
  readonly #mask: number;

  constructor(capacity: number) {
    const size = 2 ** Math.ceil(Math.log2(1.5 * capacity + 16));
    this.#slots = new Uint32Array(4 * size);
    this.#mask = size - 1;
  }

  /** The last merge of a pair counts. */
  set(first: number, second: number, rank: number, made: number): void {
    const at = this.place(first, second, true);
    const slots = this.#slots;
    slots[at] = first;
    slots[at + 1] = second;
    slots[at + 2] = rank + 1;
    slots[at + 3] = made;
  }

  place(first: number, second: number, free = false): number {
    const slots = this.#slots;
    const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
    for (let place = (mixed ^ (mixed >>> 15)) & this.#mask; ; place = (place + 1) & this.#mask) {
      const at = 4 * place;
      if (slots[at + 2] === 0) return free ? at : -1;
      if (slots[at] === first && slots[at + 1] === second) return at;
    }
  }

  rank(place: number): number {
    return this.#slots[place + 2]! - 1;
  }

  made(place: number): number {
    return this.#slots[place + 3]!;
  }
}
