/** From a tokenizer's encoding to what a playground shows: bytes and kind of every token. Runs in the worker. */
import type { AddedToken } from "../tokenizers/added.ts";
import { encodeMarked } from "../tokenizers/marked.ts";
import { utf8 } from "../tokenizers/unicode.ts";
import { AROUND, type Engine } from "./engine.ts";
import { Grown } from "./grown.ts";
import type { EncodeOptions, Tokens } from "./protocol.ts";
import { Kind } from "./protocol.ts";

interface Piece {
  bytes: Uint8Array;
  kind: number;
}

/** Tokens between two pauses. */
const PAUSE = 10_000;

/** A tokenizer with what is known of its tokens so far. */
export class Pieces {
  readonly #pieces = new Map<number, Piece>();
  readonly #added: Map<number, AddedToken>;
  #ids: Uint32Array | null = null;
  /** The ids that single characters give (vocabulary.ts), once they have been asked for. */
  ofCharacters: ReadonlySet<number> | null = null;

  readonly grown: Grown;

  constructor(readonly engine: Engine) {
    this.grown = new Grown(engine);
    this.#added = new Map(engine.added());
  }

  encode(text: string, options: EncodeOptions): Omit<Tokens, "ms"> {
    const steps = this.steps(text, options);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** The same with pauses, after a few milliseconds each. */
  *steps(text: string, { addSpecial, splitSpecial, marked }: EncodeOptions): Generator<void, Omit<Tokens, "ms">> {
    const found = marked
      ? yield* encodeMarked(this.engine, text)
      : yield* this.engine.steps(text, { addSpecial, splitSpecial });
    const count = found.ids.length;
    const ids = Uint32Array.from(found.ids);
    const words = Uint32Array.from(found.words);
    const kinds = new Uint8Array(count);
    const byteAt = new Uint32Array(count + 1);
    const pieces: Piece[] = [];
    // what stands around the text is of no word: it gets the number after the last
    const own = found.words.findLast((word) => word !== AROUND) ?? -1;
    for (let i = 0; i < count; i += 1) {
      const piece = this.piece(ids[i]!);
      const around = found.words[i] === AROUND;
      kinds[i] = around ? Kind.around : piece.kind;
      if (around) words[i] = own + 1;
      byteAt[i + 1] = byteAt[i]! + piece.bytes.length;
      pieces.push(piece);
      if (i % PAUSE === PAUSE - 1) yield;
    }
    const bytes = new Uint8Array(byteAt[count]!);
    for (let i = 0; i < count; i += 1) bytes.set(pieces[i]!.bytes, byteAt[i]);
    const [starts, ends] = [Uint32Array.from(found.starts), Uint32Array.from(found.ends)];
    return { ids, starts, ends, words, kinds, byteAt, bytes };
  }

  piece(id: number): Piece {
    let piece = this.#pieces.get(id);
    if (!piece) this.#pieces.set(id, (piece = this.read(id)));
    return piece;
  }

  /** All ids that are tokens, in their order. */
  get ids(): Uint32Array {
    return (this.#ids ??= this.engine.ids());
  }

  /** The highest id and one. */
  get top(): number {
    return (this.ids.at(-1) ?? -1) + 1;
  }

  /** Of an id that is one; not remembered. */
  read(id: number): Piece {
    const added = this.#added.get(id);
    if (added) return { bytes: utf8(added.content), kind: added.special ? Kind.special : Kind.added };
    const bytes = this.engine.bytesOf(this.engine.token(id) ?? "");
    return { bytes, kind: isWhole(bytes) ? Kind.text : Kind.part };
  }
}

const strict = new TextDecoder("utf-8", { fatal: true });

function isWhole(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
