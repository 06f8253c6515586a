/** Every word of the prefix check. */
import type { Cause } from "../../chats/prefix_why.ts";
import { number, plural } from "../texts.ts";

export const PREFIX = {
  what: "A server keeps what it has computed of a prompt (a prefix cache), and training masks count on it: is the prompt after each message the beginning of the prompt after the next one? Where an assistant turn follows, the prompt has the generation prompt, as a server would ask for it.",
  template: "Template of",
  edited: (name: string) => `${name}, as edited`,
  none: "No model with a chat template is on offer.",
  empty: "The conversation has no message. Add two in the first tab.",
  short: "One message has no next one. Add another in the first tab.",
  working: "Rendering",
  loading: (name: string) => `Loading the tokenizer of ${name}`,
  retry: "Try again",
  tooLong: "The template was stopped: it did not end within 2 seconds.",
  step: (n: number, role: string, next: string) => `${number.format(n)} ${role} → ${number.format(n + 1)} ${next}`,
  noRole: "message",
  yes: "beginning",
  no: "not",
  refused: "not rendered",
  kept: (tokens: number) => `All ${plural(tokens, "token")} stay.`,
  lost: (lost: number, all: number) => `${number.format(lost)} of ${plural(all, "token")} lost.`,
  causes: {
    border: "The text stays, but a token reaches over its end.",
    thinking: "Thinking is dropped or moved.",
    tool: "Tool results are merged.",
    space: "White space changes.",
    header: "The turn does not begin as the generation prompt said.",
    system: "The system text, or what the template writes in front, stands elsewhere or changes.",
    tools: "The tools stand elsewhere.",
    other: "Something else changes.",
  } satisfies Record<Cause, string>,
  errorAfter: (n: number, why: string) => `After message ${number.format(n)}: ${why}`,
  summary: (good: number, all: number, lost: number) =>
    `${number.format(good)} of ${plural(all, "step")} ${good === 1 ? "keeps" : "keep"} the prompt; ${plural(lost, "token")} of a prefix cache lost.`,
  date: (tokens: number, at: number) =>
    `The template writes the date: on another day the last prompt differs from character ${number.format(at)} on, and ${plural(tokens, "token")} of it are lost.`,
  noDate: "The prompt is the same on another day.",
  before: "Before",
  after: "After",
  differs: (at: number) => `They differ from character ${number.format(at)} on.`,
  differsIds: (at: number) => `The ids differ from token ${number.format(at)} on.`,
  python: "Copy as Python",
  copied: "Copied",
  copyFailed: "The browser refused to copy",
};
