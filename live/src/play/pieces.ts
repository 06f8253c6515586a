/** From a tokenizer's encoding to what a playground shows: bytes and kind of every token. Runs in the worker. */
import type { Asset, Component } from "../tokenizers/asset.ts";
import type { Encoded, PageTokenizer } from "../tokenizers/index.ts";
import { BYTES } from "../tokenizers/decode.ts";
import { utf8 } from "../tokenizers/unicode.ts";
import { encodeMarked } from "./marked.ts";
import { Kind } from "./protocol.ts";
import type { EncodeOptions, Tokens } from "./protocol.ts";

interface Piece {
  bytes: Uint8Array;
  kind: number;
}

/** A tokenizer with what is known of its tokens so far. */
export class Pieces {
  readonly #pieces = new Map<number, Piece>();
  readonly #added: Map<number, boolean>;
  readonly #around: { before: number[]; after: number[] };

  constructor(readonly tokenizer: PageTokenizer) {
    this.#added = new Map(tokenizer.added().map(([id, token]) => [id, token.special]));
    this.#around = around(tokenizer.asset);
  }

  encode(text: string, { addSpecial, splitSpecial, marked }: EncodeOptions): Omit<Tokens, "ms"> {
    const found = marked ? encodeMarked(this.tokenizer, text) : this.tokenizer.encode(text, splitSpecial);
    const { before, after } = addSpecial ? this.#around : { before: [], after: [] };
    const length = found.ends.at(-1) ?? 0;
    const words = (found.words.at(-1) ?? -1) + 1;
    const encoded: Omit<Encoded, "tokens" | "exact"> = {
      ids: [...before, ...found.ids, ...after],
      starts: [...before.map(() => 0), ...found.starts, ...after.map(() => length)],
      ends: [...before.map(() => 0), ...found.ends, ...after.map(() => length)],
      words: [...before.map(() => words), ...found.words, ...after.map(() => words)],
    };
    const count = encoded.ids.length;
    const kinds = new Uint8Array(count);
    const byteAt = new Uint32Array(count + 1);
    const pieces = encoded.ids.map((id, i) => {
      const piece = this.piece(id);
      const own = i >= before.length && i < count - after.length;
      kinds[i] = own ? piece.kind : Kind.around;
      byteAt[i + 1] = byteAt[i]! + piece.bytes.length;
      return piece;
    });
    const bytes = new Uint8Array(byteAt[count]!);
    pieces.forEach((piece, i) => bytes.set(piece.bytes, byteAt[i]));
    const list = Uint32Array.from.bind(Uint32Array) as (values: number[]) => Uint32Array;
    return { ids: list(encoded.ids), starts: list(encoded.starts), ends: list(encoded.ends), words: list(encoded.words), kinds, byteAt, bytes };
  }

  piece(id: number): Piece {
    let piece = this.#pieces.get(id);
    if (!piece) this.#pieces.set(id, (piece = this.#read(id)));
    return piece;
  }

  /** The bytes of a token of the model; those of examples/tour.py's `token_bytes`. */
  bytesOf(token: string): Uint8Array {
    const asset = this.tokenizer.asset;
    if (asset.decoder?.type === "ByteLevel") return Uint8Array.from(Array.from(token, (character) => BYTES.get(character) ?? 63));
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
