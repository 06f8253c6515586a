/**
 * What pre-tokens became, by their text: flat lists instead of an object for each, and nothing is made to look one up.
 * When it is full it begins anew.
 */
import { hashOf, spread } from "./unit_hash.ts";

/** Pre-tokens, their UTF-16 units and their tokens: room for so many. */
const WORDS = 1 << 15;
const UNITS = 1 << 19;
const TOKENS = 1 << 18;
const SLOTS = 2 * WORDS;

export class WordTable {
  /** By hash, entries plus 1; 0 where there is none. */
  readonly #slots = new Int32Array(SLOTS);
  readonly #hashes = new Int32Array(WORDS);
  readonly #units = new Uint16Array(UNITS);
  /** Where the units and the tokens of an entry end; those of the next begin there. */
  readonly #unitEnds = new Int32Array(WORDS + 1);
  readonly #tokenEnds = new Int32Array(WORDS + 1);
  #size = 0;
  /** By token: its id, and the units of the pre-token where its first and its last character begin. */
  readonly ids = new Int32Array(TOKENS);
  readonly firsts = new Int32Array(TOKENS);
  readonly lasts = new Int32Array(TOKENS);

  /** The entry of [from, to) of a text, or -1. */
  find(text: string, from: number, to: number): number {
    const hash = hashOf(text, from, to);
    const [slots, hashes] = [this.#slots, this.#hashes];
    for (let slot = place(hash); ; slot = (slot + 1) & (SLOTS - 1)) {
      const entry = slots[slot]! - 1;
      if (entry < 0) return -1;
      if (hashes[entry] === hash && this.#is(entry, text, from, to)) return entry;
    }
  }

  /** Keeps a pre-token that is not there; its entry, or -1 if it is too long to be kept. */
  add(word: string, ids: readonly number[], firsts: readonly number[], lasts: readonly number[]): number {
    if (word.length > UNITS || ids.length > TOKENS) return -1;
    if (
      this.#size === WORDS ||
      this.#unitEnds[this.#size]! + word.length > UNITS ||
      this.#tokenEnds[this.#size]! + ids.length > TOKENS
    ) {
      this.#slots.fill(0);
      this.#size = 0;
    }
    const entry = this.#size;
    this.#size += 1;
    const hash = hashOf(word);
    let slot = place(hash);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    this.#slots[slot] = entry + 1;
    this.#hashes[entry] = hash;
    let unit = this.#unitEnds[entry]!;
    for (let i = 0; i < word.length; i += 1) this.#units[unit++] = word.charCodeAt(i);
    this.#unitEnds[entry + 1] = unit;
    let token = this.#tokenEnds[entry]!;
    for (let i = 0; i < ids.length; i += 1, token += 1) {
      this.ids[token] = ids[i]!;
      this.firsts[token] = firsts[i]!;
      this.lasts[token] = lasts[i]!;
    }
    this.#tokenEnds[entry + 1] = token;
    return entry;
  }

  /** Its tokens stand in the lists from here on, */
  begin(entry: number): number {
    return this.#tokenEnds[entry]!;
  }

  /** and up to here. */
  end(entry: number): number {
    return this.#tokenEnds[entry + 1]!;
  }

  #is(entry: number, text: string, from: number, to: number): boolean {
    const start = this.#unitEnds[entry]!;
    if (this.#unitEnds[entry + 1]! - start !== to - from) return false;
    for (let at = from, unit = start; at < to; at += 1, unit += 1)
      if (this.#units[unit] !== text.charCodeAt(at)) return false;
    return true;
  }
}

const place = (hash: number): number => (spread(hash) >>> 16) & (SLOTS - 1);
