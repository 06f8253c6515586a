/** What a template has printed: piece by piece, or held back as a string. */
import { fail } from "./errors.ts";
import type { Stmt } from "./nodes.ts";
import { type Origin, raw, type Str, TextBuilder } from "./text.ts";
import { Dict, isStr, List, Tuple, type Value } from "./values.ts";

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

  /** `counts`: whether someone asks for `yielded`. */
  constructor(private readonly counts: boolean) {}

  print(text: Str, node: Stmt): void {
    const { length } = raw(text);
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
    this.pieces = [];
    this.#buffers += 1;
    try {
      work();
      const text = new TextBuilder();
      for (const piece of this.pieces) text.add(piece.text);
      return text.done();
    } finally {
      this.pieces = outer;
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
