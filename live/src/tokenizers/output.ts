/** The encoding of one text while it grows. */

/** The encoding of one text, without what a template adds. All lists have one entry per token. */
export interface Encoded {
  ids: number[];
  /** Where the token's characters begin and end in the text, counted in characters (code points). */
  starts: number[];
  ends: number[];
  /** Index of the pre-token ("word") that the token belongs to. */
  words: number[];
  /** As in the vocabulary; an added token comes with the white space that it took along. */
  tokens: string[];
}

/** Tokens between two pauses: a few milliseconds of work. */
export const PAUSE = 4_000;

/** Lists of numbers that grow in steps: a million tokens are a million times nothing to collect. */
export class Output {
  ids: Int32Array;
  /** In UTF-16 units. */
  starts: Int32Array;
  ends: Int32Array;
  #words: Int32Array;
  size = 0;
  /** What added tokens are written as; the others are in the vocabulary. */
  readonly #written = new Map<number, string>();
  #paused = 0;
  /** The index of the word that is being put. */
  word = 0;

  /** `length`: tokens that there is room for at first. */
  constructor(length: number) {
    this.ids = new Int32Array(length);
    this.starts = new Int32Array(length);
    this.ends = new Int32Array(length);
    this.#words = new Int32Array(length);
  }

  /** Makes room for `count` more tokens. */
  reserve(count: number): void {
    if (this.size + count <= this.ids.length) return;
    const length = 2 * (this.size + count);
    const larger = (list: Int32Array): Int32Array<ArrayBuffer> => {
      const out = new Int32Array(length);
      out.set(list);
      return out;
    };
    this.ids = larger(this.ids);
    this.starts = larger(this.starts);
    this.ends = larger(this.ends);
    this.#words = larger(this.#words);
  }

  /** There must be room. */
  put(id: number, start: number, end: number): void {
    const at = this.size;
    this.ids[at] = id;
    this.starts[at] = start;
    this.ends[at] = end;
    this.#words[at] = this.word;
    this.size = at + 1;
  }

  /** An added token, with the white space that it took along, as a word of its own. */
  putAdded(id: number, written: string, start: number, end: number): void {
    this.reserve(1);
    this.#written.set(this.size, written);
    this.put(id, start, end);
    this.word += 1;
  }

  /** Whether there was enough work since the last pause for another one. */
  due(): boolean {
    return this.size - this.#paused >= PAUSE;
  }

  /** Begins one, if it is due. */
  pause(): boolean {
    if (!this.due()) return false;
    this.#paused = this.size;
    return true;
  }

  encoded(token: (id: number) => string | undefined): Encoded {
    const [ids, size] = [this.ids, this.size];
    const tokens = new Array<string>(size);
    for (let i = 0; i < size; i += 1) tokens[i] = token(ids[i]!)!;
    for (const [i, written] of this.#written) tokens[i] = written;
    return {
      ids: list(ids, size),
      starts: list(this.starts, size),
      ends: list(this.ends, size),
      words: list(this.#words, size),
      tokens,
    };
  }
}

/** An ordinary list: callers write it as JSON. */
function list(numbers: Int32Array, size: number): number[] {
  const out = new Array<number>(size);
  for (let i = 0; i < size; i += 1) out[i] = numbers[i]!;
  return out;
}
