/** One tokenizer's stages, each by itself, and some of them switched off. */
import { type AnyAsset, isPackedAsset, parseAnyAsset } from "../tokenizers/any/any_asset.ts";
import { AnyTokenizer } from "../tokenizers/any/any_tokenizer.ts";
import { parseCompactAsset } from "../tokenizers/any/compact_asset.ts";
import type { Model } from "../tokenizers/any/model_face.ts";
import { createModel } from "../tokenizers/any/models.ts";

/** The stages that a tokenizer can be without; the model is always there. */
export const STAGES = ["normalizer", "pre_tokenizer", "post_processor", "decoder"] as const;
export type Stage = (typeof STAGES)[number];

export interface Staged {
  normalized: string;
  preTokens: string[];
  /** As the vocabulary spells them; null for an id that it does not have. */
  tokens: (string | null)[];
  around: { token: string | null; id: number; added: boolean }[];
  decoded: string;
}

/** `there`: the stages that the tokenizer has. */
export interface Shown {
  there: Stage[];
  staged: Staged;
}

export class StageRun {
  readonly #model: Model;
  readonly #made = new Map<string, AnyTokenizer>();
  /** Those that this tokenizer has. */
  readonly there: Stage[];

  constructor(readonly asset: Pick<AnyAsset, "document" | "lists">) {
    this.#model = createModel(asset.document.model, asset.lists);
    this.there = STAGES.filter((stage) => asset.document[stage]);
  }

  /** One of the build's assets. Throws an Error named `AssetError` for another. */
  static open(bytes: Uint8Array): StageRun {
    return new StageRun(isPackedAsset(bytes) ? parseAnyAsset(bytes) : parseCompactAsset(bytes));
  }

  run(text: string, off: readonly Stage[]): Staged {
    const tokenizer = this.#without(off);
    const normalized = tokenizer.normalize(text);
    const { ids, words } = tokenizer.encode(text);
    return {
      normalized,
      preTokens: tokenizer.preTokenize(normalized).map(([piece]) => piece),
      tokens: tokenizer.bare(text).ids.map((id) => tokenizer.token(id) ?? null),
      around: ids.map((id, i) => ({ token: tokenizer.token(id) ?? null, id, added: words[i] === null })),
      decoded: tokenizer.decode(ids, false),
    };
  }

  #without(off: readonly Stage[]): AnyTokenizer {
    const key = STAGES.filter((stage) => off.includes(stage)).join();
    const known = this.#made.get(key);
    if (known) return known;
    const document = { ...this.asset.document, ...Object.fromEntries(off.map((stage) => [stage, null])) };
    const made = AnyTokenizer.assemble(document, this.#model, []);
    this.#made.set(key, made);
    return made;
  }
}
