/** The worker `anyworker`: any tokenizer.json, of the shelf or the reader's own. Its engine is fetched only for these. */
import { isAnyAsset, parseAnyAsset } from "../tokenizers/any/any_asset.ts";
import { AnyTokenizer } from "../tokenizers/any/any_tokenizer.ts";
import { aboutAny, statedLength } from "./about.ts";
import { AnyEngine } from "./any_engine.ts";
import { withExtra } from "./extra.ts";
import { serve } from "./serve.ts";

serve(self as unknown as DedicatedWorkerGlobalScope, (file, beside) => {
  if (isAnyAsset(file)) {
    const asset = parseAnyAsset(file);
    const tokenizer = AnyTokenizer.build(asset);
    return { engine: new AnyEngine(tokenizer), about: aboutAny(tokenizer, statedLength(asset.surface)) };
  }
  const tokenizer = AnyTokenizer.parse(file, (added) => withExtra(added, beside?.extra ?? []));
  return { engine: new AnyEngine(tokenizer), about: aboutAny(tokenizer, beside?.maxLength ?? null) };
});
