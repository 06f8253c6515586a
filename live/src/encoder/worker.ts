/** The worker `playworker`: the tokenizers of the build's compact assets. */
import { openCompact } from "./open_compact.ts";
import { serve } from "./serve.ts";

serve(self as unknown as DedicatedWorkerGlobalScope, openCompact);
