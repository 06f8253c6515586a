/**
 * Finds many strings in a text at once, in one pass: an automaton after Aho and Corasick, of which only those states are
 * made that a text leads to. Gemma's 6,242 added tokens would else have to be spelt out before a first text is read.
 */

import { doubled, SpeltList, Trie } from "./trie.ts";

export interface Match {
  id: number;
  /** [from, to) in UTF-16 units. */
  from: number;
  to: number;
}

const ROOT = 0;
/** Mostly there are few strings. */
const ROOM = 64;
/** Not visited yet; no string. */
const NONE = -1;
/** Where a string has been found already, and nothing longer can come: the search ends here. */
const DEAD = -2;

/** The leftmost, then longest, of a set of strings; matches do not overlap. */
export class Matcher {
  readonly #strings: string[];
  readonly #idOf: number[];
  readonly #trie: Trie;
  /** By state: where to go on when no string goes on here, and the string that ends here. */
  #fall = new Int32Array(ROOM).fill(NONE);
  #ends = new Int32Array(ROOM).fill(NONE);
  /** Whether a string may begin with a unit, by its lower byte. */
  readonly #begins = new Uint8Array(256);

  /** `ids`: the strings, none of them empty, and their ids. */
  constructor(ids: Map<string, number>) {
    this.#strings = [...ids.keys()];
    this.#idOf = [...ids.values()];
    this.#trie = new Trie(new SpeltList(this.#strings), ROOM);
    this.#fall[ROOT] = DEAD;
    for (const string of this.#strings) this.#begins[string.charCodeAt(0) & 255] = 1;
  }

  /** The state behind an edge; the root if there is none. */
  #enter(from: number, unit: number): number {
    const state = this.#trie.step(from, unit);
    while (state >= this.#fall.length) [this.#fall, this.#ends] = [doubled(this.#fall), doubled(this.#ends)];
    if (this.#fall[state] === NONE) this.#visit(state, from, unit);
    return state;
  }

  #visit(state: number, from: number, unit: number): void {
    const own = this.#trie.id(state);
    if (own !== NONE || (from !== ROOT && this.#fall[from] === DEAD)) {
      this.#fall[state] = DEAD; // no match further right counts any more
      this.#ends[state] = own;
      return;
    }
    const fall = from === ROOT ? ROOT : this.#step(this.#fall[from]!, unit);
    this.#fall[state] = fall;
    if (fall !== DEAD) this.#ends[state] = this.#ends[fall]!;
  }

  #step(state: number, unit: number): number {
    while (state !== DEAD) {
      const next = this.#enter(state, unit);
      if (next !== ROOT) return next;
      if (state === ROOT) return ROOT;
      state = this.#fall[state]!;
    }
    return DEAD;
  }

  /** The first at `from` or behind it. */
  next(text: string, from: number): Match | null {
    if (!this.#strings.length) return null;
    let [string, end] = [NONE, 0];
    for (let state = ROOT, at = from; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (state === ROOT && !this.#begins[unit & 255]) continue;
      state = this.#step(state, unit);
      if (state === DEAD) break;
      if (this.#ends[state] !== NONE) [string, end] = [this.#ends[state]!, at + 1];
    }
    return string === NONE ? null : { id: this.#idOf[string]!, from: end - this.#strings[string]!.length, to: end };
  }
}
