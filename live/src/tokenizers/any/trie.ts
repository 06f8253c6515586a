/**
 * A trie over UTF-16 units: one table of open addresses for all edges, so that a vocabulary of 250,000 tokens is ready
 * soon.
 */

export class Trie {
  /** By place: node * 65536 + unit, plus 1 (0: free), and the node that the edge leads to. */
  #edges: Float64Array;
  #targets: Int32Array;
  #mask: number;
  #count = 0;
  /** By node: the id of the token that ends there, or -1. */
  #ids: Int32Array;
  #nodes = 1;

  constructor(ids: ReadonlyMap<string, number>) {
    let units = 0;
    for (const token of ids.keys()) units += token.length;
    const size = 2 ** Math.ceil(Math.log2(2 * Math.min(units, 8 * ids.size + 1024) + 16));
    this.#edges = new Float64Array(size);
    this.#targets = new Int32Array(size);
    this.#mask = size - 1;
    this.#ids = new Int32Array(units + 1).fill(-1);
    for (const [token, id] of ids) {
      let node = 0;
      for (let i = 0; i < token.length; i += 1) node = this.#make(node, token.charCodeAt(i));
      if (token) this.#ids[node] = id;
    }
  }

  /** The node behind an edge; 0 if there is none. */
  step(node: number, unit: number): number {
    const key = node * 65536 + unit + 1;
    for (let place = hash(node, unit) & this.#mask; this.#edges[place] !== 0; place = (place + 1) & this.#mask) {
      if (this.#edges[place] === key) return this.#targets[place]!;
    }
    return 0;
  }

  /** The id of the token that ends at a node, or -1. */
  id(node: number): number {
    return this.#ids[node]!;
  }

  #make(node: number, unit: number): number {
    const found = this.step(node, unit);
    if (found) return found;
    if (2 * (this.#count + 1) > this.#edges.length) this.#grow();
    this.#put(node * 65536 + unit + 1, this.#nodes);
    return this.#nodes++;
  }

  #put(key: number, target: number): void {
    let place = hash(Math.floor((key - 1) / 65536), (key - 1) % 65536) & this.#mask;
    while (this.#edges[place] !== 0) place = (place + 1) & this.#mask;
    this.#edges[place] = key;
    this.#targets[place] = target;
    this.#count += 1;
  }

  #grow(): void {
    const [edges, targets] = [this.#edges, this.#targets];
    this.#edges = new Float64Array(2 * edges.length);
    this.#targets = new Int32Array(2 * edges.length);
    this.#mask = 2 * edges.length - 1;
    this.#count = 0;
    edges.forEach((key, i) => key && this.#put(key, targets[i]!));
  }
}

function hash(node: number, unit: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
