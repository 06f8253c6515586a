/** The worker `anyworker`: any tokenizer.json, of the shelf or the reader's own. Its engine is fetched only for these. */
import { AnyTokenizer } from "../tokenizers/any/any_tokenizer.ts";
import { aboutAny } from "./about.ts";
import { AnyEngine } from "./any_engine.ts";
import { withExtra } from "./extra.ts";
import { serve } from "./serve.ts";

serve(self as unknown as DedicatedWorkerGlobalScope, (file, beside) => {
  const tokenizer = AnyTokenizer.parse(new TextDecoder().decode(file), (added) =>
    withExtra(added, beside?.extra ?? []),
  );
  return { engine: new AnyEngine(tokenizer), about: aboutAny(tokenizer, beside?.maxLength ?? null) };
});
