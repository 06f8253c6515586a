/**
 * A trie over UTF-16 units that grows where it is asked: the tokens of a node lie in a list until someone steps on from
 * it, so that a vocabulary of 250,000 tokens is ready at once.
 */

import { Edges } from "./edges.ts";

/** Tokens by their ids, as units. Of two that are the same the later one counts. */
export interface Spelt {
  readonly size: number;
  length(id: number): number;
  unit(id: number, at: number): number;
}

export class SpeltList implements Spelt {
  constructor(readonly tokens: readonly string[]) {}

  get size(): number {
    return this.tokens.length;
  }

  token(id: number): string | undefined {
    return this.tokens[id];
  }

  length(id: number): number {
    return this.tokens[id]!.length;
  }

  unit(id: number, at: number): number {
    return this.tokens[id]!.charCodeAt(at);
  }
}

/** Room for so many nodes and edges at first, unless said otherwise. */
const ROOM = 1 << 12;
const ROOT = 0;
const NONE = -1;

export class Trie {
  readonly #tokens: Spelt;
  readonly #edges: Edges;
  /** By node: the id of the token that ends there; the first of the tokens that go on and have no node of their own yet. */
  #ids: Int32Array<ArrayBuffer>;
  #waiting: Int32Array<ArrayBuffer>;
  /** By id: the next that waits at the same node. */
  readonly #next: Int32Array;
  /** By node: how many units lead to it. */
  #depths: Int32Array<ArrayBuffer>;
  #nodes = 1;

  /** `room`: a power of two. */
  constructor(tokens: Spelt, room = ROOM) {
    this.#tokens = tokens;
    this.#edges = new Edges(room);
    this.#ids = new Int32Array(room).fill(NONE);
    this.#waiting = new Int32Array(room).fill(NONE);
    this.#depths = new Int32Array(room);
    this.#next = new Int32Array(tokens.size);
    for (let id = 0; id < tokens.size; id += 1) this.#next[id] = id - 1;
    this.#waiting[ROOT] = tokens.size - 1;
  }

  /** The node behind an edge; 0 if there is none. */
  step(node: number, unit: number): number {
    if (this.#waiting[node] !== NONE) this.#spread(node);
    return this.#edges.find(node, unit);
  }

  /** The id of the token that ends at a node, or -1. */
  id(node: number): number {
    return this.#ids[node]!;
  }

  /** The node behind a text; -1 if there is none. */
  node(text: string): number {
    if (this.#waiting[ROOT] !== NONE) this.#spread(ROOT);
    let node = ROOT;
    for (let at = 0; at < text.length; at += 1) {
      node = this.step(node, text.charCodeAt(at));
      if (node === ROOT) return NONE;
    }
    return node;
  }

  /** The id of a token, or -1. */
  find(token: string): number {
    const node = this.node(token);
    return node < 0 ? NONE : this.#ids[node]!;
  }

  /** Gives each token that waits at a node to the next node on its way. */
  #spread(node: number): void {
    const depth = this.#depths[node]!;
    let id = this.#waiting[node]!;
    this.#waiting[node] = NONE;
    while (id !== NONE) {
      const after = this.#next[id]!;
      const length = this.#tokens.length(id);
      if (length === depth) this.#ends(node, id);
      else {
        const child = this.#child(node, this.#tokens.unit(id, depth), depth + 1);
        if (length === depth + 1) this.#ends(child, id);
        else {
          this.#next[id] = this.#waiting[child]!;
          this.#waiting[child] = id;
        }
      }
      id = after;
    }
  }

  #ends(node: number, id: number): void {
    this.#ids[node] = Math.max(this.#ids[node]!, id);
  }

  #child(node: number, unit: number, depth: number): number {
    const found = this.#edges.find(node, unit);
    if (found) return found;
    const child = this.#nodes++;
    if (child === this.#ids.length) {
      this.#ids = doubled(this.#ids);
      this.#waiting = doubled(this.#waiting);
      this.#depths = doubled(this.#depths);
    }
    this.#depths[child] = depth;
    this.#edges.add(node, unit, child);
    return child;
  }
}

/** Twice as long; what is new is NONE. */
export function doubled(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * list.length).fill(NONE, list.length);
  larger.set(list);
  return larger;
}
