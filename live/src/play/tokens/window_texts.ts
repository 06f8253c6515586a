/** The words of the window that shrinks. */
import { plural } from "../texts.ts";

export const MOST_TURNS = 12;

export const WINDOW = {
  what: "A chat in a context window that shrinks, and which turns fall out of it",
  playground: "Open this chat in the playground",
  change: "Change the chat",
  chat: "A message a line: the role, a colon, the text",
  model: "Model",
  size: (tokens: number) => `Window: ${tokens} tokens`,
  value: (tokens: number) => `${tokens} tokens`,
  keep: "Keep the system message",
  turns: "The turns, oldest first",
  loading: "Loading",
  retry: "Try again",
  tooSlow: "The template takes too long.",
  noRole: "The first line has to begin with system:, user: or assistant:.",
  noUser: "A chat needs a line that begins with user:.",
  beforeUser: "Before the first user: there may be one line with system:, and nothing else.",
  many: (count: number) => `This picture takes up to ${MOST_TURNS} turns; there are ${count}.`,
  out: "fallen out",
  words: (words: number, around: number) =>
    `${plural(words, "token")} of words, ${around} around ${words === 1 ? "it" : "them"}`,
  /** Where leaving a message out makes the prompt longer, or changes what the template writes. */
  shorter: (words: number) => `${plural(words, "token")} of words; the prompt gets no shorter without it`,
  none: (least: number, reserve: number) =>
    `Not even the newest turn fits: it needs ${least} tokens, and the reply ${reserve}.`,
  all: (size: number) => `The whole chat fits, with ${size} tokens.`,
  left: (kept: number, turns: number, size: number) =>
    `${kept} of ${plural(turns, "turn")} ${kept === 1 ? "is" : "are"} left, with ${size} tokens.`,
  lostSystem: "The system message has fallen out.",
  parts: {
    reply: "room for the reply",
    template: "the template",
    system: "system message",
    history: "turns",
    free: "free",
  },
  bar: "What fills the window",
};
