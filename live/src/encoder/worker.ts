/** The worker `playworker`: the tokenizers of the build's compact assets. */
import { PageTokenizer, parseAsset } from "../tokenizers/index.ts";
import { aboutOf } from "./about.ts";
import { CompactEngine } from "./compact_engine.ts";
import { serve } from "./serve.ts";

serve(self as unknown as DedicatedWorkerGlobalScope, (file) => {
  const asset = parseAsset(file);
  return { engine: new CompactEngine(PageTokenizer.build(asset)), about: aboutOf(asset) };
});
