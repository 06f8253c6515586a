/** Tokenizers in the browser: for the worker (`createHost`, `reposIn`) and for playgrounds (`PageTokenizer`). */
export { parseAsset } from "./asset.ts";
export type { Asset, AssetSource } from "./asset.ts";
export { createHost } from "./host.ts";
export type { Host } from "./host.ts";
export { reposIn } from "./repos.ts";
export { PageTokenizer } from "./tokenizer.ts";
export type { Encoded } from "./model.ts";
