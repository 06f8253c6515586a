/** The small engine, which reads the compact assets of the build, as the worker needs it. */
import type { Merges } from "../tokenizers/any/model_face.ts";
import type { Asset, Component } from "../tokenizers/asset.ts";
import { BYTES } from "../tokenizers/bytes.ts";
import type { PageTokenizer } from "../tokenizers/index.ts";
import type { Placed } from "../tokenizers/marked.ts";
import { utf8 } from "../tokenizers/unicode.ts";
import { AROUND, type Engine } from "./engine.ts";
import { Wrapped } from "./wrapped.ts";

export class CompactEngine extends Wrapped<PageTokenizer> implements Engine {
  readonly merges: Merges;
  readonly #around: { before: number[]; after: number[] };
  /** The ranks of all merges from the lowest on; made when a place is first asked for. */
  #places: Float64Array | null = null;

  constructor(tokenizer: PageTokenizer) {
    super(tokenizer);
    this.#around = around(tokenizer.asset);
    this.merges = {
      wholeWords: tokenizer.asset.ignore_merges,
      symbols: (word) => Array.from(word),
      pair: (left, right) => {
        const found = tokenizer.pair(left, right);
        return found && { made: left + right, id: found.made, rank: found.rank };
      },
    };
  }

  *steps(text: string, { addSpecial = false, splitSpecial = false } = {}): Generator<void, Placed> {
    const { ids, starts, ends, words } = yield* this.tokenizer.steps(text, splitSpecial);
    if (!addSpecial) return { ids, starts, ends, words };
    const { before, after } = this.#around;
    const length = ends.at(-1) ?? 0;
    const all = (own: number[], first: number, last: number): number[] => [
      ...before.map(() => first),
      ...own,
      ...after.map(() => last),
    ];
    return {
      ids: [...before, ...ids, ...after],
      starts: all(starts, 0, length),
      ends: all(ends, 0, length),
      words: all(words, AROUND, AROUND),
    };
  }

  protected own(): Iterable<number> {
    return Array.from({ length: this.tokenizer.vocabularySize }, (_, id) => id);
  }

  readonly placeOf = (rank: number): number => {
    this.#places ??= this.tokenizer.ranks();
    let [from, to] = [0, this.#places.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#places[middle]! < rank) from = middle + 1;
      else to = middle;
    }
    return from;
  };

  get type(): string {
    return "BPE";
  }

  bytesOf(token: string): Uint8Array {
    const asset = this.tokenizer.asset;
    if (asset.decoder?.type === "ByteLevel")
      return Uint8Array.from(Array.from(token, (character) => BYTES.get(character) ?? 63));
    const byte = asset.byte_fallback ? /^<0x([0-9A-F]{2})>$/.exec(token) : null;
    return byte ? Uint8Array.of(parseInt(byte[1]!, 16)) : utf8(token.replaceAll("▁", " "));
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
