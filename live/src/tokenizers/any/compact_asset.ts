/** The asset of a tokenizer that the small engine runs, for the engine that can take a pipeline apart. */
import { type Component, parseAsset } from "../asset.ts";
import { mergeList } from "../merge_list.ts";
import { RulePairs, RulePlaces } from "../rule_pairs.ts";
import { Vocabulary } from "../vocabulary.ts";
import { type AnyAsset, addedRows } from "./any_asset.ts";
import { unreadable } from "./unreadable.ts";

/** Throws an Error named `AssetError` if this code cannot read it. */
export function parseCompactAsset(bytes: Uint8Array): AnyAsset {
  const { normalizer, pre_tokenizer, post_processor, decoder, added, surface, merges, vocabulary, ...rest } =
    parseAsset(bytes);
  const { unk_token, fuse_unk, byte_fallback, ignore_merges } = rest;
  const known = new Vocabulary(vocabulary);
  // the asset's pattern is one that browsers understand; this engine reads the library's own
  const written = (JSON.parse(surface) as { pipeline: { pre_tokenizer?: Component } }).pipeline.pre_tokenizer;
  return {
    document: {
      normalizer,
      pre_tokenizer: written ?? pre_tokenizer,
      post_processor,
      decoder,
      added_tokens: addedRows(added),
      model: { type: "BPE", dropout: null, unk_token, fuse_unk, byte_fallback, ignore_merges },
    },
    lists: {
      vocabulary: () => known,
      merges: () => new RulePlaces(new RulePairs(merges, known)),
      pieces: () => {
        throw unreadable("this tokenizer has merges and no scores");
      },
    },
    written: () => ({ vocab: Object.fromEntries(known.entries()), merges: mergeList(merges, known) }),
    surface,
  };
}
