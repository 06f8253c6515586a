/**
 * A vocabulary as UTF-8 bytes with a table of open addresses: ready without a string for each token, and the hash of two
 * tokens joined follows from theirs.
 */
import { Utf8 } from "../utf8.ts";
import type { AnyVocabulary } from "./any_vocabulary.ts";

/** Of the hash of a stretch of bytes: what each byte before the last counts. Any odd number of many bits will do. */
const BASE = 0x01000193;
/** Longer than this no token of the quick path is. */
export const LONGEST = 1 << 12;

const decoder = (): TextDecoder => new TextDecoder("utf-8", { ignoreBOM: true });

export class ByteVocabulary implements AnyVocabulary {
  readonly #pool: Uint8Array;
  /** By id: where its bytes begin, how many they are, plus 1 (0: no token has the id), and their hash. */
  readonly #starts: Uint32Array;
  readonly #lengths: Uint32Array;
  readonly #hashes: Int32Array;
  /** By hash, four numbers side by side, which is one look into memory: the hash, the id + 1, start and length + 1. */
  readonly #table: Int32Array;
  readonly #mask: number;
  readonly #powers = new Int32Array(LONGEST + 1).fill(1);
  readonly #strings = new Map<number, string>();
  readonly #decoder = decoder();
  readonly #utf8 = new Utf8();
  /** Whether a token stands twice. */
  readonly twice: boolean;

  /** `starts` and `lengths` as above, of the bytes in `pool`. */
  constructor(
    pool: Uint8Array,
    starts: Uint32Array,
    lengths: Uint32Array,
    readonly size: number,
  ) {
    this.#pool = pool;
    this.#starts = starts;
    this.#lengths = lengths;
    this.#hashes = new Int32Array(starts.length);
    this.#mask = 2 ** Math.ceil(Math.log2(2 * size + 16)) - 1;
    this.#table = new Int32Array(4 * (this.#mask + 1));
    for (let i = 1; i <= LONGEST; i += 1) this.#powers[i] = Math.imul(this.#powers[i - 1]!, BASE);
    let twice = false;
    for (let id = 0; id < starts.length; id += 1) {
      if (!lengths[id]) continue;
      const [from, to] = [starts[id]!, starts[id]! + lengths[id]! - 1];
      const hash = hashOf(pool, from, to);
      twice ||= this.find(pool, from, to, hash) >= 0;
      let place = mixed(hash) & this.#mask;
      while (this.#table[4 * place + 1] !== 0) place = (place + 1) & this.#mask;
      const slot = 4 * place;
      this.#table[slot] = this.#hashes[id] = hash;
      this.#table[slot + 1] = id + 1;
      this.#table[slot + 2] = from;
      this.#table[slot + 3] = lengths[id]!;
    }
    this.twice = twice;
  }

  /** The id of [from, to) of some bytes; -1 if they are no token. */
  find(bytes: Uint8Array, from: number, to: number, hash = hashOf(bytes, from, to)): number {
    const [pool, table, mask] = [this.#pool, this.#table, this.#mask];
    for (let place = mixed(hash) & mask; ; place = (place + 1) & mask) {
      const slot = 4 * place;
      const id = table[slot + 1]! - 1;
      if (id < 0) return -1;
      if (table[slot] !== hash || table[slot + 3] !== to - from + 1) continue;
      if (equal(pool, table[slot + 2]!, bytes, from, to)) return id;
    }
  }

  /** Whether [from, to) of some bytes is the token of an id. */
  is(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    return this.#lengths[id] === to - from + 1 && equal(this.#pool, this.#starts[id]!, bytes, from, to);
  }

  /** The id of the bytes [from, to), which are two tokens, one after the other; -1 if they make none. */
  joined(bytes: Uint8Array, from: number, to: number, first: number, second: number): number {
    const power = this.#powers[this.#lengths[second]! - 1]!;
    return this.find(bytes, from, to, (Math.imul(this.#hashes[first]!, power) + this.#hashes[second]!) | 0);
  }

  id(token: string): number | undefined {
    const size = this.#utf8.write(token);
    const id = size < 0 ? -1 : this.find(this.#utf8.bytes, 0, size);
    return id < 0 ? undefined : id;
  }

  token(id: number): string | undefined {
    if (!this.#lengths[id]) return undefined;
    let token = this.#strings.get(id);
    if (token === undefined) {
      const from = this.#starts[id]!;
      token = this.#decoder.decode(this.#pool.subarray(from, from + this.#lengths[id]! - 1));
      this.#strings.set(id, token);
    }
    return token;
  }

  *entries(): Generator<readonly [string, number]> {
    for (let id = 0; id < this.#lengths.length; id += 1) if (this.#lengths[id]) yield [this.token(id)!, id];
  }
}

function equal(pool: Uint8Array, at: number, bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1, at += 1) if (pool[at] !== bytes[i]) return false;
  return true;
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i += 1) hash = (Math.imul(hash, BASE) + bytes[i]! + 1) | 0;
  return hash;
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return once ^ (once >>> 13);
}
