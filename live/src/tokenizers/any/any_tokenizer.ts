/** A tokenizer from any tokenizer.json of the Rust library: text to tokens with their places, and back. */

import type { AddedToken } from "../added.ts";
import { Aligned } from "./aligned.ts";
import { AnyAdded } from "./any_added.ts";
import type { AnyAsset } from "./any_asset.ts";
import { Characters } from "./characters.ts";
import type { Decoder } from "./decoders.ts";
import { createDecoder } from "./decoders.ts";
import { parseDocument } from "./document.ts";
import type { AnyEncoding } from "./encoding.ts";
import { joined, ofText } from "./encoding.ts";
import type { Lists } from "./lists.ts";
import type { Merges, Model } from "./model_face.ts";
import { createModel } from "./models.ts";
import type { Normalizer } from "./normalizers.ts";
import { createNormalizer } from "./normalizers.ts";
import type { Piece } from "./pieces.ts";
import { Places } from "./places.ts";
import type { PostProcessor } from "./post_processors.ts";
import { createPostProcessor } from "./post_processors.ts";
import type { PreTokenizer } from "./pre_tokenizers.ts";
import { createPreTokenizer } from "./pre_tokenizers.ts";
import { quickDocument } from "./quick_document.ts";
import { TokenSink } from "./token_sink.ts";
import type { Fields } from "./unreadable.ts";

export interface EncodeOptions {
  /** Whether the post-processor adds its tokens; yes unless said otherwise. */
  addSpecial?: boolean;
  /** Whether special tokens in the text are read as ordinary text. */
  splitSpecial?: boolean;
}

/** A document that counts instead of one that was read, and a post-processor that is made when ids are known. */
export interface Remade {
  document: Fields;
  processor?: ((id: (token: string) => number | undefined) => unknown) | null;
}

/** Tokens between two pauses: a few milliseconds. */
const PAUSE = 2000;

export class AnyTokenizer {
  /** The document as it was read. */
  readonly document: Fields;
  readonly #model: Model;
  readonly #normalizer: Normalizer | null;
  readonly #preTokenizer: PreTokenizer | null;
  readonly #postProcessor: PostProcessor | null;
  readonly #decoder: Decoder | null;
  readonly #added: AnyAdded;

  /**
   * `lists`: those of the model, if not in the document; or the `model` itself. Tokens `kept` have their ids already;
   * `added`, as a document lists them, come after.
   */
  private constructor(
    document: Fields,
    {
      lists = null,
      model,
      kept,
      added,
      processor,
    }: {
      lists?: Lists | null;
      model?: Model;
      kept?: Iterable<readonly [number, AddedToken]>;
      added?: unknown;
      processor?: Remade["processor"];
    } = {},
  ) {
    const characters = new Characters();
    const made = <T>(config: unknown, create: (config: unknown, characters: Characters) => T): T | null =>
      config === null || config === undefined ? null : create(config, characters);
    this.#normalizer = made(document.normalizer, createNormalizer);
    this.#preTokenizer = made(document.pre_tokenizer, createPreTokenizer);
    this.#decoder = made(document.decoder, createDecoder);
    this.#model = model ?? createModel(document.model, lists);
    const rows = added === undefined ? document.added_tokens : added;
    this.#added = new AnyAdded(rows, this.#model, (text) => this.normalize(text), characters, kept);
    this.document = processor ? { ...document, post_processor: processor((token) => this.id(token)) } : document;
    this.#postProcessor = made(this.document.post_processor, createPostProcessor);
  }

  /** The steps of a document with a model made elsewhere. Tokens `kept` have their ids already; the document's come after. */
  static assemble(document: Fields, model: Model, kept: Iterable<readonly [number, AddedToken]>): AnyTokenizer {
    return new AnyTokenizer(document, { model, kept });
  }

  /**
   * From a tokenizer.json; its bytes are read faster than its text. Throws an Error named `UnreadableTokenizer` that says
   * in a sentence what cannot be read. `remade`: what counts instead of the document; its lists may be elsewhere.
   */
  static parse(
    file: Uint8Array | string,
    remade: (document: Fields) => Remade = (document) => ({ document }),
  ): AnyTokenizer {
    const quick = typeof file === "string" ? null : quickDocument(file);
    const lists = quick?.lists ?? null;
    const read =
      quick?.document ??
      parseDocument(typeof file === "string" ? file : new TextDecoder("utf-8", { ignoreBOM: true }).decode(file));
    const { document, processor } = remade(read);
    return new AnyTokenizer(document, { lists, ...(processor && { processor }) });
  }

  /** From an asset of the build. */
  static build({ document, lists, added }: AnyAsset): AnyTokenizer {
    return new AnyTokenizer(document, { lists, kept: added, added: null });
  }

  /** The sections as the file has them; they are not applied. */
  get truncation(): Fields | null {
    return (this.document.truncation ?? null) as Fields | null;
  }

  get padding(): Fields | null {
    return (this.document.padding ?? null) as Fields | null;
  }

  get modelType(): string {
    return this.#model.type;
  }

  /** How the model merges; null where it does not. */
  get merges(): Merges | null {
    return this.#model.merges ?? null;
  }

  /** Size of the model's vocabulary, without the added tokens. */
  get vocabularySize(): number {
    return this.#model.size;
  }

  vocabulary(): Iterable<readonly [string, number]> {
    return this.#model.vocabulary();
  }

  added(): [number, AddedToken][] {
    return this.#added.entries();
  }

  /** `added` with those before it whose ids others have now (AnyAdded.history). */
  history(): [number, AddedToken][] {
    return this.#added.history();
  }

  /** How many of the document's added tokens were new, or known with other flags. */
  get newlyAdded(): number {
    return this.#added.changed;
  }

  id(token: string): number | undefined {
    return this.#added.id(token) ?? this.#model.id(token);
  }

  token(id: number): string | undefined {
    return this.#added.token(id) ?? this.#model.token(id);
  }

  encode(text: string, pair: string | null = null, options: EncodeOptions = {}): AnyEncoding {
    const steps = this.steps(text, pair, options);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** The same with pauses, after a few milliseconds each. */
  *steps(
    text: string,
    pair: string | null = null,
    { addSpecial = true, splitSpecial = false }: EncodeOptions = {},
  ): Generator<void, AnyEncoding> {
    const encodings = [yield* this.#tokens(text, 0, splitSpecial)];
    if (pair !== null) encodings.push(yield* this.#tokens(pair, 1, splitSpecial));
    if (!this.#postProcessor)
      return joined(encodings.length === 1 ? encodings : encodings.map((encoding, text) => ofText(encoding, text)));
    return joined(
      this.#postProcessor(
        encodings.map((encoding, text) => ofText(encoding, text)),
        addSpecial,
      ),
    );
  }

  /** The tokens of one text as the model gives them: no post-processor has seen them. */
  bare(text: string, splitSpecial = false): AnyEncoding {
    const steps = this.#tokens(text, 0, splitSpecial);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** The words of a text as a trainer counts them: what the pre-tokenizer gives, added tokens among them. */
  words(text: string, splitSpecial = false): string[] {
    const pieces = this.#pieces(text, splitSpecial);
    return [...(this.#preTokenizer ? this.#preTokenizer(pieces) : pieces)].map(({ source, from, to }) =>
      source.text.slice(from, to),
    );
  }

  *#tokens(text: string, sequence: number, splitSpecial: boolean): Generator<void, AnyEncoding> {
    const sink = new TokenSink(text);
    const pieces = this.#pieces(text, splitSpecial);
    const parts = (this.#preTokenizer ? this.#preTokenizer(pieces) : pieces)[Symbol.iterator]();
    while (this.#take(parts, sink)) yield;
    const out = sink.encoding;
    out.typeIds = new Array<number>(out.ids.length).fill(sequence);
    out.specialTokensMask = new Array<number>(out.ids.length).fill(0);
    return out;
  }

  /** Gives a sink the tokens of pre-tokens; says whether some are left for after a pause. */
  #take(parts: Iterator<Piece>, sink: TokenSink): boolean {
    for (const pause = sink.size + PAUSE; sink.size < pause; ) {
      const next = parts.next();
      if (next.done) return false;
      sink.begin(next.value);
      const { source, from, to, id } = next.value;
      if (id >= 0) sink.units(id, source.text.slice(from, to), from, to);
      else if (this.#model.tokenizeIn) this.#model.tokenizeIn(source.text, from, to, sink);
      else this.#model.tokenize(source.text.slice(from, to), sink.bytes);
    }
    return true;
  }

  /** The text with its added tokens found, and normalised. */
  #pieces(text: string, splitSpecial: boolean): Piece[] {
    const out: Piece[] = [];
    for (const part of this.#added.cut(text, "raw", splitSpecial)) {
      const section = Aligned.of(text, part.from, part.to);
      if (part.id >= 0) put(out, section, 0, part.to - part.from, part.id);
      else this.#normal(section, splitSpecial, out);
    }
    return out;
  }

  #normal(section: Aligned, splitSpecial: boolean, out: Piece[]): void {
    const normal = this.#normalizer ? this.#normalizer(section) : section;
    for (const { from, to, id } of this.#added.cut(normal.text, "normalized", splitSpecial))
      put(out, normal, from, to, id);
  }

  /** The text of ids; an id that no token has is left out. */
  decode(ids: Iterable<number>, skipSpecial = true): string {
    const tokens: string[] = [];
    for (const id of ids) {
      const token = this.token(id);
      if (token !== undefined && !(skipSpecial && this.#added.isSpecial(token))) tokens.push(token);
    }
    return this.join(tokens);
  }

  /** Applies the decoder to tokens. */
  join(tokens: readonly string[]): string {
    return this.#decoder ? this.#decoder(tokens).join("") : tokens.join(" ");
  }

  /** The ids of a pre-token. */
  idsOf(preToken: string): number[] {
    const ids: number[] = [];
    this.#model.tokenize(preToken, (id) => void ids.push(id));
    return ids;
  }

  normalize(text: string): string {
    return this.#normalizer ? this.#normalizer(Aligned.of(text)).text : text;
  }

  /** Pre-tokens of a text that is normalised already, with the characters that each covers. */
  preTokenize(text: string): [preToken: string, start: number, end: number][] {
    const places = new Places(text);
    const whole: Piece[] = text === "" ? [] : [{ source: Aligned.of(text), from: 0, to: text.length, id: -1 }];
    return [...(this.#preTokenizer ? this.#preTokenizer(whole) : whole)].map((piece) => {
      const offsets: number[] = [];
      places.begin(piece);
      places.putUnits(piece.from, piece.to, offsets);
      return [piece.source.text.slice(piece.from, piece.to), offsets[0]!, offsets[1]!];
    });
  }
}

function put(out: Piece[], source: Aligned, from: number, to: number, id: number): void {
  if (to > from) out.push({ source, from, to, id });
}
