/** A tokenizer built from an asset: text to ids with offsets, and back. No Python, no fetching. */
import type { AddedToken, AddedVocabulary } from "./added.ts";
import type { Asset } from "./asset.ts";
import { rankList } from "./merge_list.ts";
import { Model } from "./model.ts";
import { inCharacters, unchanged } from "./origins.ts";
import type { Encoded } from "./output.ts";
import { Output } from "./output.ts";
import type { Spaces } from "./pretokenize.ts";
import { spaced } from "./pretokenize.ts";

export class PageTokenizer {
  readonly #model: Model;
  readonly #added: AddedVocabulary;
  readonly #spaces: Spaces | null;

  private constructor(model: Model, added: AddedVocabulary, spaces: Spaces | null = null) {
    this.#model = model;
    this.#added = added;
    this.#spaces = spaces;
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
    return new PageTokenizer(this.#model, this.#added.copy(), this.#spaces);
  }

  /** The same tokenizer with `add_prefix_space`. */
  withPrefixSpace(spaces: Spaces): PageTokenizer {
    return new PageTokenizer(this.#model, this.#added, spaces);
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
    return this.#added.written(id) ?? this.#model.vocabulary.token(id);
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
    const steps = this.steps(text, splitSpecial);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** The same with pauses, after a few milliseconds each. */
  *steps(text: string, splitSpecial = false): Generator<void, Encoded> {
    const out = new Output(16 + (text.length >> 1));
    for (const outer of this.#added.cut(text, "raw", splitSpecial)) {
      const section = text.slice(outer.from, outer.to);
      if (outer.id !== null) {
        out.putAdded(outer.id, section, outer.from, outer.to);
        continue;
      }
      const normal = this.#model.normalizer(section);
      for (const inner of this.#added.cut(normal.text, "normalized", splitSpecial)) {
        if (inner.id === null) {
          yield* this.#model.encode(normal, inner.from, inner.to, outer.from, out, this.#spaces);
          continue;
        }
        out.putAdded(
          inner.id,
          normal.text.slice(inner.from, inner.to),
          outer.from + normal.starts[inner.from]!,
          outer.from + normal.ends[inner.to - 1]!,
        );
      }
      if (out.pause()) yield;
    }
    inCharacters(text, [out.starts, out.ends], out.size);
    return out.encoded((id) => this.#model.vocabulary.token(id));
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
    const { preTokenizer } = this.#model;
    const [parts, starts, ends]: [string[], number[], number[]] = [[], [], []];
    const plain = { normal: unchanged(text), end: preTokenizer.end };
    const { normal, end } = this.#spaces ? spaced(preTokenizer, plain.normal, 0, text.length, this.#spaces) : plain;
    for (let from = 0, to = 0; from < normal.text.length; from = to) {
      to = end(normal.text, from);
      parts.push(preTokenizer.spell(normal.text.slice(from, to)));
      starts.push(normal.starts[from]!);
      ends.push(normal.ends[to - 1]!);
    }
    inCharacters(text, [starts, ends], starts.length);
    return parts.map((part, i) => [part, starts[i]!, ends[i]!]);
  }

  /** The merge of two symbols of a word (merger.ts); null if there is none. */
  pair(left: string, right: string): { made: number; rank: number } | null {
    return this.#model.merger.pair(left, right);
  }

  /** The ranks of all merges, as `pair` gives them, in their order. It takes a moment. */
  ranks(): Float64Array {
    return rankList(this.asset.merges, this.#model.vocabulary);
  }

  /** The ids of a pre-token. */
  idsOf(preToken: string): readonly number[] {
    return this.#model.merger.merge(preToken);
  }
}
