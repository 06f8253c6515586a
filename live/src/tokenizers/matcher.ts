/** Finds many strings in a text at once, in one pass: an automaton after Aho and Corasick. */

import { Edges } from "./edges.ts";

export interface Match {
  id: number;
  /** [from, to) in UTF-16 units. */
  from: number;
  to: number;
}

const ROOT = 0;
/** Where a string has been found already, and nothing longer can come: the search ends here. */
const DEAD = -1;

/** The leftmost, then longest, of a set of strings; matches do not overlap. */
export class Matcher {
  readonly #edges = new Edges(64);
  /**
   * By state: where to go on when no string goes on here; the string that ends here, its length (0: none) and its id.
   */
  readonly #fall: number[] = [DEAD];
  readonly #length: number[] = [0];
  readonly #id: number[] = [0];
  /** Whether a string may begin with a unit, by its lower byte. */
  readonly #begins = new Uint8Array(256);

  /** `ids`: the strings, none of them empty, and their ids. */
  constructor(ids: Map<string, number>) {
    /** By state: the one before it and the unit that leads from there. */
    const [parents, units] = [[ROOT], [0]];
    for (const [content, id] of ids) {
      this.#begins[content.charCodeAt(0) & 255] = 1;
      let state = ROOT;
      for (let i = 0; i < content.length; i += 1) {
        const unit = content.charCodeAt(i);
        let next = this.#edges.find(state, unit);
        if (next === ROOT) {
          next = this.#length.push(0) - 1;
          this.#fall.push(DEAD);
          this.#id.push(0);
          parents.push(state);
          units.push(unit);
          this.#edges.add(state, unit, next);
        }
        state = next;
      }
      this.#length[state] = content.length;
      this.#id[state] = id;
    }
    this.#link(parents, units);
  }

  /** Breadth first, so that every state to fall to is ready. */
  #link(parents: readonly number[], units: readonly number[]): void {
    const depths = new Int32Array(parents.length);
    for (let state = 1; state < parents.length; state += 1) depths[state] = depths[parents[state]!]! + 1;
    /** By state: whether a string ends on the way to it. */
    const found = new Uint8Array(parents.length);
    for (const state of byDepth(depths)) {
      if (state === ROOT) continue;
      const parent = parents[state]!;
      if (found[parent] || this.#length[state]! > 0) found[state] = 1;
      if (found[state]) continue; // no match further right counts any more
      const fall = parent === ROOT ? ROOT : this.#step(this.#fall[parent]!, units[state]!);
      this.#fall[state] = fall;
      if (fall === DEAD || this.#length[fall] === 0) continue;
      this.#length[state] = this.#length[fall]!;
      this.#id[state] = this.#id[fall]!;
    }
  }

  #step(state: number, unit: number): number {
    while (state !== DEAD) {
      const next = this.#edges.find(state, unit);
      if (next !== ROOT) return next;
      if (state === ROOT) return ROOT;
      state = this.#fall[state]!;
    }
    return DEAD;
  }

  *find(text: string): Generator<Match> {
    if (this.#id.length === 1) return;
    let found: Match | null = null;
    let state = ROOT;
    for (let at = 0; at <= text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (state === ROOT && !this.#begins[unit & 255]) continue;
      state = at < text.length ? this.#step(state, unit) : DEAD;
      if (state === DEAD) {
        if (!found) return;
        yield found;
        at = found.to - 1;
        found = null;
        state = ROOT;
      } else if (this.#length[state]! > 0) {
        found = { id: this.#id[state]!, from: at + 1 - this.#length[state]!, to: at + 1 };
      }
    }
    if (found) yield found;
  }
}

/** States in the order of their depths. */
function byDepth(depths: Int32Array): Int32Array {
  const starts = new Int32Array(depths.reduce((most, depth) => Math.max(most, depth), 0) + 2);
  for (const depth of depths) starts[depth + 1]! += 1;
  for (let depth = 1; depth < starts.length; depth += 1) starts[depth]! += starts[depth - 1]!;
  const out = new Int32Array(depths.length);
  depths.forEach((depth, state) => {
    out[starts[depth]!++] = state;
  });
  return out;
}
