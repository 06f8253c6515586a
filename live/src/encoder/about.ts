/** What a playground needs to know of a tokenizer, from its asset or its tokenizer.json. */
import type { AnyTokenizer } from "../tokenizers/any/any_tokenizer.ts";
import type { Asset } from "../tokenizers/asset.ts";
import { lengthOf } from "./length.ts";
import type { About } from "./protocol.ts";

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

const puts = (normalizer: unknown): boolean => (JSON.stringify(normalizer) ?? "").includes('"Prepend"');
