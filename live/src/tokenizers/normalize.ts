/** Normalisation that remembers where every character came from, as the Rust library's NormalizedString does. */
import type { Component } from "./asset.ts";
import { named } from "./asset.ts";
import { createComposer } from "./compose.ts";
import type { Normalized } from "./origins.ts";
import { spans, unchanged } from "./origins.ts";

export type Normalizer = (original: string) => Normalized;

/** The normaliser of an asset. Throws an Error named `AssetError` for a kind that is not known here. */
export function createNormalizer(config: Component | null, classes: Record<string, string>): Normalizer {
  if (config === null) return unchanged;
  if (config.type === "NFC" && classes.marks && classes.composed) {
    const compose = createComposer(classes.marks, classes.composed);
    return (original) => compose(original) ?? unchanged(original);
  }
  const parts = (config.type === "Sequence" ? config.normalizers : undefined) as Component[] | undefined;
  const [prepend, replace] = parts ?? [];
  const replaced = (replace?.pattern as { String?: string } | undefined)?.String;
  if (parts?.length === 2 && prepend?.type === "Prepend" && replace?.type === "Replace" && replaced?.length === 1) {
    return (original) => prefixed(original, String(prepend.prepend), replaced, String(replace.content));
  }
  throw named("AssetError", `this page cannot normalise with this ${config.type}; reload the page`);
}

/** A prefix, which counts as part of the first character; and one character replaced by another throughout. */
function prefixed(original: string, prefix: string, from: string, to: string): Normalized {
  if (original === "") return unchanged(original);
  const units = spans(original);
  const text = (prefix + original).replaceAll(from, to);
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  let at = 0;
  const put = (unit: number, count: number): void => {
    for (; count > 0; count -= 1, at += 1) [starts[at], ends[at]] = [units.starts[unit]!, units.ends[unit]!];
  };
  put(0, prefix.length);
  for (let i = 0; i < original.length; i += 1) put(i, original[i] === from ? to.length : 1);
  return { text, starts, ends };
}
