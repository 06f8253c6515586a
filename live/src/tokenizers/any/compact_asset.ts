/** The asset of a tokenizer that the small engine runs, for the engine that can take a pipeline apart. */
import { fromEntries } from "../added.ts";
import { type Component, parseAsset } from "../asset.ts";
import { Vocabulary } from "../vocabulary.ts";
import { type AnyAsset, addedRows, merging } from "./any_asset.ts";

/** Throws an Error named `AssetError` if this code cannot read it. */
export function parseCompactAsset(bytes: Uint8Array): AnyAsset {
  const { normalizer, pre_tokenizer, post_processor, decoder, added, surface, merges, size, vocabulary, ...rest } =
    parseAsset(bytes);
  const { unk_token, fuse_unk, byte_fallback, ignore_merges } = rest;
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
    added: fromEntries(added),
    ...merging(merges, new Vocabulary(vocabulary, size)),
    surface,
  };
}
