/**
 * The asset of a tokenizer that the small engine does not know (scripts/course/browser/packed.py, format 4): its document
 * without the long lists, and these packed.
 */
import { addedTokenFlags } from "../../contract.ts";
import { type AddedToken, fromEntries } from "../added.ts";
import type { AddedEntry, MergeRules } from "../asset.ts";
import { parted } from "../asset.ts";
import { mergeList } from "../merge_list.ts";
import { RulePairs } from "../rule_pairs.ts";
import { TextVocabulary } from "../text_vocabulary.ts";
import { Vocabulary } from "../vocabulary.ts";
import type { Lists } from "./lists.ts";
import type { Fields } from "./unreadable.ts";
import { unreadable } from "./unreadable.ts";

export interface AnyAsset {
  document: Fields;
  /** Those of the document, with their ids. */
  added: [number, AddedToken][];
  lists: Lists;
  /** The lists as tokenizer.json has them. */
  written(): Fields;
  /** JSON for live/python/transformers. */
  surface: string;
}

interface Packed {
  document: Fields;
  added: AddedEntry[];
  surface: string;
  /** Of a model that merges, */
  merges?: MergeRules;
  /** and of one with scores. */
  scores?: string;
  /** So many tokens, with `between` between two. */
  size: number;
  between: string;
  vocabulary: Uint8Array;
}

const BEGINNING = '{"format":';

/** Whether a file is an asset of the build, and no tokenizer.json. */
export function isAnyAsset(file: Uint8Array): boolean {
  return new TextDecoder().decode(file.subarray(0, BEGINNING.length)) === BEGINNING;
}

/** Whether an asset is of this kind; the others are for the small engine (../asset.ts). */
export const isPackedAsset = (asset: Uint8Array): boolean => asset[BEGINNING.length] === 0x34;

/** Throws an Error named `AssetError` if this code cannot read it. */
export function parseAnyAsset(bytes: Uint8Array): AnyAsset {
  const { document, added, surface, merges, scores, size, between, vocabulary } = parted<Packed>(bytes, 4);
  const whole = { ...document };
  // for whoever writes it down: there may be thousands, and the tokenizer takes `added`
  Object.defineProperty(whole, "added_tokens", { enumerable: true, get: () => addedRows(added) });
  const head = { document: whole, added: fromEntries(added), surface };
  if (merges) return { ...head, ...merging(merges, new Vocabulary(vocabulary, size, between)) };
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(vocabulary);
  return { ...head, ...looking(scores, new TextVocabulary(text, between)) };
}

/** What a BPE model needs of its lists. */
export function merging(rules: MergeRules, known: Vocabulary): Pick<AnyAsset, "lists" | "written"> {
  const pieces = (): never => {
    throw unreadable("this tokenizer has merges and no scores");
  };
  return {
    lists: { vocabulary: () => known, merges: () => new RulePairs(rules, known), pieces },
    written: () => ({ vocab: Object.fromEntries(known.entries()), merges: mergeList(rules, known) }),
  };
}

/** What models need of their lists that look texts up. */
function looking(scores: string | undefined, known: TextVocabulary): Pick<AnyAsset, "lists" | "written"> {
  const merges = (): never => {
    throw unreadable("this tokenizer has no merges");
  };
  const read = (): Float64Array => readScores(scores ?? "", known.size);
  const written = (): Fields => {
    if (scores === undefined) return { vocab: Object.fromEntries(known.entries()) };
    const all = read();
    return { vocab: known.tokens.map((token, id) => [token, all[id]]) };
  };
  return {
    lists: { vocabulary: () => known, merges, pieces: () => ({ tokens: known, scores: read() }) },
    written,
  };
}

/** Added tokens as tokenizer.json has them. */
export const addedRows = (added: readonly AddedEntry[]): Fields[] =>
  added.map(([id, content, flags]) => {
    const row: Record<string, unknown> = { id, content };
    for (let bit = 0; bit < addedTokenFlags.length; bit += 1) row[addedTokenFlags[bit]!] = ((flags >> bit) & 1) === 1;
    return row;
  });

// A number of `scores` in characters: 57 of them end it, 34 go on.
const [LAST, NEXT, NEXTS] = [35, 93, 34];

/** Each is the difference of its bits, as a 32-bit number, to those before. */
function readScores(scores: string, count: number): Float64Array {
  const bits = new Int32Array(count);
  let before = 0;
  for (let at = 0, id = 0; id < count; id += 1) {
    let [value, size] = [0, 1];
    let unit = scores.charCodeAt(at++);
    for (; unit >= NEXT; unit = scores.charCodeAt(at++)) {
      value += (unit - NEXT) * size;
      size *= NEXTS;
    }
    value += (unit - LAST) * size;
    before += value % 2 ? -(value + 1) / 2 : value / 2;
    bits[id] = before;
  }
  return Float64Array.from(new Float32Array(bits.buffer));
}
