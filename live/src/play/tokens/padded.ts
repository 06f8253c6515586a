/** Rows of unequal length as a rectangle, and which of its places are trained. */
import type { Rule, Side } from "./picture_texts.ts";

/** The place of a token in its row; null for filler. */
export type Place = number | null;

export function rectangle(lengths: readonly number[], side: Side): Place[][] {
  const longest = Math.max(0, ...lengths);
  return lengths.map((length) => {
    const own: Place[] = Array.from({ length }, (_, at) => at);
    const filler = new Array<Place>(longest - length).fill(null);
    return side === "left" ? [...filler, ...own] : [...own, ...filler];
  });
}

/** Whether a place has a label: by transformers' rule, which asks for the id, or by the attention mask. */
export function hasLabel(place: Place, ids: ArrayLike<number>, pad: number, rule: Rule): boolean {
  return place !== null && (rule === "mask" || ids[place] !== pad);
}
