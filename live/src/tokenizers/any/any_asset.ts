/**
 * The asset of a tokenizer that the small engine does not know (scripts/course/browser/packed.py, format 2): its document
 * without the long lists, and these packed.
 */
import { addedTokenFlags } from "../../contract.ts";
import type { AddedEntry, MergeRules } from "../asset.ts";
import { named } from "../asset.ts";
import { mergeList } from "../merge_list.ts";
import { RulePairs, RulePlaces } from "../rule_pairs.ts";
import { Vocabulary } from "../vocabulary.ts";
import type { Lists } from "./lists.ts";
import type { Fields } from "./unreadable.ts";

export interface AnyAsset {
  document: Fields;
  lists: Lists;
  /** The lists as tokenizer.json has them. */
  written(): Fields;
  /** JSON for live/python/transformers. */
  surface: string;
}

interface Packed {
  format: number;
  document: Fields;
  added: AddedEntry[];
  surface: string;
  merges?: MergeRules;
  scores?: string;
  between: string;
  vocabulary: string;
}

const BEGINNING = '{"format":';

/** Whether a file is an asset of the build, and no tokenizer.json. */
export function isAnyAsset(file: Uint8Array): boolean {
  return new TextDecoder().decode(file.subarray(0, BEGINNING.length)) === BEGINNING;
}

/** Whether an asset is of this kind; the others are for the small engine (../asset.ts). */
export const isPackedAsset = (asset: Uint8Array): boolean => asset[BEGINNING.length] === 0x32;

/** Throws an Error named `AssetError` if this code cannot read it. */
export function parseAnyAsset(bytes: Uint8Array): AnyAsset {
  const { format, document, added, surface, merges, scores, between, vocabulary } = JSON.parse(
    new TextDecoder().decode(bytes),
  ) as Packed;
  if (format !== 2)
    throw named("AssetError", `the tokenizer file has format ${format}, this page reads format 2; reload the page`);
  const known = new Vocabulary(vocabulary, between);
  const lists: Lists = {
    vocabulary: () => known,
    merges: () => new RulePlaces(new RulePairs(merges ?? { late: [] }, known)),
    pieces: () => ({ tokens: known, scores: readScores(scores ?? "", known.size) }),
  };
  const { type } = document.model as Fields;
  const written = (): Fields => {
    if (type === "Unigram") {
      const { scores } = lists.pieces();
      return { vocab: known.tokens.map((token, id) => [token, scores[id]]) };
    }
    const vocab = Object.fromEntries(known.entries());
    return type === "BPE" ? { vocab, merges: mergeList(merges ?? { late: [] }, known) } : { vocab };
  };
  return { document: { ...document, added_tokens: addedRows(added) }, lists, written, surface };
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
