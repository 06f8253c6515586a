/** Byte-pair encoding of one word, merge by merge, for showing. Which pairs merge, and when, the engine says. */

import { face } from "../tokenizers/face.ts";
import type { Engine } from "./engine.ts";
import type { Merge, Trace } from "./protocol.ts";

/** Words longer than this are refused: a trace is for reading. */
const LONGEST_WORD = 64;

/** Of one word of the text; `place` null: of the longest. Throws an Error whose message is for the reader. */
export function trace(engine: Engine, text: string, place: number | null, ranked: boolean): Trace {
  const { merges: known } = engine;
  if (!known) throw new Error("This tokenizer's model has no merges.");
  const split = engine.preTokenize(engine.normalize(text)).map(([part]) => part);
  const longest = split.reduce((best, part, i) => (part.length > split[best]!.length ? i : best), 0);
  const of = place !== null && place < split.length ? place : longest;
  const word = split[of] ?? "";
  const symbols = known.symbols(word);
  if (symbols.length > LONGEST_WORD) {
    throw new Error(
      `This word has ${symbols.length} pieces to merge; up to ${LONGEST_WORD} can be shown. Give a shorter one.`,
    );
  }
  const shown = (token: string): string => face(engine.bytesOf(token));
  const start = symbols.map(shown);
  const merges: Merge[] = [];
  const placeOf = ranked ? engine.placeOf : null;
  const ranks: (number | null)[][] = [];
  for (;;) {
    const here: (number | null)[] = [];
    let best: ReturnType<typeof known.pair> = null;
    let at = -1;
    for (let i = 0; i + 1 < symbols.length; i += 1) {
      const found = known.pair(symbols[i]!, symbols[i + 1]!);
      if (found && (!best || found.rank < best.rank)) [best, at] = [found, i];
      if (placeOf) here.push(found && placeOf(found.rank));
    }
    ranks.push(here);
    if (!best) break;
    const [left, right] = [symbols[at]!, symbols[at + 1]!];
    symbols.splice(at, 2, best.made);
    merges.push({ at, left: shown(left), right: shown(right), made: shown(best.made), id: best.id });
  }
  const whole = known.wholeWords && engine.id(word) !== undefined;
  const found = { pieces: split.map(shown), of, symbols: start, merges, ids: [...engine.idsOf(word)], whole };
  return placeOf ? { ...found, ranks } : found;
}
