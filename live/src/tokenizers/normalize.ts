/** Normalisation that remembers where every character came from, as the Rust library's NormalizedString does. */
import type { Component } from "./asset.ts";

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
export function createNormalizer(config: Component | null, fallback: (text: string) => string): Normalizer {
  if (config === null) return unchanged;
  if (config.type === "NFC") return composed;
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

// A character with what may compose with it: marks, and the vowels and finals of Hangul.
const CLUSTER = /[\s\S][\p{M}\u1160-\u11ff]*/gu;

/** NFC. A composed character counts as coming from the first of its parts, as in the Rust library. */
function composed(original: string): Normalized {
  const text = original.normalize("NFC");
  if (text === original) return unchanged(original);
  const starts: number[] = [];
  const ends: number[] = [];
  let exact = true;
  let joined = "";
  for (const { 0: cluster, index } of original.matchAll(CLUSTER)) {
    const part = cluster.normalize("NFC");
    joined += part;
    const first = cluster.codePointAt(0)! > 0xffff ? 2 : 1;
    const single = part.length === (part.codePointAt(0)! > 0xffff ? 2 : 1);
    const here = part === cluster ? spans(cluster) : null;
    if (!here && !single) exact = false;
    for (let i = 0; i < part.length; i += 1) {
      starts.push(index + (here ? here.starts[i]! : 0));
      ends.push(index + (here ? here.ends[i]! : first));
    }
  }
  return { text, starts, ends, exact: exact && joined === text };
}
