/** Where a normalised text is cut into pre-tokens ("words"), and how they are written for merging. */
import type { Component } from "./asset.ts";
import { named } from "./asset.ts";
import { spelt } from "./bytes.ts";
import type { Normalized } from "./origins.ts";
import { withSpaces } from "./origins.ts";
import { inChunks, withClasses } from "./unicode.ts";

export interface PreTokenizer {
  /** The end of the pre-token that begins at `from`, in UTF-16 units. */
  end(text: string, from: number): number;
  /** A pre-token as the model takes it. */
  spell(part: string): string;
}

/**
 * Where `add_prefix_space` puts a space unless one is there: before a text that is cut after that, or before each of
 * its pre-tokens.
 */
export type Spaces = "text" | "words";

/**
 * [from, to) of a normalised text with those spaces, and a function that gives the ends of its pre-tokens, one after
 * the other.
 */
export function spaced(
  cutter: PreTokenizer,
  normal: Normalized,
  from: number,
  to: number,
  spaces: Spaces,
): { normal: Normalized; end: PreTokenizer["end"] } {
  const text = normal.text.slice(from, to);
  if (spaces === "text")
    return { normal: withSpaces(normal, from, to, text === "" || text.startsWith(" ") ? [] : [0]), end: cutter.end };
  const [before, ends]: [number[], number[]] = [[], []];
  for (let at = 0; at < text.length; ) {
    const end = cutter.end(text, at);
    if (text[at] !== " ") before.push(at);
    ends.push(end + before.length);
    at = end;
  }
  let next = 0;
  return { normal: withSpaces(normal, from, to, before), end: () => ends[next++]! };
}

/**
 * The pre-tokenizer of an asset, with its character classes. Throws an Error named `AssetError` for a kind that is not
 * known here.
 */
export function createPreTokenizer(config: Component | null, classes: Record<string, string>): PreTokenizer {
  if (config === null) return { end: (text) => text.length, spell: (part) => part };
  const [split, bytes, ...others] = (config.type === "Sequence" ? config.pretokenizers : []) as Component[];
  const pattern = (split?.pattern as { Regex?: string } | undefined)?.Regex;
  const splits = split?.type === "Split" && split.behavior === "Isolated" && !split.invert;
  const spells = bytes?.type === "ByteLevel" && !bytes.use_regex && !bytes.add_prefix_space;
  if (pattern === undefined || !splits || !spells || others.length)
    throw named("AssetError", `this page cannot cut texts with this ${config.type}; reload the page`);
  return { end: cutter(withClasses(pattern, classes)), spell: spelt };
}

/** What lies between two matches is a pre-token too. */
function cutter(pattern: string): PreTokenizer["end"] {
  const here = inChunks(pattern).map((chunk) => new RegExp(chunk, "uy"));
  const anywhere = new RegExp(pattern, "gu");
  return (text, from) => {
    for (const chunk of here) {
      chunk.lastIndex = from;
      if (!chunk.test(text)) continue;
      if (chunk.lastIndex > from) return chunk.lastIndex;
      break; // an empty match: what comes after it is not asked
    }
    anywhere.lastIndex = from;
    return anywhere.exec(text)?.index ?? text.length;
  };
}
