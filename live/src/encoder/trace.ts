/**
 * Byte-pair encoding of one word, merge by merge, for showing. Which pairs merge, and when, says
 * live/src/tokenizers/merger.ts.
 */

import { face } from "../tokenizers/face.ts";
import type { Pieces } from "./pieces.ts";
import type { Merge, Trace } from "./protocol.ts";

/** Words longer than this are refused: a trace is for reading. */
const LONGEST_WORD = 64;

/** Throws an Error whose message is for the reader. */
export function trace(pieces: Pieces, text: string): Trace {
  const { tokenizer } = pieces;
  const { asset } = tokenizer;
  const split = tokenizer.preTokenize(tokenizer.normalize(text)).map(([part]) => part);
  const [word = ""] = split;
  const symbols = Array.from(word);
  if (symbols.length > LONGEST_WORD) {
    throw new Error(
      `This word has ${symbols.length} pieces to merge; up to ${LONGEST_WORD} can be shown. Give a shorter one.`,
    );
  }
  const shown = (token: string): string => face(pieces.bytesOf(token));
  const start = symbols.map(shown);
  const merges: Merge[] = [];
  for (;;) {
    let best: { made: number; rank: number } | null = null;
    let at = -1;
    for (let i = 0; i + 1 < symbols.length; i += 1) {
      const found = tokenizer.pair(symbols[i]!, symbols[i + 1]!);
      if (found && (!best || found.rank < best.rank)) [best, at] = [found, i];
    }
    if (!best) break;
    const [left, right] = [symbols[at]!, symbols[at + 1]!];
    symbols.splice(at, 2, left + right);
    merges.push({ at, left: shown(left), right: shown(right), made: shown(left + right), id: best.made });
  }
  const whole = asset.ignore_merges && tokenizer.id(word) !== undefined;
  return { pieces: split.map(shown), symbols: start, merges, ids: [...tokenizer.merge(word)], whole };
}
