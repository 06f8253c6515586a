/**
 * Tokens and ids of a model that merges, without the added tokens, from the bytes of their asset: a page has its tokenizer
 * several times sooner than with a Map of 150,000 strings, and joins two tokens without making a third string.
 */
import { FACTOR, MIXER, spread } from "./unit_hash.ts";
import { Utf8 } from "./utf8.ts";

/** In place of an id in the table: there is none; it is one of another hash. */
const NONE = -1;
const OTHER = -2;

export class Vocabulary {
  readonly #bytes: Uint8Array;
  /**
   * Of each token side by side, which is one look into memory: where it begins (it ends one byte before the next), and its
   * hash.
   */
  readonly #rows: Int32Array;
  /** By hash, ids plus 1 in the lower bits, and bits of the hash above them; 0 where there is none. */
  readonly #table: Int32Array;
  readonly #shift: number;
  readonly #idBits: number;
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
    this.#rows = new Int32Array(2 * size + 1);
    this.longest = read(bytes, separator.charCodeAt(0), this.#rows);
    this.#powers = new Int32Array(this.longest + 1).fill(1);
    for (let i = 1; i <= this.longest; i += 1) this.#powers[i] = Math.imul(this.#powers[i - 1]!, FACTOR);
    this.#idBits = Math.ceil(Math.log2(size + 1));
    const bits = Math.ceil(Math.log2(size)) + 1;
    this.#table = new Int32Array(1 << bits);
    this.#shift = 32 - bits;
    put(this.#rows, this.#table, this.#shift, this.#idBits);
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
      this.#bytes.subarray(this.#rows[2 * id], this.#rows[2 * id + 2]! - 1),
    ));
  }

  /** In bytes. */
  length(id: number): number {
    return this.#rows[2 * id + 2]! - 1 - this.#rows[2 * id]!;
  }

  /** How many characters a token has. */
  characters(id: number): number {
    let count = 0;
    const end = this.#rows[2 * id + 2]! - 1;
    for (let at = this.#rows[2 * id]!; at < end; at += 1) if ((this.#bytes[at]! & 0xc0) !== 0x80) count += 1;
    return count;
  }

  id(token: string): number | undefined {
    const size = this.#utf8.write(token);
    if (size < 0) return undefined;
    const { bytes } = this.#utf8;
    let hash = 0;
    for (let at = 0; at < size; at += 1) hash = (Math.imul(hash, FACTOR) + bytes[at]!) | 0;
    const mixed = spread(hash);
    for (let place = mixed >>> this.#shift; ; place = (place + 1) & (this.#table.length - 1)) {
      const id = this.#candidate(place, mixed);
      if (id === NONE) return undefined;
      if (
        id !== OTHER &&
        this.#rows[2 * id + 1] === hash &&
        this.length(id) === size &&
        this.#holds(id, 0, bytes, 0, size)
      )
        return id;
    }
  }

  /** The id of the token that two tokens make when joined; -1 if there is none. */
  joined(first: number, second: number): number {
    const rows = this.#rows;
    const [left, right] = [this.length(first), this.length(second)];
    if (left + right >= this.#powers.length) return -1;
    const hash = (Math.imul(rows[2 * first + 1]!, this.#powers[right]!) + rows[2 * second + 1]!) | 0;
    const mixed = spread(hash);
    for (let place = mixed >>> this.#shift; ; place = (place + 1) & (this.#table.length - 1)) {
      const id = this.#candidate(place, mixed);
      if (id === NONE) return -1;
      if (
        id !== OTHER &&
        rows[2 * id + 1] === hash &&
        this.length(id) === left + right &&
        this.#holds(id, 0, this.#bytes, rows[2 * first]!, left) &&
        this.#holds(id, left, this.#bytes, rows[2 * second]!, right)
      )
        return id;
    }
  }

  /** The id at a place of the table; OTHER if its hash is another one, NONE if there is none. */
  #candidate(place: number, mixed: number): number {
    const entry = this.#table[place]!;
    if (entry === 0) return NONE;
    const id = entry ^ (mixed << this.#idBits);
    return id >>> this.#idBits === 0 ? id - 1 : OTHER;
  }

  /** Whether a token has, from `at` on, the `length` bytes of others from `from` on. */
  #holds(id: number, at: number, others: Uint8Array, from: number, length: number): boolean {
    const start = this.#rows[2 * id]! + at;
    for (let i = 0; i < length; i += 1) if (this.#bytes[start + i] !== others[from + i]) return false;
    return true;
  }
}

/**
 * Reads where each token begins, and its hash; the length of the longest. Like `put` without a call, since it runs once
 * and cold, for all tokens.
 */
function read(bytes: Uint8Array, separator: number, rows: Int32Array): number {
  let [from, longest] = [0, 0];
  for (let row = 0; row + 1 < rows.length; row += 2) {
    let [at, hash] = [from, 0];
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (byte === separator) break;
      hash = (Math.imul(hash, FACTOR) + byte) | 0;
    }
    if (at - from > longest) longest = at - from;
    rows[row + 1] = hash;
    rows[row + 2] = from = at + 1;
  }
  return longest;
}

/** Puts ids into a table by their hashes, as `spread` places them. */
function put(rows: Int32Array, table: Int32Array, shift: number, idBits: number): void {
  const mask = table.length - 1;
  for (let row = 1; row < rows.length; row += 2) {
    const hash = rows[row]!;
    const mixed = Math.imul(hash ^ (hash >>> 15), MIXER);
    let place = mixed >>> shift;
    while (table[place] !== 0) place = (place + 1) & mask;
    table[place] = (mixed << idBits) | ((row + 1) >> 1);
  }
}
