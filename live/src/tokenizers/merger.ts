/**
 * Byte-pair encoding of one word, without a list of merges: the rank of a merge follows from the id of the token that
 * it makes (see `merge_rules` in scripts/course/compact.py). So a tokenizer is ready as soon as its vocabulary is, and
 * the 280,000 merges of Llama 3.1 need neither bytes nor memory.
 */
import type { Asset } from "./asset.ts";
import { byteLength, utf8 } from "./unicode.ts";
import type { Vocabulary } from "./vocabulary.ts";

const CACHED_WORDS = 10_000;
const CACHED_LENGTH = 64;

export class Merger {
  readonly #vocabulary: Vocabulary;
  readonly #left: string | undefined;
  readonly #late: Set<number>;
  readonly #wholeWords: boolean;
  readonly #bytes: (number | undefined)[];
  readonly #unknown: number | undefined;
  readonly #fuse: boolean;
  readonly #byteLevel: boolean;
  readonly #byteIds: Set<number | undefined>;
  readonly #cache = new Map<string, readonly number[]>();

  constructor(asset: Asset, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#left = asset.merges.left;
    this.#late = new Set(asset.merges.late);
    this.#wholeWords = asset.ignore_merges;
    this.#unknown = asset.unk_token === null ? undefined : vocabulary.id(asset.unk_token);
    this.#fuse = asset.fuse_unk;
    const hex = (byte: number): string => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
    this.#byteLevel = asset.decoder?.type === "ByteLevel";
    this.#bytes = asset.byte_fallback ? Array.from({ length: 256 }, (_, byte) => vocabulary.id(hex(byte))) : [];
    this.#byteIds = new Set(this.#bytes);
  }

  /** How many bytes of text a pre-token stands for. */
  bytesOf(preToken: string): number {
    return this.#byteLevel ? preToken.length : byteLength(preToken);
  }

  /** How many bytes of text a token stands for: in a byte-level vocabulary each of its characters is one. */
  bytes(id: number): number {
    const token = this.#vocabulary.tokens[id]!;
    return this.#byteLevel ? token.length : this.#byteIds.has(id) ? 1 : byteLength(token);
  }

  /** The ids of a word. A character that the vocabulary lacks becomes its bytes, the unknown token, or nothing. */
  merge(word: string): readonly number[] {
    word = this.#without(word);
    if (this.#wholeWords) {
      const whole = this.#vocabulary.id(word);
      if (whole !== undefined) return [whole];
    }
    const known = this.#cache.get(word);
    if (known) return known;
    const ids = this.#spellOut(word, this.#mergeParts(word));
    if (word.length <= CACHED_LENGTH) {
      if (this.#cache.size >= CACHED_WORDS) this.#cache.clear();
      this.#cache.set(word, ids);
    }
    return ids;
  }

  /** The word without the characters that nothing stands for (some bytes of StarCoder2's); merging ignores them too. */
  #without(word: string): string {
    if (this.#bytes.length || this.#unknown !== undefined) return word;
    for (const character of word) {
      if (this.#vocabulary.id(character) === undefined) {
        return Array.from(word).filter((one) => this.#vocabulary.id(one) !== undefined).join("");
      }
    }
    return word;
  }

  /** Cuts of the word into symbols after all merges: the start of each, and the word's end. */
  #mergeParts(word: string): number[] {
    const starts: number[] = [];
    for (let i = 0; i < word.length; i += word.codePointAt(i)! > 0xffff ? 2 : 1) starts.push(i);
    const count = starts.length;
    const ends = Uint32Array.from(starts, (_, i) => starts[i + 1] ?? word.length);
    const next = Int32Array.from(starts, (_, i) => (i + 1 < count ? i + 1 : -1));
    const previous = Int32Array.from(starts, (_, i) => i - 1);
    const alive = new Uint8Array(count).fill(1);
    const heap = new Heap();

    const propose = (left: number): void => {
      const right = next[left]!;
      if (left < 0 || right < 0) return;
      const from = starts[left]!;
      const cut = ends[left]!;
      const made = this.#vocabulary.id(word.slice(from, ends[right]!));
      if (made === undefined) return;
      if (this.#left !== undefined) {
        if (this.#left.charCodeAt(made) - 48 !== cut - from) return;
        heap.push({ rank: made, first: 0, second: 0, left, cut, end: ends[right]! });
        return;
      }
      const first = this.#vocabulary.id(word.slice(from, cut));
      const second = this.#vocabulary.id(word.slice(cut, ends[right]!));
      if (first === undefined || second === undefined) return;
      const rank = this.#late.has(made) ? made + this.#vocabulary.size : made;
      heap.push({ rank, first, second, left, cut, end: ends[right]! });
    };

    for (let i = 0; i + 1 < count; i += 1) propose(i);
    for (let best = heap.pop(); best; best = heap.pop()) {
      const right = next[best.left]!;
      if (!alive[best.left] || right < 0 || ends[best.left] !== best.cut || ends[right] !== best.end) continue; // overtaken
      alive[right] = 0;
      ends[best.left] = best.end;
      next[best.left] = next[right]!;
      if (next[right]! >= 0) previous[next[right]!] = best.left;
      if (previous[best.left]! >= 0) propose(previous[best.left]!);
      propose(best.left);
    }
    const cuts = starts.filter((_, i) => alive[i]);
    cuts.push(word.length);
    return cuts;
  }

  #spellOut(word: string, cuts: number[]): number[] {
    const ids: number[] = [];
    let unknownBefore = false;
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const part = word.slice(cuts[i], cuts[i + 1]);
      const id = this.#vocabulary.id(part);
      if (id !== undefined) {
        ids.push(id);
        unknownBefore = false;
        continue;
      }
      const bytes = Array.from(utf8(part), (byte) => this.#bytes[byte]);
      if (bytes.every((byte) => byte !== undefined)) {
        ids.push(...(bytes as number[]));
        unknownBefore = false;
      } else if (this.#unknown !== undefined) {
        if (!(this.#fuse && unknownBefore)) ids.push(this.#unknown);
        unknownBefore = true;
      }
    }
    return ids;
  }
}

/** A merge that was possible when it was proposed: lowest rank first, then leftmost. */
interface Candidate {
  rank: number;
  first: number;
  second: number;
  left: number;
  cut: number;
  end: number;
}

class Heap {
  readonly #items: Candidate[] = [];

  push(item: Candidate): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(item, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  pop(): Candidate | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && before(items[child + 1]!, items[child]!)) child += 1;
      if (!before(items[child]!, last)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = last;
    return top;
  }
}

function before(a: Candidate, b: Candidate): boolean {
  return (a.rank - b.rank || a.first - b.first || a.second - b.second || a.left - b.left) < 0;
}
