/** The compact asset of a tokenizer, as scripts/course/browser/compact.py writes it. */

/** [id, content, flags]: a bit for each of addedTokenFlags, the lowest first. */
export type AddedEntry = [id: number, content: string, flags: number];

export interface Asset {
  format: 3;
  repo: string;
  normalizer: Component | null;
  pre_tokenizer: Component | null;
  post_processor: Component | null;
  decoder: Component | null;
  unk_token: string | null;
  fuse_unk: boolean;
  byte_fallback: boolean;
  ignore_merges: boolean;
  merges: MergeRules;
  /** Ranges of `L`, `N` and `s` as the Rust library has them; see unicode.ts. */
  classes: Record<string, string>;
  added: AddedEntry[];
  /** JSON for live/python/transformers, kept as text: it holds integers that a JavaScript number would round. */
  surface: string;
  /** So many tokens, in UTF-8, in the order of their ids, with a space between two. */
  size: number;
  vocabulary: Uint8Array;
}

/** A part of tokenizer.json: `type` and its settings. */
export interface Component {
  type: string;
  [setting: string]: unknown;
}

export interface MergeRules {
  /** Ids whose merges rank after all others. */
  late: number[];
  /** Character i is 48 + the length of the left part of token i in bytes; absent if every split is a merge. */
  left?: string;
  /** Of merges that make one token, the longest left part comes first; else the lowest id of the left part. */
  longest?: boolean;
  /** Merges before all others: the id made and the length of its left part, by turns. */
  first?: number[];
}

/** Where assets come from. `get` is synchronous and returns null for a repo that the site does not have. */
export interface AssetSource {
  ids(): string[];
  get(repo: string): Uint8Array | null;
}

/** Parses an asset. Throws an Error named `AssetError` if this code cannot read it. */
export function parseAsset(bytes: Uint8Array): Asset {
  return parted<Asset>(bytes, 3);
}

/** Head and vocabulary of an asset: the first line break ends the head, which is JSON. */
export function parted<T extends { vocabulary: Uint8Array }>(bytes: Uint8Array, format: number): T {
  const end = bytes.indexOf(0x0a);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end < 0 ? bytes.length : end))) as T;
  const found = (head as { format?: unknown }).format;
  if (found !== format) {
    throw named(
      "AssetError",
      `the tokenizer file has format ${String(found)}, this page reads format ${format}; reload the page`,
    );
  }
  return { ...head, vocabulary: bytes.subarray(end + 1) };
}

export function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
