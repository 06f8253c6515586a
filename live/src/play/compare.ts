/** Comparing the tokens of several tokenizers for one text. */

import type { Tokens } from "../encoder/protocol.ts";
import { Kind } from "../encoder/protocol.ts";
import { faceAt } from "./chips.ts";

/**
 * The first place where tokenizers cut a text differently: the index of the token in each, or null if they agree.
 * What a tokenizer puts around the text does not count, nor do ids, which always differ. `length` where tokens ran out.
 */
export function firstDifference(all: readonly Tokens[]): number[] | null {
  if (all.length < 2) return null;
  const at = all.map((tokens) => skipAround(tokens, 0));
  for (;;) {
    const over = at.map((i, k) => i >= all[k]!.ids.length);
    if (over.every(Boolean)) return null;
    if (over.some(Boolean) || new Set(at.map((i, k) => cut(all[k]!, i))).size > 1) return at;
    for (const [k, i] of at.entries()) at[k] = skipAround(all[k]!, i + 1);
  }
}

/** What of a token is compared: the characters, and for a part of a character its bytes. */
function cut(tokens: Tokens, i: number): string {
  const kind = tokens.kinds[i]!;
  const how = kind === Kind.part ? faceAt(tokens, i) : kind === Kind.special ? "special" : "";
  return `${tokens.starts[i]} ${tokens.ends[i]} ${how}`;
}

function skipAround(tokens: Tokens, i: number): number {
  while (i < tokens.ids.length && tokens.kinds[i] === Kind.around) i += 1;
  return i;
}

/** The tokens [from, to) that hold a character of [start, end); null if there is none. */
export function tokensOver(tokens: Tokens, start: number, end: number): [number, number] | null {
  let [low, high] = [0, tokens.ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens.ends[middle]! <= start) low = middle + 1;
    else high = middle;
  }
  while (low > 0 && tokens.ends[low - 1]! > start) low -= 1; // composed characters may stand out of order
  let to = low;
  while (to < tokens.ids.length && tokens.starts[to]! < end && tokens.kinds[to] !== Kind.around) to += 1;
  return to > low ? [low, to] : null;
}
