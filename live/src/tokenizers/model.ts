/** What all tokenizers of one repo share, and the encoding of text without added tokens. */
import { AddedVocabulary, fromEntries } from "./added.ts";
import type { Asset } from "./asset.ts";
import type { Decoder } from "./decode.ts";
import { createDecoder } from "./decode.ts";
import { Merger } from "./merger.ts";
import type { Normalizer } from "./normalize.ts";
import { createNormalizer } from "./normalize.ts";
import type { Normalized } from "./origins.ts";
import { lossyOrigins, unitsOf } from "./origins.ts";
import type { Output } from "./output.ts";
import { PAUSE } from "./output.ts";
import type { PreTokenizer, Spaces } from "./pretokenize.ts";
import { createPreTokenizer, spaced } from "./pretokenize.ts";
import { byteLength } from "./unicode.ts";
import { Vocabulary } from "./vocabulary.ts";
import { WordTable } from "./word_table.ts";

/** A pre-token, [at, end) of a text that begins at `from` of a normalised one. */
interface Place {
  text: string;
  at: number;
  end: number;
  normal: Normalized;
  from: number;
  shift: number;
}

const CACHED_LENGTH = 64;

/** A pre-token's tokens, and the units where the first and the last character of each begin; no `units` if it lost some. */
interface Word {
  ids: readonly number[];
  units: { firsts: readonly number[]; lasts: readonly number[] } | null;
}

export class Model {
  readonly vocabulary: Vocabulary;
  readonly merger: Merger;
  readonly normalizer: Normalizer;
  readonly decoder: Decoder;
  readonly preTokenizer: PreTokenizer;
  readonly added: AddedVocabulary;
  /** Short pre-tokens that lost nothing, as they stand in the text. */
  readonly #known = new WordTable();

  constructor(readonly asset: Asset) {
    this.vocabulary = new Vocabulary(asset.vocabulary, asset.size);
    this.merger = new Merger(asset, this.vocabulary);
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
    const place = { text, at: 0, end: 0, normal, from, shift };
    while (place.at < text.length) {
      if (this.#short(place, cut, out)) {
        const part = text.slice(place.at, place.end);
        const word = this.#word(part, yield* this.merger.steps(this.preTokenizer.spell(part)));
        for (let i = 0; i < word.ids.length; ) {
          i = this.#put(word, place, out, i);
          if (out.pause()) yield;
        }
        out.word += 1;
        place.at = place.end;
      }
      if (out.pause()) yield;
    }
  }

  /** Encodes short pre-tokens up to the next pause; true if a long one came, [at, end) of the text. */
  #short(place: Place, cut: PreTokenizer["end"], out: Output): boolean {
    const { text } = place;
    while (place.at < text.length) {
      place.end = cut(text, place.at);
      if (place.end - place.at > CACHED_LENGTH) return true;
      const entry = this.#known.find(text, place.at, place.end);
      if (entry >= 0) this.#putKnown(entry, place, out);
      else this.#putNew(place, out);
      out.word += 1;
      place.at = place.end;
      if (out.due()) return false;
    }
    return false;
  }

  #putKnown(entry: number, { at, from, normal, shift }: Place, out: Output): void {
    const { ids, firsts, lasts } = this.#known;
    const base = from + at;
    const to = this.#known.end(entry);
    const begin = this.#known.begin(entry);
    out.reserve(to - begin);
    for (let i = begin; i < to; i += 1)
      out.put(ids[i]!, shift + normal.starts[base + firsts[i]!]!, shift + normal.ends[base + lasts[i]!]!);
  }

  #putNew(place: Place, out: Output): void {
    const part = place.text.slice(place.at, place.end);
    const word = this.#word(part, this.merger.merge(this.preTokenizer.spell(part)));
    if (word.units) this.#known.add(part, word.ids, word.units.firsts, word.units.lasts);
    for (let i = 0; i < word.ids.length; ) i = this.#put(word, place, out, i);
  }

  #word(part: string, ids: readonly number[]): Word {
    const sizes = new Array<number>(ids.length);
    let bytes = 0;
    for (let i = 0; i < ids.length; i += 1) bytes += sizes[i] = this.merger.bytesOf(ids[i]!);
    return { ids, units: bytes === byteLength(part) ? unitsOf(part, sizes) : null };
  }

  /** Puts a word's tokens from the `first` on, some thousands at most; the first that is left. */
  #put({ ids, units }: Word, { at, end, from, normal, shift }: Place, out: Output, first: number): number {
    const base = from + at;
    if (!units) {
      out.reserve(ids.length);
      this.#lossy(normal, base, from + end, ids).forEach(([start, stop], i) => {
        out.put(ids[i]!, shift + start, shift + stop);
      });
      return ids.length;
    }
    const { firsts, lasts } = units;
    const last = Math.min(ids.length, first + PAUSE);
    out.reserve(last - first);
    for (let i = first; i < last; i += 1)
      out.put(ids[i]!, shift + normal.starts[base + firsts[i]!]!, shift + normal.ends[base + lasts[i]!]!);
    return last;
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
