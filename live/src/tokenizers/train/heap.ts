/**
 * A heap whose greatest entry comes out first. Which of equal ones does follows the library's heap, of four children
 * each: the second best way through a word may be one of several.
 */
const CHILDREN = 4;

export class Heap<Entry> {
  readonly #entries: Entry[] = [];
  readonly #above: (a: Entry, b: Entry) => boolean;

  /** `above(a, b)`: a goes up past b. */
  constructor(above: (a: Entry, b: Entry) => boolean) {
    this.#above = above;
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
    this.#rise(this.#entries.length - 1, entry);
  }

  pop(): Entry | undefined {
    const entries = this.#entries;
    const top = entries[0];
    const last = entries.pop();
    if (!entries.length || last === undefined) return top;
    // first all the way down, then up again to where it belongs
    let at = 0;
    for (let child = 1; child < entries.length; child = CHILDREN * at + 1) {
      const end = Math.min(child + CHILDREN, entries.length);
      for (let other = child + 1; other < end; other += 1)
        if (!this.#above(entries[child]!, entries[other]!)) child = other;
      entries[at] = entries[child]!;
      at = child;
    }
    this.#rise(at, last);
    return top;
  }

  #rise(from: number, entry: Entry): void {
    const entries = this.#entries;
    let at = from;
    while (at > 0) {
      const parent = Math.floor((at - 1) / CHILDREN);
      if (!this.#above(entry, entries[parent]!)) break;
      entries[at] = entries[parent]!;
      at = parent;
    }
    entries[at] = entry;
  }
}
