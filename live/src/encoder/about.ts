/** What a playground needs to know of a tokenizer, from its asset or its tokenizer.json. */
import type { AnyTokenizer } from "../tokenizers/any/any_tokenizer.ts";
import type { Asset } from "../tokenizers/asset.ts";
import type { About } from "./protocol.ts";

const NO_LIMIT = 1e15; // transformers writes 10 to the 30th where the files state no length

export function aboutOf(asset: Asset): About {
  return { maxLength: statedLength(asset.surface), prefix: puts(asset.normalizer), merges: true };
}

/** `surface`: of an asset. */
export function statedLength(surface: string): number | null {
  const { attributes } = JSON.parse(surface) as { attributes: { model_max_length: number } };
  return lengthOf(attributes.model_max_length);
}

/** `maxLength`: tokenizer.json does not have it. */
export function aboutAny(tokenizer: AnyTokenizer, maxLength: number | null): About {
  return { maxLength, prefix: puts(tokenizer.document.normalizer), merges: tokenizer.merges !== null };
}

/** `model_max_length`, or null where that is none. */
export function lengthOf(value: unknown): number | null {
  return typeof value === "number" && value > 0 && value < NO_LIMIT ? value : null;
}

const puts = (normalizer: unknown): boolean => (JSON.stringify(normalizer) ?? "").includes('"Prepend"');
