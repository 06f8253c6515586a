/** A list of numbers that grows: four bytes each. */
export class Grown {
  #list = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#list.length) {
      const longer = new Uint32Array(2 * this.length);
      longer.set(this.#list);
      this.#list = longer;
    }
    this.#list[this.length++] = value;
  }

  at(i: number): number {
    return this.#list[i]!;
  }

  /** A view: no copy. */
  get all(): Uint32Array {
    return this.#list.subarray(0, this.length);
  }
}
