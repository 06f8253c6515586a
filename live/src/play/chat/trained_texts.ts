/** Every word of the tool "What is trained". */
import { number, plural } from "../texts.ts";

export const TRAINED = {
  what: "A training of chats learns from some tokens of a conversation and reads over the others: the loss mask. Here is which, token by token.",
  model: "Tokenizer and template of",
  edited: (name: string) => `${name}, as edited`,
  way: "Learn from",
  ways: {
    turns: "each turn of the assistant",
    tag: "what {% generation %} marks",
    marks: "what follows a response mark",
  },
  last: "Only the last turn",
  longest: "max_length",
  instruction: "Instruction mark",
  response: "Response mark",
  working: "Rendering the conversation",
  loading: (name: string) => `Loading the tokenizer of ${name}`,
  tooLong: "The template was stopped: it did not end within 2 seconds.",
  retry: "Try again",
  none: "No model with a chat template is on offer.",
  counts: (trained: number, all: number) =>
    `${number.format(trained)} of ${plural(all, "token")} trained, ${number.format(all - trained)} ignored`,
  turn: (i: number, trained: number, all: number) =>
    `Message ${number.format(i + 1)}: ${number.format(trained)} of ${plural(all, "token")} of its turn`,
  trained: "trained",
  ignored: "ignored",
  tokens: "Tokens of the conversation",
  token: (text: string, id: number, kind: string) => `${text}, id ${id}${kind && `, ${kind}`}`,
  special: "special token",
  part: "part of a character",
  bytesOf: (characters: string) => `Bytes of ${characters}`,
  more: (count: number) => `Show ${plural(count, "more token")}`,
  warnings: {
    empty:
      "Nothing is trained: the mask has zeros only, and the loss would be that of no token. Choose another way, or look at what the template does with the assistant's turns.",
    noTag:
      "The template has no {% generation %}. transformers then gives zeros and says so in its log only: choose another way, or see below whether the tag can be put in.",
    noAssistant:
      "The conversation has no message of the role assistant, so there is nothing to learn from: leave it out of the training.",
    end: (i: number, token: string) =>
      `Message ${number.format(i + 1)}: its end token ${token} is not trained. A model trained so does not learn to stop: put the mark that ends a turn into what is trained.`,
    header: (i: number) =>
      `Message ${number.format(i + 1)}: its header is trained, although the prompt always brings it: let the trained part begin behind it.`,
    lost: (i: number) =>
      `Message ${number.format(i + 1)}: in the whole conversation its turn is not what the model wrote when it was the last one. Its place is not known, and it is not trained: train on it as the last message of a conversation of its own.`,
    first: (i: number) =>
      `Message ${number.format(i + 1)}: nothing stands before it, so where its header ends is not known, and it is not trained: let a message of the user come first.`,
    refused: (i: number) =>
      `Message ${number.format(i + 1)}: the template refuses the conversation as it is up to this turn. Its place is not known, and it is not trained.`,
    unseen: (i: number) =>
      `Message ${number.format(i + 1)}: where its turn stands in the whole conversation is not known. What of it is trained is not looked at here.`,
    cut: (length: number, i: number) =>
      `max_length ${number.format(length)} cuts the turn of message ${number.format(i + 1)}, and with it the end token: make it longer, or leave the conversation out.`,
    away: (length: number, i: number) =>
      `max_length ${number.format(length)} cuts message ${number.format(i + 1)} off altogether: make it longer, or split the conversation.`,
    noMark:
      "The response mark is not in these tokens as it stands alone: the ids of a mark can change with what is before it. Take a mark that begins and ends with special tokens.",
    failed: (why: string) => `The template refuses this conversation: ${why}`,
  },
  shift:
    "Labels are the ids, with -100 for what is ignored. They are not shifted: the model compares position i with the label of i + 1 itself.",
  offer: {
    title: "The template with {% generation %} put in",
    working: "Rendering small conversations with and without it",
    tooLong: "The template was stopped: its renderings did not end within 30 seconds.",
    proved: (count: number) =>
      `Proved by rendering ${plural(count, "conversation")}, yours among them where the template takes it: every prompt is what it was, what was refused is refused, and the blocks hold the assistant's turns with what ends them, and nothing of others.`,
    endless: "After some turns the template writes no end token, so there it is not trained.",
    use: "Use this template",
    copy: "Copy the template",
    python: "Copy its mask as Python",
    changes: "Lines that changed; what was added is marked",
    line: (number_: number) => `Line ${number_} with what was added`,
    why: {
      none: "Nothing is offered: no prompt of this template shows where it writes an assistant's turn.",
      together:
        "Nothing is offered: the template writes the assistant's turns in macros or captured blocks, or together with those of others, and transformers counts {% generation %} only where text is printed at once.",
      changes: "Nothing is offered: every place that was found for {% generation %} changes a prompt.",
      marks:
        "Nothing is offered: every place that was found for {% generation %} leaves out a part of an assistant's turn, or marks what is none.",
    },
  },
  python: "Copy as Python",
  copied: "Copied",
  copyFailed: "The browser refused to copy",
  said: (trained: number, all: number, warnings: number) =>
    `${number.format(trained)} of ${plural(all, "token")} trained${warnings ? `, ${plural(warnings, "warning")}` : ""}.`,
};
