/**
 * Byte-pair encoding of one word, without a list of merges: the rank of a merge follows from the id of the token that
 * it makes (see `merge_rules` in scripts/course/browser/compact.py). So a tokenizer is ready as soon as its vocabulary
 * is, and
 * the 280,000 merges of Llama 3.1 need neither bytes nor memory.
 */
import type { Asset } from "./asset.ts";
import { BYTES } from "./bytes.ts";
import { MergeHeap } from "./merge_heap.ts";
import { byteLength, utf8 } from "./unicode.ts";
import type { Vocabulary } from "./vocabulary.ts";

const CACHED_PAIRS = 1 << 16;
/** Words up to this length share one run's memory. */
const SHORT = 256;
/** Candidates between two pauses: a few milliseconds. */
const PAUSE = 10_000;

/** In place of a symbol's id: the vocabulary lacks the character; the symbol was merged into the one before. */
const UNKNOWN = -1;
const GONE = -2;

export class Merger {
  readonly #vocabulary: Vocabulary;
  readonly #pairs: Pairs;
  readonly #wholeWords: boolean;
  readonly #bytes: (number | undefined)[];
  readonly #unknown: number | undefined;
  readonly #fuse: boolean;
  readonly #byteLevel: boolean;
  /** Whether some characters stand for nothing, and are left out before merging (some bytes of StarCoder2's). */
  readonly #drops: boolean;
  readonly #short: MergeRun;

  constructor(asset: Asset, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#pairs = new Pairs(asset, vocabulary);
    this.#wholeWords = asset.ignore_merges;
    this.#unknown = asset.unk_token === null ? undefined : vocabulary.id(asset.unk_token);
    this.#fuse = asset.fuse_unk;
    const hex = (byte: number): string => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
    this.#bytes = asset.byte_fallback ? Array.from({ length: 256 }, (_, byte) => vocabulary.id(hex(byte))) : [];
    this.#byteLevel = asset.decoder?.type === "ByteLevel";
    const complete = this.#byteLevel && [...BYTES.keys()].every((character) => vocabulary.id(character) !== undefined);
    this.#drops = !complete && !this.#bytes.length && this.#unknown === undefined;
    this.#short = new MergeRun(this.#pairs, SHORT);
  }

  /** How many bytes of text each token stands for, by id: in a byte-level vocabulary each of its characters is one. */
  sizes(): Uint32Array {
    const sizes = new Uint32Array(this.#vocabulary.size);
    for (let id = 0; id < sizes.length; id += 1)
      sizes[id] = this.#byteLevel ? this.#vocabulary.length(id) : byteLength(this.#vocabulary.token(id)!);
    for (const id of this.#bytes) if (id !== undefined) sizes[id] = 1;
    return sizes;
  }

  /** The ids of a word. A character that the vocabulary lacks becomes its bytes, the unknown token, or nothing. */
  merge(word: string): readonly number[] {
    const run = this.#begin(word);
    if (!(run instanceof MergeRun)) return run;
    run.step(Infinity);
    return this.#spellOut(run);
  }

  /** The same, with pauses in a long word. */
  *steps(word: string): Generator<void, readonly number[]> {
    const run = this.#begin(word);
    if (!(run instanceof MergeRun)) return run;
    // A word of the shared memory has no pauses: another one may come in the meantime.
    while (!run.step(run === this.#short ? Infinity : PAUSE)) yield;
    return this.#spellOut(run);
  }

  /**
   * What two symbols make, and when: merges are made from the lowest rank to the highest. Null if no merge has them.
   */
  pair(left: string, right: string): { made: number; rank: number } | null {
    const [first, second] = [this.#vocabulary.id(left), this.#vocabulary.id(right)];
    const made = first === undefined || second === undefined ? UNKNOWN : this.#pairs.made(first, second);
    return made < 0 ? null : { made, rank: this.#pairs.rank(made, first!) };
  }

  #begin(word: string): MergeRun | readonly number[] {
    if (this.#drops)
      word = Array.from(word)
        .filter((character) => this.#vocabulary.id(character) !== undefined)
        .join("");
    const whole = this.#wholeWords ? this.#vocabulary.id(word) : undefined;
    if (whole !== undefined) return [whole];
    const run = word.length <= SHORT ? this.#short : new MergeRun(this.#pairs, word.length);
    run.begin(word);
    return run;
  }

  #spellOut(run: MergeRun): number[] {
    const ids: number[] = [];
    let unknownBefore = false;
    for (let at = 0; at < run.count; at = run.next[at]!) {
      const id = run.ids[at]!;
      if (id !== UNKNOWN) {
        ids.push(id);
        unknownBefore = false;
        continue;
      }
      const bytes = Array.from(
        utf8(String.fromCodePoint(run.word.codePointAt(run.starts[at]!)!)),
        (byte) => this.#bytes[byte],
      );
      if (bytes.every((byte) => byte !== undefined)) {
        for (const byte of bytes) ids.push(byte);
        unknownBefore = false;
      } else if (this.#unknown !== undefined) {
        if (!(this.#fuse && unknownBefore)) ids.push(this.#unknown);
        unknownBefore = true;
      }
    }
    return ids;
  }
}

/** Which two tokens merge, into what, and in which order. */
class Pairs {
  readonly #vocabulary: Vocabulary;
  readonly #left: string | undefined;
  readonly #late: Set<number>;
  /** What the last pairs made, found by a hash of the two ids. */
  readonly #firsts = new Int32Array(CACHED_PAIRS).fill(-1);
  readonly #seconds = new Int32Array(CACHED_PAIRS);
  readonly #made = new Int32Array(CACHED_PAIRS);
  /** Ids of single characters of the Basic Multilingual Plane, plus 2; 0 for not looked up yet. */
  readonly #characters = new Int32Array(0x10000);

  constructor(asset: Asset, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#left = asset.merges.left;
    this.#late = new Set(asset.merges.late);
  }

  /** The id of a character, or UNKNOWN. */
  character(code: number): number {
    if (code > 0xffff) return this.#vocabulary.id(String.fromCodePoint(code)) ?? UNKNOWN;
    return (this.#characters[code] ||= (this.#vocabulary.id(String.fromCharCode(code)) ?? UNKNOWN) + 2) - 2;
  }

  /** The id of the token that two tokens make, or UNKNOWN. */
  made(first: number, second: number): number {
    if (first < 0 || second < 0) return UNKNOWN;
    const place = (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 16;
    if (this.#firsts[place] === first && this.#seconds[place] === second) return this.#made[place]!;
    this.#firsts[place] = first;
    this.#seconds[place] = second;
    return (this.#made[place] = this.#find(first, second));
  }

  #find(first: number, second: number): number {
    const made = this.#vocabulary.joined(first, second);
    if (made < 0 || this.#left === undefined) return made;
    return this.#left.charCodeAt(made) - 48 === this.#vocabulary.length(first) ? made : UNKNOWN;
  }

  /** Merges are made from the lowest rank to the highest. The second part follows from the first and what is made. */
  rank(made: number, first: number): number {
    if (this.#left !== undefined) return made;
    const { size } = this.#vocabulary;
    return (this.#late.has(made) ? made + size : made) * size + first;
  }
}

/** The merging of one word: a linked list of symbols, and a heap of the merges that may come. */
class MergeRun {
  /** Of symbol i: its id, where it starts in the word, and the symbol after it (`count` after the last). */
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly next: Int32Array;
  readonly #previous: Int32Array;
  readonly #heap: MergeHeap;
  count = 0;
  word = "";

  constructor(
    readonly pairs: Pairs,
    size: number,
  ) {
    this.ids = new Int32Array(size);
    this.starts = new Int32Array(size);
    this.next = new Int32Array(size);
    this.#previous = new Int32Array(size);
    this.#heap = new MergeHeap(2 * size); // every merge takes one candidate and adds two at most
  }

  begin(word: string): void {
    let count = 0;
    for (let i = 0; i < word.length; ) {
      const code = word.codePointAt(i)!;
      this.ids[count] = this.pairs.character(code);
      this.starts[count] = i;
      this.next[count] = count + 1;
      this.#previous[count] = count - 1;
      count += 1;
      i += code > 0xffff ? 2 : 1;
    }
    this.count = count;
    this.word = word;
    this.#heap.clear();
    for (let i = 0; i + 1 < count; i += 1) this.#propose(i);
  }

  /** Looks at up to `most` candidates; true when no merge is left. */
  step(most: number): boolean {
    const { ids, next, pairs } = this;
    const heap = this.#heap;
    for (; most > 0; most -= 1) {
      if (!heap.pop()) return true;
      const { left, after } = heap;
      const right = next[left]!;
      if (ids[left] === GONE || right === this.count || next[right] !== after) continue; // overtaken
      ids[left] = pairs.made(ids[left]!, ids[right]!);
      ids[right] = GONE;
      next[left] = after;
      if (after < this.count) this.#previous[after] = left;
      const before = this.#previous[left]!;
      if (before >= 0) this.#propose(before);
      if (after < this.count) this.#propose(left);
    }
    return false;
  }

  #propose(left: number): void {
    const right = this.next[left]!;
    const first = this.ids[left]!;
    const made = this.pairs.made(first, this.ids[right]!);
    if (made >= 0) this.#heap.push(this.pairs.rank(made, first), left, this.next[right]!);
  }
}
