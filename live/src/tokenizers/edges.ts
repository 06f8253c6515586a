/** The edges of a tree of texts: from a node, by a UTF-16 unit, to the next. Flat, since trees have thousands. */

export class Edges {
  /** By place: node * 65536 + unit, plus 1 (0: free), and the node that the edge leads to. */
  #keys: Float64Array;
  #targets: Int32Array;
  #count = 0;

  /** `room`: a power of two; it grows. */
  constructor(room: number) {
    this.#keys = new Float64Array(room);
    this.#targets = new Int32Array(room);
  }

  /** The node behind an edge; 0 if there is none. */
  find(node: number, unit: number): number {
    const [keys, mask] = [this.#keys, this.#keys.length - 1];
    const key = node * 65536 + unit + 1;
    for (let place = hash(node, unit) & mask; keys[place] !== 0; place = (place + 1) & mask)
      if (keys[place] === key) return this.#targets[place]!;
    return 0;
  }

  /** Adds an edge that is not there. */
  add(node: number, unit: number, target: number): void {
    if (2 * (this.#count += 1) > this.#keys.length) this.#grow();
    this.#put(node, unit, target);
  }

  #put(node: number, unit: number, target: number): void {
    const mask = this.#keys.length - 1;
    let place = hash(node, unit) & mask;
    while (this.#keys[place] !== 0) place = (place + 1) & mask;
    this.#keys[place] = node * 65536 + unit + 1;
    this.#targets[place] = target;
  }

  #grow(): void {
    const [keys, targets] = [this.#keys, this.#targets];
    this.#keys = new Float64Array(2 * keys.length);
    this.#targets = new Int32Array(2 * keys.length);
    for (let place = 0; place < keys.length; place += 1) {
      const key = keys[place]! - 1;
      if (key >= 0) this.#put(Math.floor(key / 65536), key % 65536, targets[place]!);
    }
  }
}

function hash(node: number, unit: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
