/** From a tokenizer's encoding to what a playground shows: bytes and kind of every token. Runs in the worker. */
import type { Asset, Component } from "../tokenizers/asset.ts";
import { BYTES } from "../tokenizers/bytes.ts";
import type { PageTokenizer } from "../tokenizers/index.ts";
import { encodeMarked } from "../tokenizers/marked.ts";
import { utf8 } from "../tokenizers/unicode.ts";
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
  readonly #added: Map<number, boolean>;
  readonly #around: { before: number[]; after: number[] };

  constructor(readonly tokenizer: PageTokenizer) {
    this.#added = new Map(tokenizer.added().map(([id, token]) => [id, token.special]));
    this.#around = around(tokenizer.asset);
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
    const found = marked ? yield* encodeMarked(this.tokenizer, text) : yield* this.tokenizer.steps(text, splitSpecial);
    const { before, after } = addSpecial ? this.#around : { before: [], after: [] };
    const length = found.ends.at(-1) ?? 0;
    const words = (found.words.at(-1) ?? -1) + 1;
    const count = before.length + found.ids.length + after.length;
    const list = (start: number[], own: number[], end: number[]): Uint32Array => {
      const out = new Uint32Array(count);
      out.set(start);
      out.set(own, start.length);
      out.set(end, start.length + own.length);
      return out;
    };
    const ids = list(before, found.ids, after);
    const kinds = new Uint8Array(count);
    const byteAt = new Uint32Array(count + 1);
    const pieces: Piece[] = [];
    for (let i = 0; i < count; i += 1) {
      const piece = this.piece(ids[i]!);
      kinds[i] = i >= before.length && i < count - after.length ? piece.kind : Kind.around;
      byteAt[i + 1] = byteAt[i]! + piece.bytes.length;
      pieces.push(piece);
      if (i % PAUSE === PAUSE - 1) yield;
    }
    const bytes = new Uint8Array(byteAt[count]!);
    for (let i = 0; i < count; i += 1) bytes.set(pieces[i]!.bytes, byteAt[i]);
    return {
      ids,
      starts: list(
        before.map(() => 0),
        found.starts,
        after.map(() => length),
      ),
      ends: list(
        before.map(() => 0),
        found.ends,
        after.map(() => length),
      ),
      words: list(
        before.map(() => words),
        found.words,
        after.map(() => words),
      ),
      kinds,
      byteAt,
      bytes,
    };
  }

  piece(id: number): Piece {
    let piece = this.#pieces.get(id);
    if (!piece) this.#pieces.set(id, (piece = this.#read(id)));
    return piece;
  }

  /** The bytes of a token of the model; those of examples/tour.py's `token_bytes`. */
  bytesOf(token: string): Uint8Array {
    const asset = this.tokenizer.asset;
    if (asset.decoder?.type === "ByteLevel")
      return Uint8Array.from(Array.from(token, (character) => BYTES.get(character) ?? 63));
    const byte = asset.byte_fallback ? /^<0x([0-9A-F]{2})>$/.exec(token) : null;
    return byte ? Uint8Array.of(parseInt(byte[1]!, 16)) : utf8(token.replaceAll("▁", " "));
  }

  #read(id: number): Piece {
    const token = this.tokenizer.token(id) ?? "";
    const special = this.#added.get(id);
    if (special !== undefined) return { bytes: utf8(token), kind: special ? Kind.special : Kind.added };
    const bytes = this.bytesOf(token);
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

/** Ids that the tokenizer puts before and after a single text. */
function around(asset: Asset): { before: number[]; after: number[] } {
  const config = asset.post_processor;
  const parts = (config?.type === "Sequence" ? config.processors : config ? [config] : []) as Component[];
  const template = parts.find((part) => part.type === "TemplateProcessing");
  const out = { before: [] as number[], after: [] as number[] };
  if (!template) return out;
  const specials = template.special_tokens as Record<string, { ids: number[] }>;
  let side = out.before;
  for (const piece of template.single as ({ Sequence: unknown } | { SpecialToken: { id: string } })[]) {
    if ("Sequence" in piece) side = out.after;
    else side.push(...specials[piece.SpecialToken.id]!.ids);
  }
  return out;
}
