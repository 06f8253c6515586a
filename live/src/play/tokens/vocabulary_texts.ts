/** Every word of the vocabulary's search. */
import type { How } from "../../encoder/find.ts";
import { number, plural } from "../texts.ts";

export const VOCABULARY = {
  what: "Look for tokens in a vocabulary: by their text, by an expression, by bytes, by id, or all ids of one word.",
  tokenizer: "Tokenizer",
  how: "Look for",
  hows: {
    text: "Text contained",
    exact: "Exact text",
    regex: "Regular expression",
    bytes: "Bytes",
    ids: "Id or range",
    word: "All ids of a word",
  } satisfies Record<How, string>,
  field: "Search the vocabulary",
  placeholders: {
    text: "berry",
    exact: " the",
    regex: "^ ?[0-9]+$",
    bytes: "e2 80",
    ids: "100-120",
    word: "yes",
  } satisfies Record<How, string>,
  cased: "Match capitals",
  python: "Copy as Python",
  bias: "Bias",
  biasMap: "Copy as logit_bias",
  copied: "Copied",
  copyFailed: "The browser refused to copy",
  columns: ["Id", "Text", "In the vocabulary", "Bytes", "Kind", "From text"],
  fromWhat:
    "“yes”: the text that the id decodes to gives this id and no other, encode(decode([id])) == [id]. “in context”: only with a letter, a space, a line end, a digit or a full stop beside it; a part of a character: in a character up to U+FFFF or an emoji. “none found”: in none of these texts, which does not prove that there is no other.",
  /** By encoder/vocabulary.ts's Reach. */
  reach: ["none found", "in context", "yes"],
  found: (count: number, size: number, name: string) =>
    `${plural(count, "token")} of ${number.format(size)} in ${name}.`,
  none: (name: string) => `No token of ${name} is like that.`,
  searching: "Searching",
  loading: (name: string) => `Loading ${name}`,
  more: (count: number, left: number) => `Show ${number.format(count)} more of ${number.format(left)}`,
  tooLong: "The search was stopped: it did not end within 2 seconds. Use an expression without nested repetitions.",
  wrongRegex: (why: string) => `The regular expression cannot be read: ${why}. Write it as JavaScript does.`,
  largeRegex: () => "The regular expression is larger than the browser takes. Write a shorter one.",
  wrongBytes: (why: string) => `“${why}” is not bytes. Write each as two hexadecimal digits, such as e2 80.`,
  wrongIds: (why: string) => `“${why}” is neither an id nor a range. Write 100, 100-120, or several with spaces.`,
  wrongBias: "The bias is not a number. Write one from -100 to 100.",
  retry: "Try again",
  kinds: ["", "part of a character", "special token", "added token", "special token", ""],
  byte: "one byte",
  wordNote:
    "With and without a space before it, in capitals and small letters. A model can also write the word in several tokens, which no bias on these ids stops.",
};
