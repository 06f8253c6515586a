/** Lines of text, and JSONL. A line ends with \n; a \r before that is no part of it. */
import type { Found, RecordReader } from "./records.ts";

export class LineReader implements RecordReader {
  #rest = "";
  #number = 0;

  *push(text: string): Iterable<Found> {
    let at = 0;
    for (let end = text.indexOf("\n"); end >= 0; at = end + 1, end = text.indexOf("\n", at)) {
      const line = this.#rest + text.slice(at, end);
      this.#rest = "";
      yield this.#line(line);
    }
    this.#rest += text.slice(at);
  }

  *end(): Iterable<Found> {
    if (this.#rest) yield this.#line(this.#rest);
  }

  #line(line: string): Found {
    return { number: (this.#number += 1), value: line.endsWith("\r") ? line.slice(0, -1) : line };
  }
}

/** A blank line is no row. */
export class JsonLineReader implements RecordReader {
  readonly #lines = new LineReader();

  *push(text: string): Iterable<Found> {
    yield* values(this.#lines.push(text));
  }

  *end(): Iterable<Found> {
    yield* values(this.#lines.end());
  }
}

function* values(lines: Iterable<Found>): Iterable<Found> {
  for (const { number, value } of lines) {
    if (!/[^ \t\r]/.test(value as string)) continue;
    yield parsed(number, value as string) ?? { number, value: null, problem: true };
  }
}

export function parsed(number: number, text: string): Found | null {
  try {
    return { number, value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** The whole file is one row. */
export class WholeReader implements RecordReader {
  readonly #pieces: string[] = [];

  push(text: string): Iterable<Found> {
    this.#pieces.push(text);
    return [];
  }

  *end(): Iterable<Found> {
    const value = this.#pieces.join("");
    if (value) yield { number: 1, value };
  }
}
