/** What a template has printed: piece by piece, or held back as a string. */
import { fail, PyError } from "./errors.ts";
import type { Stmt } from "./nodes.ts";
import { type Origin, raw, type Str, TextBuilder } from "./text.ts";
import { Dict, isStr, List, Tuple, typeName, type Value } from "./values.ts";

/** What one statement printed. */
export interface Piece {
  text: Str;
  node: Stmt;
  /** The message or tool that the innermost loop over such was at. */
  owner: Origin | null;
}

const MOST = 4_000_000; // characters; a prompt is a small part of that

export class Printer {
  pieces: Piece[] = [];
  owner: Origin | null = null;
  /** Characters (code points) that were printed outside macros, captures and filters. */
  yielded = 0;
  /** How many such are around. */
  #buffers = 0;
  /** UTF-16 units, all of them. */
  #size = 0;
  /** What Python would join: how many strings, and what in their place is none. */
  #items = 0;
  #foreign: PyError | null = null;

  /** `counts`: whether someone asks for `yielded`. */
  constructor(private readonly counts: boolean) {}

  /** What a filter or a call gave, which Python does not turn into a string. */
  join(value: Value, node: Stmt): void {
    if (isStr(value)) return this.print(value, node);
    const what = `sequence item ${this.#items}: expected str instance, ${typeName(value)} found`;
    this.#foreign ??= new PyError("TypeError", what, node.line);
    this.#items += 1;
  }

  /** All of it is printed. Throws PyError where Python cannot join it. */
  end(): void {
    if (this.#foreign) throw this.#foreign;
  }

  /** `joined`: to the text before it, when the template was compiled. */
  print(text: Str, node: Stmt, joined = false): void {
    const { length } = raw(text);
    if (!joined) this.#items += 1;
    if (!length) return;
    this.#size += length;
    if (this.#size > MOST)
      fail("MemoryError", `the template has printed more than ${MOST} characters; this page stops there`);
    this.pieces.push({ text, node, owner: this.owner });
    if (this.counts && !this.#buffers) this.yielded += characters(text);
  }

  /** What some work prints, as a string. */
  printedBy(work: () => void): Str {
    const outer = this.pieces;
    const [items, foreign] = [this.#items, this.#foreign];
    [this.pieces, this.#items, this.#foreign] = [[], 0, null];
    this.#buffers += 1;
    try {
      work();
      this.end();
      const text = new TextBuilder();
      for (const piece of this.pieces) text.add(piece.text);
      return text.done();
    } finally {
      [this.pieces, this.#items, this.#foreign] = [outer, items, foreign];
      this.#buffers -= 1;
    }
  }
}

/** Code points. */
export function characters(text: Str): number {
  const units = raw(text);
  let count = units.length;
  for (let i = 1; i < units.length; i += 1) {
    const second = (units.charCodeAt(i) & 0xfc00) === 0xdc00;
    if (second && (units.charCodeAt(i - 1) & 0xfc00) === 0xd800) count -= 1;
  }
  return count;
}

/** The message or tool that a loop's item is, or holds (as `loop over enumerate` does). */
export function originOf(value: Value): Origin | null {
  if (value instanceof Dict || value instanceof List) return value.origin ?? null;
  if (isStr(value) || !(value instanceof Tuple)) return null;
  return value.items.map(originOf).find((origin) => origin !== null) ?? null;
}
