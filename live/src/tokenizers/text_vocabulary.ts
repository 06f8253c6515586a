/**
 * Tokens and ids of a model that looks texts up unit by unit, without the added tokens: one string, and a table of
 * hashes, sooner ready than a Map of 250,000 strings.
 */
import { FACTOR, hashOf, spread } from "./unit_hash.ts";

/** So many UTF-16 units are searched for tokens before the table is made, and so many tokens at most. */
const SEARCHED = 8_000_000;
const SEARCHES = 32;

export class TextVocabulary {
  readonly #text: string;
  /** Where each token begins; it ends one character before the next. Made when first needed. */
  #starts = new Int32Array(0);
  /** By id; made, with the table, when the first token is looked up: Unigram never does. */
  #hashes = new Int32Array(0);
  /** Ids plus 1, by hash; 0 where there is none. */
  #table = new Int32Array(0);
  #shift = 0;
  #searched = 0;
  /** Tokens that were asked for. */
  readonly #tokens: string[] = [];

  /** `text`: the tokens in the order of their ids, no two the same, with one character `separator` between two. */
  constructor(
    text: string,
    readonly separator = " ",
  ) {
    this.#text = text;
  }

  get size(): number {
    if (!this.#starts.length) this.#begin();
    return this.#starts.length - 1;
  }

  #begin(): void {
    const [text, separator] = [this.#text, this.separator];
    let starts = new Int32Array(1 << 15);
    let size = 0;
    for (let from = 0; from <= text.length; ) {
      const found = text.indexOf(separator, from);
      const to = found < 0 ? text.length : found;
      if ((size += 1) === starts.length) {
        const larger = new Int32Array(2 * size);
        larger.set(starts);
        starts = larger;
      }
      starts[size] = from = to + 1;
    }
    this.#starts = starts.subarray(0, size + 1);
  }

  /** The tokens in the order of their ids. */
  get tokens(): string[] {
    return this.#text.split(this.separator);
  }

  *entries(): Generator<readonly [string, number], void> {
    for (const [id, token] of this.tokens.entries()) yield [token, id];
  }

  token(id: number): string | undefined {
    if (!(id >= 0 && id < this.size)) return undefined;
    return (this.#tokens[id] ??= this.#text.slice(this.#starts[id], this.#starts[id + 1]! - 1));
  }

  /** In UTF-16 units. */
  length(id: number): number {
    if (!this.#starts.length) this.#begin();
    return this.#starts[id + 1]! - 1 - this.#starts[id]!;
  }

  /** A token's unit. */
  unit(id: number, at: number): number {
    if (!this.#starts.length) this.#begin();
    return this.#text.charCodeAt(this.#starts[id]! + at);
  }

  id(token: string): number | undefined {
    if (!this.#table.length) {
      if (this.searches) return this.#search(token);
      this.#index();
    }
    const hash = hashOf(token);
    for (let place = this.#place(hash); ; place = (place + 1) & (this.#table.length - 1)) {
      const id = this.#table[place]! - 1;
      if (id < 0) return undefined;
      if (this.#hashes[id] === hash && this.length(id) === token.length && this.#is(id, token)) return id;
    }
  }

  /** Whether a token is searched for, since the table is not made yet. */
  get searches(): boolean {
    return !this.#table.length && this.#searched < Math.min(SEARCHES, SEARCHED / this.#text.length);
  }

  /** Without the table: models that never need it have a few added tokens looked up all the same. */
  #search(token: string): number | undefined {
    this.#searched += 1;
    const [text, between] = [this.#text, this.separator];
    if (token.includes(between)) return undefined;
    if (text === token || text.startsWith(token + between)) return 0;
    const found = text.indexOf(between + token + between) + 1;
    if (!found && !text.endsWith(between + token)) return undefined;
    if (!this.#starts.length) return this.#before(found || text.length);
    const starts = this.#starts;
    let [low, high] = [0, this.size - 1];
    if (!found) return high;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= found) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** How many tokens end before a place: mostly few, since those that are looked up first come early. */
  #before(place: number): number {
    let count = 0;
    for (let at = this.#text.indexOf(this.separator); at >= 0 && at < place; count += 1)
      at = this.#text.indexOf(this.separator, at + 1);
    return count;
  }

  #index(): void {
    const [size, text] = [this.size, this.#text];
    const starts = this.#starts;
    const bits = Math.ceil(Math.log2(size)) + 1;
    const hashes = (this.#hashes = new Int32Array(size));
    const table = (this.#table = new Int32Array(1 << bits));
    this.#shift = 32 - bits;
    for (let id = 0; id < size; id += 1) {
      const end = starts[id + 1]! - 1;
      let hash = 0; // no call: this runs once and cold, for all tokens
      for (let at = starts[id]!; at < end; at += 1) hash = (Math.imul(hash, FACTOR) + text.charCodeAt(at)) | 0;
      hashes[id] = hash;
      let place = this.#place(hash);
      while (table[place] !== 0) place = (place + 1) & (table.length - 1);
      table[place] = id + 1;
    }
  }

  #place(hash: number): number {
    return spread(hash) >>> this.#shift;
  }

  /** Of the same length. */
  #is(id: number, text: string): boolean {
    const start = this.#starts[id]!;
    for (let i = 0; i < text.length; i += 1) if (this.#text.charCodeAt(start + i) !== text.charCodeAt(i)) return false;
    return true;
  }
}
