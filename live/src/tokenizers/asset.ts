/** The compact asset of a tokenizer, as scripts/course/browser/compact.py writes it. */
import { addedTokenFlags } from "../contract.ts";

/** [id, content, flags]: a bit for each of addedTokenFlags, the lowest first. */
export type AddedEntry = [id: number, content: string, flags: number];

export function hasFlag([, , flags]: AddedEntry, name: string): boolean {
  return ((flags >> addedTokenFlags.indexOf(name)) & 1) === 1;
}

export interface Asset {
  format: 1;
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
  /** The tokens in the order of their ids, each on a line. */
  vocabulary: string;
}

/** A part of tokenizer.json: `type` and its settings. */
export interface Component {
  type: string;
  [setting: string]: unknown;
}

export interface MergeRules {
  /** Ids whose merges rank after all others. */
  late: number[];
  /** Character i is 48 + the length of the left part of token i; absent if every split is a merge. */
  left?: string;
}

/** Where assets come from. `get` is synchronous and returns null for a repo that the site does not have. */
export interface AssetSource {
  ids(): string[];
  get(repo: string): Uint8Array | null;
}

/** Parses an asset. Throws an Error named `AssetError` if this code cannot read it. */
export function parseAsset(bytes: Uint8Array): Asset {
  const raw = JSON.parse(new TextDecoder().decode(bytes)) as Asset;
  if (raw.format !== 1) {
    throw named(
      "AssetError",
      `the tokenizer file has format ${String(raw.format)}, this page reads format 1; reload the page`,
    );
  }
  return raw;
}

export function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
