/** The model of tokenizer.json, which turns a pre-token into tokens. */
import { createBpe } from "./bpe.ts";
import { type Lists, writtenLists } from "./lists.ts";
import type { Model } from "./model_face.ts";
import { createUnigram } from "./unigram.ts";
import type { Fields } from "./unreadable.ts";
import { fields, unknownKind, unreadable } from "./unreadable.ts";
import { createWordLevel, createWordPiece } from "./words.ts";

/** `lists`: where its vocabulary is, if not in the document. */
export function createModel(config: unknown, given: Lists | null = null): Model {
  const own = fields(config, "the model");
  const lists = given ?? writtenLists(own);
  switch (own.type ?? recognised(own)) {
    case "BPE":
      return createBpe(own, lists);
    case "WordPiece":
      return createWordPiece(own, lists);
    case "WordLevel":
      return createWordLevel(own, lists);
    case "Unigram":
      return createUnigram(own, lists);
    default:
      throw unknownKind("the model", own.type);
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
