/** What a playground needs to know of a tokenizer, from its asset. */
import type { Asset } from "../tokenizers/asset.ts";
import type { About } from "./protocol.ts";

const NO_LIMIT = 1e15; // transformers writes 10 to the 30th where the files state no length

export function aboutOf(asset: Asset): About {
  const { attributes } = JSON.parse(asset.surface) as { attributes: { model_max_length: number } };
  const maxLength = attributes.model_max_length < NO_LIMIT ? attributes.model_max_length : null;
  return { maxLength, prefix: JSON.stringify(asset.normalizer).includes('"Prepend"') };
}
