/** A set of characters as ranges: quick to ask, and to combine as the classes of a pattern need it. */

import { inBrackets } from "../unicode.ts";

export const LAST = 0x10ffff;

export class CharSet {
  /** The first character; all others come after it. */
  readonly #first: number;
  #ranges: readonly number[] | (() => readonly number[]);
  #low: Uint8Array | undefined;
  #source: string | undefined;

  private constructor(
    ranges: readonly number[] | (() => readonly number[]),
    first = (ranges as number[])[0] ?? LAST + 1,
  ) {
    this.#ranges = ranges;
    this.#first = first;
  }

  /** First and last of each range, in order, none touching the next. */
  get ranges(): readonly number[] {
    if (typeof this.#ranges === "function") this.#ranges = this.#ranges();
    return this.#ranges;
  }

  static of(ranges: Iterable<readonly [number, number]>): CharSet {
    return CharSet.inOrder([...ranges].sort((a, b) => a[0] - b[0]).flat());
  }

  /** First and last of each range, in the order of the first; they may touch and overlap. */
  static inOrder(ranges: readonly number[]): CharSet {
    const out: number[] = [];
    for (let i = 0; i < ranges.length; i += 2) {
      const [first, last, end] = [ranges[i]!, ranges[i + 1]!, out.length - 1];
      if (end > 0 && first <= out[end]! + 1) out[end] = Math.max(out[end]!, last);
      else out.push(first, last);
    }
    return new CharSet(out);
  }

  /** Of the generated tables: `gap.length` in base 36; read when a character may be in it. */
  static decode(table: string): CharSet {
    const decoded = (): number[] => {
      const out: number[] = [];
      let end = 0;
      for (const part of table ? table.split(",") : []) {
        const [gap = "0", length = "1"] = part.split(".");
        const first = end + parseInt(gap, 36);
        end = first + parseInt(length, 36);
        out.push(first, end - 1);
      }
      return out;
    };
    return new CharSet(decoded, table ? parseInt(table, 36) : LAST + 1);
  }

  *pairs(): Generator<[number, number]> {
    for (let i = 0; i < this.ranges.length; i += 2) yield [this.ranges[i]!, this.ranges[i + 1]!];
  }

  has(code: number): boolean {
    if (code < this.#first) return false;
    if (code < 0x10000) {
      this.#low ??= this.#spread();
      return this.#low[code] === 1;
    }
    const { ranges } = this;
    let [from, to] = [0, ranges.length / 2];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (ranges[2 * middle + 1]! < code) from = middle + 1;
      else to = middle;
    }
    return from < ranges.length / 2 && ranges[2 * from]! <= code;
  }

  #spread(): Uint8Array {
    const low = new Uint8Array(0x10000);
    for (const [first, last] of this.pairs()) if (first < 0x10000) low.fill(1, first, Math.min(last, 0xffff) + 1);
    return low;
  }

  or(other: CharSet): CharSet {
    const [own, others, both] = [this.ranges, other.ranges, [] as number[]];
    for (let [i, j] = [0, 0]; i < own.length || j < others.length; ) {
      if (j >= others.length || (i < own.length && own[i]! <= others[j]!)) both.push(own[i++]!, own[i++]!);
      else both.push(others[j++]!, others[j++]!);
    }
    return CharSet.inOrder(both);
  }

  not(): CharSet {
    const { ranges } = this;
    const out: number[] = [];
    let next = 0;
    for (let i = 0; i < ranges.length; i += 2) {
      if (ranges[i]! > next) out.push(next, ranges[i]! - 1);
      next = ranges[i + 1]! + 1;
    }
    if (next <= LAST) out.push(next, LAST);
    return new CharSet(out);
  }

  and(other: CharSet): CharSet {
    return this.not().or(other.not()).not();
  }

  /** The inside of a bracket expression of a JavaScript pattern with the flag u. */
  source(): string {
    return (this.#source ??= inBrackets(this.pairs()));
  }
}
