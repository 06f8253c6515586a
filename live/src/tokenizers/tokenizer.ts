/** A tokenizer built from an asset: text to ids with offsets, and back. No Python, no fetching. */
import { Tokenizer as Library } from "@huggingface/tokenizers";

import { AddedVocabulary, fromEntries } from "./added.ts";
import type { AddedToken } from "./added.ts";
import type { Asset } from "./asset.ts";
import { createDecoder } from "./decode.ts";
import type { Decoder } from "./decode.ts";
import { Merger } from "./merger.ts";
import { createNormalizer, unchanged } from "./normalize.ts";
import type { Normalizer } from "./normalize.ts";
import { ByteOrigins, inCharacters } from "./origins.ts";
import { preTokenizerWithClasses } from "./unicode.ts";
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
    this.normalizer = createNormalizer(asset.normalizer, asset.classes, (text) => library.normalizer!.normalize(text));
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
