/**
 * The asset of a tokenizer that the small engine does not know (scripts/course/browser/packed.py, format 2): its document
 * without the long lists, and these packed.
 */
import { addedTokenFlags } from "../../contract.ts";
import type { AddedEntry, MergeRules } from "../asset.ts";
import { hasFlag, named } from "../asset.ts";
import { mergeList } from "../merge_list.ts";
import { RulePairs } from "../rule_pairs.ts";
import { Vocabulary } from "../vocabulary.ts";
import type { Lists } from "./lists.ts";
import type { PairLookup } from "./pair_table.ts";
import type { Fields } from "./unreadable.ts";

export interface AnyAsset {
  document: Fields;
  lists: Lists;
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

/** Whether an asset of the build is of this format. */
export function isPacked(asset: Uint8Array): boolean {
  return new TextDecoder().decode(asset.subarray(0, BEGINNING.length + 1)) === `${BEGINNING}2`;
}

/** Throws an Error named `AssetError` if this code cannot read it. */
export function parseAnyAsset(bytes: Uint8Array): AnyAsset {
  const { document, added, surface, merges, scores, between, vocabulary } = read(bytes);
  const known = new Vocabulary(vocabulary, between);
  const lists: Lists = {
    vocabulary: () => known,
    merges: () => new RulePlaces(new RulePairs(merges ?? { late: [] }, known)),
    pieces: () => ({ tokens: known, scores: readScores(scores ?? "", known.size) }),
  };
  return { document: { ...document, added_tokens: addedRows(added) }, lists, surface };
}

/** The asset as a whole tokenizer.json, for whoever wants to look at its parts or change them. */
export function wholeOf(bytes: Uint8Array): { json: string; surface: string } {
  const { document, added, surface, merges, scores, between, vocabulary } = read(bytes);
  const known = new Vocabulary(vocabulary, between);
  const points = scores === undefined ? null : readScores(scores, known.size);
  const vocab = points ? known.tokens.map((token, id) => [token, points[id]]) : Object.fromEntries(known.entries());
  const model = { ...(document.model as Fields), vocab, ...(merges && { merges: mergeList(merges, known) }) };
  return { json: JSON.stringify({ version: "1.0", ...document, added_tokens: addedRows(added), model }), surface };
}

function read(bytes: Uint8Array): Packed {
  const packed = JSON.parse(new TextDecoder().decode(bytes)) as Packed;
  if (packed.format === 2) return packed;
  const found = packed.format;
  throw named("AssetError", `the tokenizer file has format ${found}, this page reads format 2; reload the page`);
}

export const addedRows = (added: readonly AddedEntry[]): Fields[] =>
  added.map((entry) => ({
    id: entry[0],
    content: entry[1],
    ...Object.fromEntries(addedTokenFlags.map((name) => [name, hasFlag(entry, name)])),
  }));

/** The rules of merges, asked as a table is. */
export class RulePlaces implements PairLookup {
  #rank = 0;
  #made = 0;

  constructor(readonly pairs: RulePairs) {}

  place(first: number, second: number): number {
    this.#made = this.pairs.made(first, second);
    if (this.#made < 0) return -1;
    this.#rank = this.pairs.rank(this.#made, first);
    return 0;
  }

  rank(): number {
    return this.#rank;
  }

  made(): number {
    return this.#made;
  }
}

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
