/** Byte-pair encoding of one word, without a list of merges (rule_pairs.ts). */
import type { Asset } from "./asset.ts";
import { BYTES } from "./bytes.ts";
import { MergeRun } from "./merge_run.ts";
import { RulePairs, UNKNOWN } from "./rule_pairs.ts";
import { utf8 } from "./unicode.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Words up to this length share one run's memory. */
const SHORT = 256;
/** Candidates between two pauses: a few milliseconds. */
const PAUSE = 10_000;

export class Merger {
  readonly #vocabulary: Vocabulary;
  readonly #pairs: RulePairs;
  readonly #wholeWords: boolean;
  readonly #bytes: (number | undefined)[];
  readonly #unknown: number | undefined;
  readonly #fuse: boolean;
  readonly #byteLevel: boolean;
  /** Whether some characters stand for nothing, and are left out before merging (some bytes of StarCoder2's). */
  readonly #drops: boolean;
  readonly #short: MergeRun;
  /** By id; 0 where nobody has asked yet. */
  readonly #sizes: Uint32Array;

  constructor(asset: Asset, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#pairs = new RulePairs(asset.merges, vocabulary);
    this.#wholeWords = asset.ignore_merges;
    this.#unknown = asset.unk_token === null ? undefined : vocabulary.id(asset.unk_token);
    this.#fuse = asset.fuse_unk;
    const hex = (byte: number): string => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
    this.#bytes = asset.byte_fallback ? Array.from({ length: 256 }, (_, byte) => vocabulary.id(hex(byte))) : [];
    this.#byteLevel = asset.decoder?.type === "ByteLevel";
    const complete = this.#byteLevel && [...BYTES.keys()].every((character) => vocabulary.id(character) !== undefined);
    this.#drops = !complete && !this.#bytes.length && this.#unknown === undefined;
    this.#short = new MergeRun(this.#pairs, SHORT);
    this.#sizes = new Uint32Array(vocabulary.size);
  }

  /** How many bytes of text a token stands for: in a byte-level vocabulary each of its characters is one. */
  bytesOf(id: number): number {
    return (this.#sizes[id] ||= this.#bytes.includes(id)
      ? 1
      : this.#byteLevel
        ? this.#vocabulary.characters(id)
        : this.#vocabulary.length(id));
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
    const place = first === undefined || second === undefined ? -1 : this.#pairs.place(first, second);
    return place < 0 ? null : { made: this.#pairs.made(place), rank: this.#pairs.rank(place) };
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
