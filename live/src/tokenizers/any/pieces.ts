/** A text in pieces: what pre-tokenizers cut, and how the five behaviours treat what was found. */
import type { Aligned } from "./aligned.ts";

/** [from, to) of a text; `id` of the added token that it is, or -1. */
export interface Piece {
  source: Aligned;
  from: number;
  to: number;
  id: number;
}

export const BEHAVIORS = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"] as const;
export type Behavior = (typeof BEHAVIORS)[number];

/** Stretches that cover a text, each a match or not. */
export type Found = [from: number, to: number, match: boolean];

/** Cuts every piece that is not an added token; what is empty is left out. */
export function cut(pieces: readonly Piece[], ends: (text: string, piece: Piece) => readonly Found[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    if (piece.id >= 0) out.push(piece);
    else
      for (const [from, to] of ends(piece.source.text.slice(piece.from, piece.to), piece))
        if (to > from) out.push({ source: piece.source, from: piece.from + from, to: piece.from + to, id: -1 });
  }
  return out;
}

/** What cutting does at a character, for the behaviours that need no list of what was found, which are the usual ones. */
export type Cut = "Removed" | "Isolated" | "MergedWithNext" | null;

/** Cuts every piece that is no added token by its characters, one after the other as they are asked for. */
export function* cutWhere(pieces: Iterable<Piece>, at: (code: number) => Cut): Generator<Piece, void> {
  for (const piece of pieces) {
    if (piece.id >= 0) {
      yield piece;
      continue;
    }
    const { source, to } = piece;
    const { text } = source;
    let from = piece.from;
    for (let place = from; place < to; ) {
      const code = text.codePointAt(place)!;
      const next = place + (code > 0xffff ? 2 : 1);
      const how = at(code);
      if (how !== null) {
        if (from < place) yield { source, from, to: place, id: -1 };
        if (how === "Isolated") yield { source, from: place, to: next, id: -1 };
        from = how === "MergedWithNext" ? place : next;
      }
      place = next;
    }
    if (from < to) yield { source, from, to, id: -1 };
  }
}

/** What remains of the stretches. */
export function behave(found: readonly Found[], behavior: Behavior): readonly Found[] {
  if (behavior === "Isolated") return found;
  if (behavior === "Removed") return found.filter(([, , match]) => !match);
  const out: Found[] = [];
  let before = false;
  if (behavior === "MergedWithNext") {
    for (let i = found.length - 1; i >= 0; i -= 1) {
      const [from, to, match] = found[i]!;
      if (match && !before && out.length) out[out.length - 1]![0] = from;
      else out.push([from, to, match]);
      before = match;
    }
    return out.reverse();
  }
  for (const [from, to, match] of found) {
    const joins = behavior === "Contiguous" ? match === before : match && !before;
    if (joins && out.length) out[out.length - 1]![1] = to;
    else out.push([from, to, match]);
    before = match;
  }
  return out;
}

/** The stretches of a text where `is` holds for a character: each such character is a match of its own. */
export function charactersWhere(text: string, is: (code: number) => boolean): Found[] {
  const out: Found[] = [];
  let done = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const next = at + (code > 0xffff ? 2 : 1);
    if (is(code)) {
      if (done < at) out.push([done, at, false]);
      out.push([at, next, true]);
      done = next;
    }
    at = next;
  }
  if (done < text.length) out.push([done, text.length, false]);
  return out;
}

/** Matches and what lies between them. */
export function withGaps(matches: Iterable<readonly [number, number]>, size: number): Found[] {
  const out: Found[] = [];
  let done = 0;
  for (const [from, to] of matches) {
    if (from !== done) out.push([done, from, false]);
    out.push([from, to, true]);
    done = to;
  }
  if (done !== size) out.push([done, size, false]);
  return out;
}

export const inverted = (found: readonly Found[]): Found[] => found.map(([from, to, match]) => [from, to, !match]);
