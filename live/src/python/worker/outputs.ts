/** Sends a cell's outputs to the page in order, joining the pieces of a stream. */
import type { Output } from "../types.ts";

const CHUNK = 16_000; // characters
const PAUSE = 50; // ms

export class Outputs {
  readonly #post: (output: Output) => void;
  #kind: Output["kind"] = "stdout";
  #pieces: string[] = [];
  #length = 0;
  #sentAt = 0;

  constructor(post: (output: Output) => void) {
    this.#post = post;
  }

  /** What the Python side calls (live/python/page_runner.py). */
  readonly send = (kind: Output["kind"], text: string, html: string): void => {
    const stream = kind === "stdout" || kind === "stderr";
    if (!stream || kind !== this.#kind) this.flush();
    if (!stream) return this.#post({ kind, text, html });
    this.#kind = kind;
    this.#pieces.push(text);
    this.#length += text.length;
    if (this.#length > CHUNK || performance.now() - this.#sentAt > PAUSE) this.flush();
  };

  readonly flush = (): void => {
    if (this.#pieces.length) this.#post({ kind: this.#kind, text: this.#pieces.join(""), html: "" });
    this.#pieces = [];
    this.#length = 0;
    this.#sentAt = performance.now();
  };
}
