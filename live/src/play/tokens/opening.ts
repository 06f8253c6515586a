/**
 * The tokens of the first example, which the build computed: a page that opens with it shows them while the worker
 * starts.
 */
import type { About, Tokens } from "../../encoder/protocol.ts";
import type { State } from "./texts.ts";
import { PRESETS } from "./texts.ts";

/** What opening_build.ts returns for every repo. */
export interface Opening {
  about: About;
  tokens: Plain;
}

/** Tokens as JSON holds them. */
export type Plain = { [Part in keyof Tokens]: Tokens[Part] extends number ? number : number[] };

/** By repo; live/build/play.mjs puts it here. */
declare const PLAY_OPENING: Record<string, Opening>;

/** Null for every other text or way of reading it. */
export function opening(repo: string, { text, add, split }: State): { about: About; tokens: Tokens } | null {
  const { state } = PRESETS[0]!;
  const known = PLAY_OPENING[repo];
  if (!known || text !== state.text || add !== state.add || split !== state.split) return null;
  const { ids, starts, ends, words, kinds, byteAt, bytes, ms } = known.tokens;
  const [list, small] = [(values: number[]) => Uint32Array.from(values), (values: number[]) => Uint8Array.from(values)];
  const tokens = {
    ids: list(ids),
    starts: list(starts),
    ends: list(ends),
    words: list(words),
    kinds: small(kinds),
    byteAt: list(byteAt),
    bytes: small(bytes),
    ms,
  };
  return { about: known.about, tokens };
}
