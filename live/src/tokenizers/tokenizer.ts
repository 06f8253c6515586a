/** A tokenizer built from an asset: text to ids with offsets, and back. No Python, no fetching. */
import { Tokenizer as Library } from "@huggingface/tokenizers";

import { AddedVocabulary, fromEntries } from "./added.ts";
import type { AddedToken } from "./added.ts";
import type { Asset } from "./asset.ts";
import { createDecoder } from "./decode.ts";
import type { Decoder } from "./decode.ts";
import { Merger } from "./merger.ts";
import { createNormalizer, unchanged } from "./normalize.ts";
import type { Normalized, Normalizer } from "./normalize.ts";
import { byteLength, preTokenizerWithClasses } from "./unicode.ts";
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
  /** False if starts and ends are not known exactly. */
  exact: boolean;
}

/** What all tokenizers of one repo share; built once. */
class Model {
  readonly vocabulary: Vocabulary;
  readonly merger: Merger;
  readonly normalizer: Normalizer;
  readonly decoder: Decoder;
  readonly preTokenize: (text: string) => string[];
  readonly added: AddedVocabulary;

  constructor(readonly asset: Asset) {
    this.vocabulary = new Vocabulary(asset.vocabulary);
    this.merger = new Merger(asset, this.vocabulary);
    this.decoder = createDecoder(asset.decoder);
    const preTokenizer = asset.pre_tokenizer && preTokenizerWithClasses(asset.pre_tokenizer, asset.classes);
    // The library normalises and pre-tokenises. It gets no vocabulary: merging, added tokens and decoding are ours,
    // because its own differ from Rust's in details (tests/live/test_differential.py) and keep no offsets.
    const library = new Library({
      normalizer: asset.normalizer,
      pre_tokenizer: preTokenizer,
      post_processor: null,
      decoder: null,
      model: { type: "BPE", vocab: {}, merges: [] },
      added_tokens: [],
    }, {});
    this.normalizer = createNormalizer(asset.normalizer, (text) => library.normalizer!.normalize(text));
    this.preTokenize = (text) => (library.pre_tokenizer ? library.pre_tokenizer.pre_tokenize(text).filter(Boolean) : [text]);
    this.added = new AddedVocabulary(this.vocabulary, (text) => this.normalizer(text).text);
    this.added.add(fromEntries(asset.added).map(([, token]) => token));
  }
}

export class PageTokenizer {
  readonly #model: Model;
  readonly #added: AddedVocabulary;

  private constructor(model: Model, added: AddedVocabulary) {
    this.#model = model;
    this.#added = added;
  }

  static build(asset: Asset): PageTokenizer {
    const model = new Model(asset);
    return new PageTokenizer(model, model.added);
  }

  /** Another tokenizer of the same repo, as loaded: tokens added to one are unknown to the other. */
  fresh(): PageTokenizer {
    return new PageTokenizer(this.#model, this.#model.added.copy());
  }

  copy(): PageTokenizer {
    return new PageTokenizer(this.#model, this.#added.copy());
  }

  get asset(): Asset {
    return this.#model.asset;
  }

  /** Size of the model's vocabulary, without the added tokens. */
  get vocabularySize(): number {
    return this.#model.vocabulary.size;
  }

  id(token: string): number | undefined {
    return this.#added.id(token) ?? this.#model.vocabulary.id(token);
  }

  token(id: number): string | undefined {
    return this.#added.written(id) ?? this.#model.vocabulary.tokens[id];
  }

  get vocabulary(): readonly string[] {
    return this.#model.vocabulary.tokens;
  }

  added(): [number, AddedToken][] {
    return this.#added.entries();
  }

  add(tokens: AddedToken[]): number {
    return this.#added.add(tokens);
  }

  /** Encodes one text. `splitSpecial` reads special tokens in it as ordinary text. */
  encode(text: string, splitSpecial = false): Encoded {
    const out: Encoded = { ids: [], starts: [], ends: [], words: [], tokens: [], exact: true };
    let word = 0;
    const put = (id: number, token: string, start: number, end: number): void => {
      out.ids.push(id);
      out.tokens.push(token);
      out.starts.push(start);
      out.ends.push(end);
      out.words.push(word);
    };
    for (const outer of this.#added.cut(text, "raw", splitSpecial)) {
      const section = text.slice(outer.from, outer.to);
      if (outer.id !== null) {
        put(outer.id, section, outer.from, outer.to);
        word += 1;
        continue;
      }
      const normal = this.#model.normalizer(section);
      out.exact &&= normal.exact;
      for (const inner of this.#added.cut(normal.text, "normalized", splitSpecial)) {
        const piece = normal.text.slice(inner.from, inner.to);
        if (inner.id !== null) {
          put(inner.id, piece, outer.from + normal.starts[inner.from]!, outer.from + normal.ends[inner.to - 1]!);
          word += 1;
          continue;
        }
        const origins = new ByteOrigins(normal, inner.from, inner.to);
        for (const preToken of this.#model.preTokenize(piece)) {
          const ids = this.#model.merger.merge(preToken);
          const spans = origins.takeAll(ids.map((id) => this.#model.merger.bytes(id)), this.#model.merger.bytesOf(preToken), () =>
            [preToken, ids.map((id) => this.#model.vocabulary.tokens[id]!)]);
          ids.forEach((id, i) => put(id, this.#model.vocabulary.tokens[id]!, outer.from + spans[i]![0], outer.from + spans[i]![1]));
          word += 1;
        }
        out.exact &&= origins.done;
      }
    }
    inCharacters(text, out.starts);
    inCharacters(text, out.ends);
    return out;
  }

  /** The text of ids; an id that no token has is left out. */
  decode(ids: Iterable<number>, skipSpecial = false): string {
    const tokens: string[] = [];
    for (const id of ids) {
      const token = this.token(id);
      if (token !== undefined && !(skipSpecial && this.#added.isSpecial(token))) tokens.push(token);
    }
    return this.join(tokens);
  }

  /** Applies the decoder to tokens. */
  join(tokens: string[]): string {
    return this.#model.decoder(tokens).join("");
  }

  normalize(text: string): string {
    return this.#model.normalizer(text).text;
  }

  /** Pre-tokens of a normalised text, with the characters that each covers. */
  preTokenize(text: string): [preToken: string, start: number, end: number][] {
    const origins = new ByteOrigins(unchanged(text), 0, text.length);
    const spans = this.#model.preTokenize(text).map((part) => [part, ...origins.take(this.#model.merger.bytesOf(part))] as [string, number, number]);
    const [starts, ends] = [spans.map((span) => span[1]), spans.map((span) => span[2])];
    inCharacters(text, starts);
    inCharacters(text, ends);
    return spans.map(([part], i) => [part, starts[i]!, ends[i]!]);
  }

  merge(word: string): readonly number[] {
    return this.#model.merger.merge(word);
  }
}

/** Where the bytes of a stretch of normalised text came from; `take` hands them out from the left. */
class ByteOrigins {
  readonly #units: Uint32Array;
  #next = 0;

  constructor(readonly normal: Normalized, from: number, to: number) {
    const piece = normal.text.slice(from, to);
    this.#units = new Uint32Array(byteLength(piece));
    let at = 0;
    for (let i = 0; i < piece.length;) {
      const code = piece.codePointAt(i)!;
      const bytes = code > 0xffff ? 4 : code > 0x7ff ? 3 : code > 0x7f ? 2 : 1;
      this.#units.fill(from + i, at, at + bytes);
      at += bytes;
      i += code > 0xffff ? 2 : 1;
    }
  }

  /**
   * The origins of tokens with these `sizes` out of the next `total` bytes. Where a pre-token lost characters, the Rust
   * library goes on counting without them, in the UTF-8 bytes of the byte-level spelling (`spelt`: pre-token, tokens).
   */
  takeAll(sizes: number[], total: number, spelt: () => [string, string[]]): [number, number][] {
    const first = this.#next;
    const spans = sizes.map((size) => this.take(size));
    if (this.#next - first === total) return spans;
    const [preToken, tokens] = spelt();
    const units = Array.from(preToken).flatMap((character, i) => new Array<number>(byteLength(character)).fill(this.#units[first + i] ?? 0));
    this.#next = first + total;
    let at = 0;
    return tokens.map((token) => {
      const start = units[at] ?? 0;
      at += byteLength(token);
      return [this.normal.starts[start]!, this.normal.ends[units[at - 1] ?? start]!];
    });
  }

  /** [start, end) in the original of the next `count` bytes. */
  take(count: number): [number, number] {
    const first = this.#units[this.#next] ?? 0;
    this.#next += count;
    const last = this.#units[this.#next - 1] ?? first;
    return [this.normal.starts[first]!, this.normal.ends[last]!];
  }

  get done(): boolean {
    return this.#next === this.#units.length;
  }
}

/** Turns positions in UTF-16 units into positions in characters, in place. */
function inCharacters(text: string, positions: number[]): void {
  if (!/[\ud800-\udfff]/.test(text)) return;
  const characters = new Uint32Array(text.length + 1);
  for (let i = 0; i < text.length; i += 1) {
    const half = text.charCodeAt(i) >= 0xdc00 && text.charCodeAt(i) < 0xe000;
    characters[i + 1] = characters[i]! + (half ? 0 : 1);
  }
  for (let i = 0; i < positions.length; i += 1) positions[i] = characters[positions[i]!]!;
}
