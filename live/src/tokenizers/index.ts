/**
 * Tokenizers in the browser, with the rules of the Rust library. No Python, no fetching.
 *
 * In: the compact asset of a tokenizer. Out: text to ids with offsets, and back: for the worker (`createHost`,
 * `reposIn`) and for playgrounds (`PageTokenizer`).
 * May import: nothing.
 */

export type { Asset, AssetSource } from "./asset.ts";
export { parseAsset } from "./asset.ts";
export type { Host } from "./host.ts";
export { createHost } from "./host.ts";
export type { Encoded } from "./model.ts";
export { reposIn } from "./repos.ts";
export { PageTokenizer } from "./tokenizer.ts";
