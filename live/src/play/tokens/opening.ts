/**
 * The tokens of the first example, which the build computed: a page that opens with it shows them while the worker
 * starts.
 */
import type { About, Tokens } from "../../encoder/protocol.ts";
import { type Known, tokensIn } from "../known.ts";
import type { State } from "./texts.ts";
import { PRESETS } from "./texts.ts";

/** By repo; live/build/play.mjs puts it here. */
declare const PLAY_OPENING: Record<string, Known>;

/** Null for every other text or way of reading it. */
export function opening(repo: string, { text, add, split }: State): { about: About; tokens: Tokens } | null {
  const { state } = PRESETS[0]!;
  const known = PLAY_OPENING[repo];
  if (!known || text !== state.text || add !== state.add || split !== state.split) return null;
  return { about: known.about, tokens: tokensIn(known.tokens) };
}
