/** What the tokenizer playground and the picture of the stages open with. Runs in the build (live/build/known.mjs). */
import { MODELS } from "../../encoder/models.ts";
import { type Shown, StageRun } from "../../encoder/stage_run.ts";
import type { Known } from "../known.ts";
import type { Tokenizers } from "../known_build.ts";
import { PRESETS } from "./texts.ts";

/** By repository, for the first example. */
export async function opening(tokenizers: Tokenizers): Promise<Record<string, Known>> {
  const { models, text, add, split } = PRESETS[0]!.state;
  const found: Record<string, Known> = {};
  for (const { id, repo } of MODELS) {
    const known = models.includes(id) ? await tokenizers.tokens(repo, text, add, split) : null;
    if (known) found[repo] = known;
  }
  return found;
}

/** With every stage on. `file`: the tokenizer's asset. */
export function stagesOf(file: Uint8Array, text: string): Shown {
  const run = StageRun.open(file);
  return { there: run.there, staged: run.run(text, []) };
}
