/** The words of the pictures that a lesson's reader drives. */
import { number, plural } from "../texts.ts";

export const MOST_LINES = 6;
/** Of the longest row: wider ones are no picture. */
export const MOST_TOKENS = 40;

export const PICTURES = {
  playground: "Open this in the playground",
  loading: "Loading",
  retry: "Try again",
  model: "Tokenizer",
  lines: (count: number) => `This picture takes one to ${MOST_LINES} lines; there are ${number.format(count)}.`,
  wide: (count: number) => `This picture takes up to ${MOST_TOKENS} tokens in a line; one has ${number.format(count)}.`,
  ids: "ids",
  filler: "pad",
  mask: "mask",
  labels: "label",
};

export type Side = "left" | "right";

export const PADDING = {
  what: "Prompts padded to a rectangle, and the place from which the model goes on",
  prompts: "Prompts, one a line",
  side: "Padding side",
  sides: { right: "right", left: "left" } satisfies Record<Side, string>,
  grid: "The padded prompts",
  from: { text: "text", filler: "padding" },
  goesOn: (face: string, filler: boolean) =>
    filler
      ? `The model goes on from ${face}, which is padding.`
      : `The model goes on from ${face}, a token of the prompt.`,
  all: "The arrow is where the model goes on: every row ends with a token of its own.",
  some: (wrong: number, rows: number) =>
    `The arrow is where the model goes on: ${wrong} of ${plural(rows, "row")} ${wrong === 1 ? "goes" : "go"} on from padding.`,
  pads: (token: string) => `${token} pads.`,
  borrowed: (name: string, eos: string) => `${name} has no pad token; its eos ${eos} pads here.`,
};

export type Rule = "id" | "mask";

export const LABELS = {
  what: "Replies as a batch for training, and which places have a label",
  replies: "Replies, one a line",
  ended: (end: string) => `End each with ${end}`,
  pad: "Pad token",
  pads: {
    pad: (token: string) => `${token}, its own`,
    both: (token: string) => `${token}, its own and the eos`,
    eos: (token: string) => `${token}, the eos`,
    spare: (token: string) => `${token}, ends nothing`,
  },
  rule: "Labels",
  rules: { id: "by the pad id", mask: "by the attention mask" } satisfies Record<Rule, string>,
  grid: "The batch and its labels",
  lost: "a token of the reply without a label",
  trained: (trained: number, real: number) => `${trained} of ${plural(real, "token")} of the replies are trained.`,
  ends: (kept: number, all: number) =>
    kept === all
      ? "Every end has a label, so the model learns to stop."
      : kept
        ? `Of ${all} tokens that end something, ${kept} have a label.`
        : "No end has a label: the model never learns to stop.",
  noEnd: "The replies hold no end, so no label can teach it.",
};

export const ENGLISH = {
  what: "What a sentence costs in your language and in English",
  own: "Your language",
  english: "The same in English",
  sample: "Or a paragraph in",
  ownSentence: "Your own sentence",
  nothing: "Write a sentence and its English.",
  span: (least: string, low: number, most: string, high: number) =>
    `From ${low.toFixed(2)} times the English in ${least} to ${high.toFixed(2)} times in ${most}.`,
};
