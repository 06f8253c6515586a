/** The model of tokenizer.json, which turns a pre-token into tokens. */
import { createBpe } from "./bpe.ts";
import type { Model } from "./model_face.ts";
import { createUnigram } from "./unigram.ts";
import type { Fields } from "./unreadable.ts";
import { fields, unreadable } from "./unreadable.ts";
import { createWordLevel, createWordPiece } from "./words.ts";

/** `exact`: see createUnigram. */
export function createModel(config: unknown, exact = false): Model {
  const own = fields(config, "the model");
  switch (own.type ?? recognised(own)) {
    case "BPE":
      return createBpe(own);
    case "WordPiece":
      return createWordPiece(own);
    case "WordLevel":
      return createWordLevel(own);
    case "Unigram":
      return createUnigram(own, exact);
    default:
      throw unreadable(`the model ${String(own.type)} is unknown to this page`);
  }
}

/** A model without a type: the first kind whose fields it has, in the library's order. */
function recognised(own: Fields): string {
  const has = (...names: string[]): boolean => names.every((name) => own[name] !== undefined);
  if (has("vocab", "merges")) return "BPE";
  if (has("vocab", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word")) return "WordPiece";
  if (has("vocab", "unk_token")) return "WordLevel";
  if (Array.isArray(own.vocab)) return "Unigram";
  throw unreadable("the model has no type, and its fields are those of no model");
}
