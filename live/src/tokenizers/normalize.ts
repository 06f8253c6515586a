/** Normalisation that remembers where every character came from, as the Rust library's NormalizedString does. */
import type { Component } from "./asset.ts";
import { bracketed } from "./unicode.ts";

/** A normalised text. Unit i of `text` (UTF-16) came from [starts[i], ends[i]) of the original. */
export interface Normalized {
  text: string;
  starts: ArrayLike<number>;
  ends: ArrayLike<number>;
  /** False if some origins are not known exactly. */
  exact: boolean;
}

export type Normalizer = (original: string) => Normalized;

/** The normaliser of an asset; `fallback` normalises text only, for settings that are not aligned here. */
export function createNormalizer(config: Component | null, classes: Record<string, string>, fallback: (text: string) => string): Normalizer {
  if (config === null) return unchanged;
  if (config.type === "NFC" && classes.marks && classes.composed) return createComposer(classes.marks, classes.composed);
  const parts = (config.type === "Sequence" ? config.normalizers : undefined) as Component[] | undefined;
  const [prepend, replace] = parts ?? [];
  const replaced = (replace?.pattern as { String?: string } | undefined)?.String;
  if (parts?.length === 2 && prepend?.type === "Prepend" && replace?.type === "Replace" && replaced?.length === 1) {
    return (original) => prefixed(original, String(prepend.prepend), replaced, String(replace.content));
  }
  return (original) => {
    const text = fallback(original);
    return text === original ? unchanged(original) : { ...unchanged(text), exact: false };
  };
}

/** The text as it is. */
export function unchanged(text: string): Normalized {
  const { starts, ends } = spans(text);
  return { text, starts, ends, exact: true };
}

/** For each unit, where its character begins and ends. */
function spans(text: string): { starts: Uint32Array; ends: Uint32Array } {
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  for (let i = 0; i < text.length;) {
    const size = text.codePointAt(i)! > 0xffff ? 2 : 1;
    starts.fill(i, i, i + size);
    ends.fill(i + size, i, i + size);
    i += size;
  }
  return { starts, ends };
}

/** A prefix, which counts as part of the first character; and one character replaced by another throughout. */
function prefixed(original: string, prefix: string, from: string, to: string): Normalized {
  if (original === "") return unchanged(original);
  const { starts, ends } = spans(original);
  const text = (prefix + original).replaceAll(from, to);
  const units: number[] = new Array<number>(prefix.length).fill(0);
  for (let i = 0; i < original.length; i += 1) for (let k = original[i] === from ? to.length : 1; k > 0; k -= 1) units.push(i);
  return { text, starts: units.map((i) => starts[i]!), ends: units.map((i) => ends[i]!), exact: true };
}

/**
 * NFC as the Rust library knows it: `marks` and `composed` are its characters (unicode_classes.py), and what a newer
 * Unicode of the browser would move or compose stays as it is.
 *
 * The library notes for every character that comes out how many it stands for: 0 for one, -n for one and n more, 1 for
 * none (a part of the character before). So a composed character counts as coming from its first part, and marks that
 * change places are counted off in the order in which they came out.
 */
function createComposer(marks: string, composed: string): Normalizer {
  const clusters = new RegExp(`[^][${bracketed(marks, "u")}]*`, "gu");
  const isMark = new RegExp(`^[${bracketed(marks, "u")}]$`, "u");
  const known = new RegExp(`^[${bracketed(composed, "u")}]$`, "u");
  return (original) => {
    if (original.normalize("NFC") === original) return unchanged(original);
    const from = spans(original);
    const starts: number[] = [];
    const ends: number[] = [];
    let text = "";
    let at = 0; // the next character of the original, in units
    for (const [cluster] of original.matchAll(clusters)) {
      for (const [character, change] of compose(cluster, known, isMark)) {
        const source = change > 0 ? at - 1 : at;
        for (let unit = 0; unit < character.length; unit += 1) {
          starts.push(from.starts[source] ?? 0);
          ends.push(from.ends[source] ?? 0);
        }
        for (let consumed = change; consumed <= 0 && at < original.length; consumed += 1) at = from.ends[at]!;
        text += character;
      }
    }
    return { text, starts, ends, exact: true };
  };
}

const NEUTRAL = "\u25cc"; // composes with nothing

/** Whether a character changes places with other marks, as far as the browser knows. */
function moves(character: string): boolean {
  if (character.normalize("NFD") !== character) return false;
  return [`${NEUTRAL}${character}\u0334`, `${NEUTRAL}\u0316${character}`].some((text) => text.normalize("NFC") !== text);
}

/** The characters of a cluster in NFC, each with its change of count as above. */
function compose(cluster: string, known: RegExp, isMark: RegExp): [character: string, change: number][] {
  const [first = "", ...marks] = Array.from(cluster);
  let out = Array.from(cluster.normalize("NFC"));
  if (!isMark.test(first) && moves(first)) out = [first, ...Array.from((NEUTRAL + marks.join("")).normalize("NFC")).slice(1)]; // a mark of a newer Unicode
  if (out.join("") === cluster) return out.map((character) => [character, 0]);
  if (out.some((character) => character !== first && !marks.includes(character) && character.normalize("NFD") !== character && !known.test(character))) {
    out = [first, ...marks.join("").normalize("NFD")]; // composed by a newer Unicode only
  }
  const parts: { character: string; extra: number }[] = [];
  for (const character of cluster) Array.from(character.normalize("NFD")).forEach((part, i) => parts.push({ character: part, extra: i ? 1 : 0 }));
  const take = (wanted: string): number => {
    const index = parts.findIndex((part) => part.character === wanted);
    return index < 0 ? 0 : parts.splice(index, 1)[0]!.extra;
  };
  return out.map((character) => {
    const [start = "", ...rest] = Array.from(character.normalize("NFD"));
    return [character, rest.reduce((change, part) => change + take(part) - 1, take(start))];
  });
}
