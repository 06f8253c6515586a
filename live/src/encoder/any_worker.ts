/** The worker `anyworker`: any tokenizer.json, of the shelf or the reader's own. Its engine is fetched only for these. */
import { openAny } from "./open_any.ts";
import { serve } from "./serve.ts";

serve(self as unknown as DedicatedWorkerGlobalScope, openAny);
