/** Byte-pair encoding of one word, merge by merge, for showing. The engine is live/src/tokenizers/merger.ts; a test holds them together. */
import type { Pieces } from "./pieces.ts";
import { face } from "../tokenizers/face.ts";
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
    throw new Error(`This word has ${symbols.length} pieces to merge; up to ${LONGEST_WORD} can be shown. Give a shorter one.`);
  }
  const late = new Set(asset.merges.late);
  const rank = (left: string, right: string): [number, number, number] | null => {
    const made = tokenizer.id(left + right);
    if (made === undefined || made >= tokenizer.vocabularySize) return null;
    if (asset.merges.left !== undefined) return asset.merges.left.charCodeAt(made) - 48 === left.length ? [made, 0, 0] : null;
    const [first, second] = [tokenizer.id(left), tokenizer.id(right)];
    return first === undefined || second === undefined ? null : [late.has(made) ? made + tokenizer.vocabularySize : made, first, second];
  };
  const shown = (token: string): string => face(pieces.bytesOf(token));
  const start = symbols.map(shown);
  const merges: Merge[] = [];
  for (;;) {
    let best: [number, number, number] | null = null;
    let at = -1;
    for (let i = 0; i + 1 < symbols.length; i += 1) {
      const found = rank(symbols[i]!, symbols[i + 1]!);
      if (found && (!best || before(found, best))) [best, at] = [found, i];
    }
    if (!best) break;
    const [left, right] = [symbols[at]!, symbols[at + 1]!];
    symbols.splice(at, 2, left + right);
    merges.push({ at, left: shown(left), right: shown(right), made: shown(left + right), id: tokenizer.id(left + right)! });
  }
  const whole = asset.ignore_merges && tokenizer.id(word) !== undefined;
  return { pieces: split.map(shown), symbols: start, merges, ids: [...tokenizer.merge(word)], whole };
}

const before = (a: [number, number, number], b: [number, number, number]): boolean => (a[0] - b[0] || a[1] - b[1] || a[2] - b[2]) < 0;
