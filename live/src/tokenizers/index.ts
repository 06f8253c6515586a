/**
 * Tokenizers in the browser, with the rules of the Rust library. No Python, no fetching.
 *
 * In: the compact asset of a tokenizer, or any tokenizer.json. Out: text to ids with offsets, and back: for the worker
 * (`createHost`, `reposIn`), for playgrounds (`PageTokenizer`), and for the reader's own file any/any_tokenizer.ts, which
 * whoever needs it imports from there, since its tables weigh 40 kB. What cells put together and train is workshop/ and
 * train/.
 * May import: nothing.
 */

export type { Asset, AssetSource } from "./asset.ts";
export { parseAsset } from "./asset.ts";
export type { Host } from "./host.ts";
export { createHost } from "./host.ts";
export type { Encoded } from "./output.ts";
export { reposIn } from "./repos.ts";
export { PageTokenizer } from "./tokenizer.ts";
