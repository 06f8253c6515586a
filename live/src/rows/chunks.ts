/** A text in chunks of at most n tokens, which never cut a character. */
import type { Engine } from "../encoder/engine.ts";

export interface Cut {
  start: number;
  end: number;
  tokens: number;
  content: string;
}

/** What is drawn together with the character before it. */
const JOINS = /^[\p{M}\p{Emoji_Modifier}\u200d]/u;

/** The tokens of a text, and where it may be cut. Borders: before token i for i < count, and the end. */
interface Borders {
  count: number;
  /** Characters and UTF-16 units; -1 where a character would be cut. */
  at: Int32Array;
  unit: Int32Array;
  /** 2: at the begin of a word (pre-token); 1: between characters that are drawn apart; 0: between any others. */
  rank: Uint8Array;
}

/**
 * With pauses. A chunk ends where a word of the tokenizer ends, if there is such a place in the second half of its
 * tokens, else between two tokens; it is encoded again, and made shorter until its own tokens are at most `size`. The next
 * begins `overlap` tokens earlier, or at the first place after that. `tooSmall` makes the error for a character that is
 * more than a chunk.
 */
export function* chunksOf(
  engine: Engine,
  text: string,
  { size, overlap, addSpecial }: { size: number; overlap: number; addSpecial: boolean },
  put: (cut: Cut) => void,
  tooSmall: (tokens: number) => Error,
): Generator<void, void> {
  if (!text) return;
  const borders = yield* bordersOf(engine, text);
  const { count, at, unit } = borders;
  if (!count) return put({ start: 0, end: at[0]!, tokens: countOf(engine, text, addSpecial), content: text });
  for (let i = 0; ; ) {
    let j = before(borders, i, Math.min(i + size, count));
    let cut: Cut;
    for (;;) {
      const tooShort = j <= i;
      if (tooShort) for (j = i + 1; at[j]! < 0; ) j += 1;
      const content = text.slice(unit[i], unit[j]);
      cut = { start: at[i]!, end: at[j]!, tokens: countOf(engine, content, addSpecial), content };
      if (cut.tokens <= size) break;
      if (tooShort) throw tooSmall(cut.tokens);
      j = before(borders, i, j - Math.max(1, cut.tokens - size));
    }
    put(cut);
    yield;
    if (j === count) return;
    i = after(borders, Math.max(i + 1, j - overlap), j);
  }
}

/** The best border in (i, j]: a word's in its second half, else the last. `i` where there is none. */
function before({ rank, at, count }: Borders, i: number, j: number): number {
  if (j === count) return j;
  const half = i + Math.ceil((j - i) / 2);
  for (let k = j; k > half; k -= 1) if (at[k]! >= 0 && rank[k] === 2) return k;
  for (const least of [1, 0]) for (let k = j; k > i; k -= 1) if (at[k]! >= 0 && rank[k]! >= least) return k;
  return i;
}

/** The best border in [i, j], of which j is one: the first of a word, else the first. */
function after({ rank, at }: Borders, i: number, j: number): number {
  for (const least of [2, 1]) for (let k = i; k < j; k += 1) if (at[k]! >= 0 && rank[k]! >= least) return k;
  return j;
}

function* bordersOf(engine: Engine, text: string): Generator<void, Borders> {
  const { starts, ends, words } = yield* engine.steps(text, { addSpecial: false });
  const count = starts.length;
  const [at, unit, rank] = [new Int32Array(count + 1).fill(-1), new Int32Array(count + 1), new Uint8Array(count + 1)];
  at[0] = 0;
  rank[0] = 2;
  // characters and units that were passed
  let [characters, units, end] = [0, 0, 0];
  const pass = (to: number): void => {
    while (characters < to && units < text.length) {
      units += text.codePointAt(units)! > 0xffff ? 2 : 1;
      characters += 1;
    }
  };
  for (let i = 1; i < count; i += 1) {
    end = Math.max(end, ends[i - 1]!);
    if (starts[i]! < end || end <= characters) continue;
    pass(end);
    at[i] = end;
    unit[i] = units;
    const joined = text[units - 1] === "\u200d" || JOINS.test(text.slice(units, units + 2));
    rank[i] = joined ? 0 : words[i] === words[i - 1] ? 1 : 2;
  }
  pass(Infinity);
  at[count] = characters;
  unit[count] = text.length;
  rank[count] = 2;
  return { count, at, unit, rank };
}

function countOf(engine: Engine, text: string, addSpecial: boolean): number {
  const steps = engine.steps(text, { addSpecial });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value.ids.length;
  }
}
