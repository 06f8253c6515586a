/** What all tokenizers of one repo share, and the encoding of text without added tokens. */
import { AddedVocabulary, fromEntries } from "./added.ts";
import type { Asset } from "./asset.ts";
import type { Decoder } from "./decode.ts";
import { createDecoder } from "./decode.ts";
import { Merger } from "./merger.ts";
import type { Normalizer } from "./normalize.ts";
import { createNormalizer } from "./normalize.ts";
import type { Normalized } from "./origins.ts";
import { ByteOrigins, lossyOrigins } from "./origins.ts";
import type { PreTokenizer, Spaces } from "./pretokenize.ts";
import { createPreTokenizer, spaced } from "./pretokenize.ts";
import { byteLength } from "./unicode.ts";
import { Vocabulary } from "./vocabulary.ts";

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
const PAUSE = 4_000;

/** An encoding that grows; positions in it are still in UTF-16 units. */
export class Output {
  readonly ids: number[] = [];
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly #words: number[] = [];
  readonly #tokens: string[] = [];
  #paused = 0;
  /** The index of the word that is being put. */
  word = 0;

  put(id: number, token: string, start: number, end: number): void {
    this.ids.push(id);
    this.#tokens.push(token);
    this.starts.push(start);
    this.ends.push(end);
    this.#words.push(this.word);
  }

  /** Whether there was enough work since the last pause for another one. */
  pause(): boolean {
    if (this.ids.length - this.#paused < PAUSE) return false;
    this.#paused = this.ids.length;
    return true;
  }

  encoded(): Encoded {
    return { ids: this.ids, starts: this.starts, ends: this.ends, words: this.#words, tokens: this.#tokens };
  }
}

const CACHED_WORDS = 10_000;
const CACHED_LENGTH = 64;

export class Model {
  readonly vocabulary: Vocabulary;
  readonly merger: Merger;
  readonly normalizer: Normalizer;
  readonly decoder: Decoder;
  readonly preTokenizer: PreTokenizer;
  readonly added: AddedVocabulary;
  /** How many bytes of text each token stands for, by id. */
  readonly #sizes: Uint32Array;
  /** Ids by pre-token, as it stands in the text. */
  readonly #known = new Map<string, readonly number[]>();

  constructor(readonly asset: Asset) {
    this.vocabulary = new Vocabulary(asset.vocabulary);
    this.merger = new Merger(asset, this.vocabulary);
    this.#sizes = this.merger.sizes();
    this.decoder = createDecoder(asset.decoder);
    this.normalizer = createNormalizer(asset.normalizer, asset.classes);
    this.preTokenizer = createPreTokenizer(asset.pre_tokenizer, asset.classes);
    this.added = new AddedVocabulary(this.vocabulary, (text) => this.normalizer(text).text);
    this.added.add(fromEntries(asset.added).map(([, token]) => token));
  }

  /** Encodes [from, to) of a normalised text into `out`, with pauses. `shift` is added to positions in the original. */
  *encode(
    normal: Normalized,
    from: number,
    to: number,
    shift: number,
    out: Output,
    spaces: Spaces | null,
  ): Generator<void, void> {
    let cut = this.preTokenizer.end;
    if (spaces) {
      ({ normal, end: cut } = spaced(this.preTokenizer, normal, from, to, spaces));
      [from, to] = [0, normal.text.length];
    }
    // no rule sees what is around
    const text = from === 0 && to === normal.text.length ? normal.text : normal.text.slice(from, to);
    const origins = new ByteOrigins(normal, from);
    for (let at = 0, end = 0; at < text.length; at = end) {
      end = cut(text, at);
      const part = text.slice(at, end);
      const ids =
        part.length <= CACHED_LENGTH ? this.#short(part) : yield* this.merger.steps(this.preTokenizer.spell(part));
      let size = 0;
      for (const id of ids) size += this.#sizes[id]!;
      const whole = size === byteLength(part);
      const lossy = whole ? [] : this.#lossy(normal, from + at, from + end, ids);
      for (let i = 0; i < ids.length; i += 1) {
        const id = ids[i]!;
        if (whole) origins.take(this.#sizes[id]!);
        const [start, stop] = whole ? [origins.start, origins.end] : lossy[i]!;
        out.put(id, this.vocabulary.token(id)!, shift + start, shift + stop);
        if (out.pause()) yield;
      }
      if (!whole) origins.go(from + end);
      out.word += 1;
    }
  }

  #short(part: string): readonly number[] {
    let ids = this.#known.get(part);
    if (ids) return ids;
    ids = this.merger.merge(this.preTokenizer.spell(part));
    if (this.#known.size >= CACHED_WORDS) this.#known.clear();
    this.#known.set(part, ids);
    return ids;
  }

  #lossy(normal: Normalized, from: number, to: number, ids: readonly number[]): [number, number][] {
    return lossyOrigins(
      normal,
      from,
      to,
      this.preTokenizer.spell(normal.text.slice(from, to)),
      ids.map((id) => this.vocabulary.token(id)!),
    );
  }
}
