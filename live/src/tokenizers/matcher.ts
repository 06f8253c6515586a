/** Finds many strings in a text at once, in one pass: an automaton after Aho and Corasick. */

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
  /** The next state by state * 65536 + unit. */
  readonly #next = new Map<number, number>();
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
    const children: [unit: number, state: number][][] = [[]];
    for (const [content, id] of ids) {
      this.#begins[content.charCodeAt(0) & 255] = 1;
      let state = ROOT;
      for (let i = 0; i < content.length; i += 1) {
        const unit = content.charCodeAt(i);
        let next = this.#next.get(state * 65536 + unit);
        if (next === undefined) {
          next = this.#length.push(0) - 1;
          this.#fall.push(DEAD);
          this.#id.push(0);
          children.push([]);
          children[state]!.push([unit, next]);
          this.#next.set(state * 65536 + unit, next);
        }
        state = next;
      }
      this.#length[state] = content.length;
      this.#id[state] = id;
    }
    this.#link(children);
  }

  /** Breadth first, so that every state to fall to is ready. `found`: whether a string ends on the way to a state. */
  #link(children: [unit: number, state: number][][]): void {
    const queue: { state: number; found: boolean }[] = [{ state: ROOT, found: false }];
    for (const { state: parent, found: before } of queue) {
      for (const [unit, state] of children[parent]!) {
        const found = before || this.#length[state]! > 0;
        queue.push({ state, found });
        if (found) continue; // no match further right counts any more
        const fall = parent === ROOT ? ROOT : this.#step(this.#fall[parent]!, unit);
        this.#fall[state] = fall;
        if (fall === DEAD || this.#length[fall] === 0) continue;
        this.#length[state] = this.#length[fall]!;
        this.#id[state] = this.#id[fall]!;
      }
    }
  }

  #step(state: number, unit: number): number {
    while (state !== DEAD) {
      const next = this.#next.get(state * 65536 + unit);
      if (next !== undefined) return next;
      if (state === ROOT) return ROOT;
      state = this.#fall[state]!;
    }
    return DEAD;
  }

  *find(text: string): Generator<Match> {
    if (!this.#next.size) return;
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
