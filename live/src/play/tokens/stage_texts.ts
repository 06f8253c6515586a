/** The words of the picture of the stages. */
import type { Stage } from "../../encoder/stage_run.ts";

export const STAGE_TEXTS = {
  text: "Text",
  of: (text: string) => `The stages of a tokenizer, with the text: ${text}`,
  names: {
    normalizer: "Normalizer",
    pre_tokenizer: "Pre-tokenizer",
    model: "Model",
    post_processor: "Post-processor",
    decoder: "Decoder",
  } satisfies Record<Stage | "model", string>,
  on: (stage: string, name: string) => `${stage} of ${name} is on`,
  none: "has none",
  off: "off",
  nothing: "nothing",
  noToken: "(no token)",
  tokens: (count: number) => `${count} token${count === 1 ? "" : "s"}`,
  back: "The text comes back.",
  other: "Another text comes back.",
  loading: "Loading",
  limit: 300,
};
