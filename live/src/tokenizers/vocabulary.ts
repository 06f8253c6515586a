/**
 * Tokens and ids of a model that merges, without the added tokens, from the bytes of their asset: a page has its tokenizer
 * several times sooner than with a Map of 150,000 strings, and joins two tokens without making a third string.
 */
import { FACTOR, MIXER, spread } from "./unit_hash.ts";
import { Utf8 } from "./utf8.ts";

export class Vocabulary {
  readonly #bytes: Uint8Array;
  /** Where each token begins (it ends one byte before the next), and its hash. */
  readonly #starts: Int32Array;
  readonly #hashes: Int32Array;
  /** Ids plus 1, by hash; 0 where there is none. */
  readonly #table: Int32Array;
  readonly #shift: number;
  /** Powers of FACTOR, up to the longest token. */
  readonly #powers: Int32Array;
  /** Tokens that were asked for; a list of their number, since one with holes is looked up like a Map. */
  #tokens: (string | undefined)[] | null = null;
  readonly #utf8 = new Utf8();
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  /** Length of the longest token, in bytes. */
  readonly longest: number;

  /** `bytes`: `size` tokens in UTF-8 in the order of their ids, no two the same, with one byte `separator` between two. */
  constructor(
    bytes: Uint8Array,
    readonly size: number,
    readonly separator = " ",
  ) {
    this.#bytes = bytes;
    this.#starts = new Int32Array(size + 1);
    this.#hashes = new Int32Array(size);
    this.longest = read(bytes, separator.charCodeAt(0), this.#starts, this.#hashes);
    this.#powers = new Int32Array(this.longest + 1).fill(1);
    for (let i = 1; i <= this.longest; i += 1) this.#powers[i] = Math.imul(this.#powers[i - 1]!, FACTOR);
    const bits = Math.ceil(Math.log2(size)) + 1;
    this.#table = new Int32Array(1 << bits);
    this.#shift = 32 - bits;
    put(this.#hashes, this.#table, this.#shift);
  }

  /** The tokens in the order of their ids. */
  get tokens(): string[] {
    return this.#decoder.decode(this.#bytes).split(this.separator);
  }

  *entries(): Generator<readonly [string, number], void> {
    for (const [id, token] of this.tokens.entries()) yield [token, id];
  }

  token(id: number): string | undefined {
    if (!(id >= 0 && id < this.size)) return undefined;
    this.#tokens ??= new Array<string | undefined>(this.size).fill(undefined);
    return (this.#tokens[id] ??= this.#decoder.decode(
      this.#bytes.subarray(this.#starts[id], this.#starts[id + 1]! - 1),
    ));
  }

  /** In bytes. */
  length(id: number): number {
    return this.#starts[id + 1]! - 1 - this.#starts[id]!;
  }

  /** How many characters a token has. */
  characters(id: number): number {
    let count = 0;
    for (let at = this.#starts[id]!; at < this.#starts[id + 1]! - 1; at += 1)
      if ((this.#bytes[at]! & 0xc0) !== 0x80) count += 1;
    return count;
  }

  id(token: string): number | undefined {
    const size = this.#utf8.write(token);
    if (size < 0) return undefined;
    const { bytes } = this.#utf8;
    let hash = 0;
    for (let at = 0; at < size; at += 1) hash = (Math.imul(hash, FACTOR) + bytes[at]!) | 0;
    for (let place = this.#place(hash); ; place = (place + 1) & (this.#table.length - 1)) {
      const id = this.#table[place]! - 1;
      if (id < 0) return undefined;
      if (this.#hashes[id] === hash && this.length(id) === size && this.#holds(id, 0, bytes, 0, size)) return id;
    }
  }

  /** The id of the token that two tokens make when joined; -1 if there is none. */
  joined(first: number, second: number): number {
    const [left, right] = [this.length(first), this.length(second)];
    if (left + right >= this.#powers.length) return -1;
    const hash = (Math.imul(this.#hashes[first]!, this.#powers[right]!) + this.#hashes[second]!) | 0;
    for (let place = this.#place(hash); ; place = (place + 1) & (this.#table.length - 1)) {
      const id = this.#table[place]! - 1;
      if (id < 0) return -1;
      if (
        this.#hashes[id] === hash &&
        this.length(id) === left + right &&
        this.#holds(id, 0, this.#bytes, this.#starts[first]!, left) &&
        this.#holds(id, left, this.#bytes, this.#starts[second]!, right)
      )
        return id;
    }
  }

  #place(hash: number): number {
    return spread(hash) >>> this.#shift;
  }

  /** Whether a token has, from `at` on, the `length` bytes of others from `from` on. */
  #holds(id: number, at: number, others: Uint8Array, from: number, length: number): boolean {
    const start = this.#starts[id]! + at;
    for (let i = 0; i < length; i += 1) if (this.#bytes[start + i] !== others[from + i]) return false;
    return true;
  }
}

/**
 * Reads where each token begins, and its hash; the length of the longest. Like `put` without a call, since it runs once
 * and cold, for all tokens.
 */
function read(bytes: Uint8Array, separator: number, starts: Int32Array, hashes: Int32Array): number {
  let [from, longest] = [0, 0];
  for (let id = 0; id < hashes.length; id += 1) {
    let [at, hash] = [from, 0];
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (byte === separator) break;
      hash = (Math.imul(hash, FACTOR) + byte) | 0;
    }
    if (at - from > longest) longest = at - from;
    hashes[id] = hash;
    starts[id + 1] = from = at + 1;
  }
  return longest;
}

/** Puts ids into a table by their hashes, as `spread` places them. */
function put(hashes: Int32Array, table: Int32Array, shift: number): void {
  const mask = table.length - 1;
  for (let id = 0; id < hashes.length; id += 1) {
    const hash = hashes[id]!;
    let place = Math.imul(hash ^ (hash >>> 15), MIXER) >>> shift;
    while (table[place] !== 0) place = (place + 1) & mask;
    table[place] = id + 1;
  }
}
