/**
 * Computes the tokens of the first example with the playground's own code. Runs in the build (live/build/opening.mjs).
 */

import { aboutOf } from "../../encoder/about.ts";
import { CompactEngine } from "../../encoder/compact_engine.ts";
import { MODELS } from "../../encoder/models.ts";
import { Pieces } from "../../encoder/pieces.ts";
import { PageTokenizer, parseAsset } from "../../tokenizers/index.ts";
import type { Opening, Plain } from "./opening.ts";
import { PRESETS } from "./texts.ts";

export const OPENING_REPOS = MODELS.filter(({ id }) => PRESETS[0]!.state.models.includes(id)).map(({ repo }) => repo);

/** `file`: a tokenizer's asset. */
export function openingOf(file: Uint8Array): Opening {
  const asset = parseAsset(file);
  const { text, add, split } = PRESETS[0]!.state;
  const found = new Pieces(new CompactEngine(PageTokenizer.build(asset))).encode(text, {
    addSpecial: add,
    splitSpecial: split,
  });
  const plain = Object.fromEntries(Object.entries(found).map(([part, values]) => [part, Array.from(values)]));
  return { about: aboutOf(asset), tokens: { ...plain, ms: 0 } as Plain };
}
