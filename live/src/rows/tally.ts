/** Which value stands where in a list, if it were sorted: without a second list, since there may be millions of rows. */
const SMALL = 65_536;

export class Tally {
  readonly #small = new Uint32Array(SMALL);
  /** The others, sorted. */
  readonly #large: Uint32Array;
  readonly #length: number;
  readonly total: number;

  constructor(list: Uint32Array) {
    const large: number[] = [];
    let total = 0;
    for (const value of list) {
      total += value;
      if (value < SMALL) this.#small[value]! += 1;
      else large.push(value);
    }
    this.#large = Uint32Array.from(large).sort();
    this.#length = list.length;
    this.total = total;
  }

  /** 0 in an empty list. */
  at(index: number): number {
    if (index < 0 || index >= this.#length) return 0;
    const small = this.#length - this.#large.length;
    if (index >= small) return this.#large[index - small]!;
    let [value, passed] = [0, this.#small[0]!];
    while (passed <= index) passed += this.#small[(value += 1)]!;
    return value;
  }

  get median(): number {
    return (this.at((this.#length - 1) >> 1) + this.at(this.#length >> 1)) / 2;
  }

  /** The smallest value that so many hundredths of the list do not exceed. */
  percentile(hundredths: number): number {
    return this.at(Math.ceil((hundredths * this.#length) / 100) - 1);
  }

  get most(): number {
    return this.at(this.#length - 1);
  }
}
