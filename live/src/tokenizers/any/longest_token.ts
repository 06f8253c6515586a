/** The longest token at a place of a text, by the hashes of all that it may be: ready much sooner than a trie. */

import type { Spelt } from "../trie.ts";
import { FACTOR, hashOf, spread } from "../unit_hash.ts";

export class LongestToken {
  readonly #tokens: Spelt;
  readonly #hashes: Int32Array;
  /** Tokens plus 1, by hash; 0 where there is none. */
  readonly #table: Int32Array;
  readonly #shift: number;
  /** Of the text from a place on, by length. */
  readonly #ahead: Int32Array;

  /** No two tokens are the same. */
  constructor(tokens: Spelt) {
    this.#tokens = tokens;
    const bits = Math.ceil(Math.log2(tokens.size + 1)) + 1;
    this.#shift = 32 - bits;
    const hashes = (this.#hashes = new Int32Array(tokens.size));
    const table = (this.#table = new Int32Array(1 << bits));
    let longest = 0;
    for (let token = 0; token < tokens.size; token += 1) {
      const length = tokens.length(token);
      let hash = 0;
      for (let at = 0; at < length; at += 1) hash = (Math.imul(hash, FACTOR) + tokens.unit(token, at)) | 0;
      hashes[token] = hash;
      if (length > longest) longest = length;
      let place = spread(hash) >>> this.#shift;
      while (table[place] !== 0) place = (place + 1) & (table.length - 1);
      table[place] = token + 1;
    }
    this.#ahead = new Int32Array(longest + 1);
  }

  /** The longest that is `prefix` and the text from `from` to `to` at most, but not the prefix alone; -1 if there is none. */
  find(prefix: string, text: string, from: number, to: number): number {
    let hash = hashOf(prefix);
    const ahead = this.#ahead;
    const most = Math.min(to - from, ahead.length - 1 - prefix.length);
    for (let size = 1; size <= most; size += 1)
      ahead[size] = hash = (Math.imul(hash, FACTOR) + text.charCodeAt(from + size - 1)) | 0;
    for (let size = most; size > 0; size -= 1) {
      const token = this.#find(ahead[size]!, prefix, text, from, size);
      if (token >= 0) return token;
    }
    return -1;
  }

  #find(hash: number, prefix: string, text: string, from: number, size: number): number {
    const table = this.#table;
    for (let place = spread(hash) >>> this.#shift; ; place = (place + 1) & (table.length - 1)) {
      const token = table[place]! - 1;
      if (token < 0 || (this.#hashes[token] === hash && this.#is(token, prefix, text, from, size))) return token;
    }
  }

  #is(token: number, prefix: string, text: string, from: number, size: number): boolean {
    const tokens = this.#tokens;
    const before = prefix.length;
    if (tokens.length(token) !== before + size) return false;
    for (let at = 0; at < before; at += 1) if (tokens.unit(token, at) !== prefix.charCodeAt(at)) return false;
    for (let at = 0; at < size; at += 1)
      if (tokens.unit(token, before + at) !== text.charCodeAt(from + at)) return false;
    return true;
  }
}
