/** Every word of "Differences". */
import { number, plural } from "../texts.ts";

const share = (value: number): string => `${number.format(Math.floor(value * 1000) / 10)} %`;

export const DIFFERENCES = {
  what: "The text of the first tab, with every place marked where its tokenizers cut it differently.",
  choose: "Tokenizers",
  marked: "Text with all differences",
  python: "Copy as Python",
  copied: "Copied",
  copyFailed: "The browser refused to copy",
  one: "Choose two tokenizers or more.",
  empty: "There is no text in the first tab.",
  loading: "Cutting the text",
  agree: (value: number, places: number) =>
    places
      ? `${share(value)} of the characters stand where all cut alike; ${plural(places, "place differs", "places differ")}.`
      : "All cut this text in the same places.",
  columns: (names: readonly string[]) => ["Characters", ...names],
  place: (from: number, to: number) =>
    to - from === 1 ? number.format(from + 1) : `${number.format(from + 1)} to ${number.format(to)}`,
  more: (count: number, left: number) => `Show ${number.format(count)} more of ${number.format(left)}`,
  language: "Beside English",
  languageWhat: "What the text costs beside the same in English: tokens of both, and how many times as many.",
  english: "The same in English",
  tooLong: (limit: number, count: number) =>
    `The English text may have ${number.format(limit)} characters; this one has ${number.format(count)}, so nothing is counted of it.`,
  sample: "Or a paragraph in",
  own: "The text of the first tab",
  table: ["Tokenizer", "Tokens", "Per character", "Per byte", "Per word", "Tokens in English", "Times English"],
  ratio: (value: number) => (Number.isFinite(value) ? value.toFixed(2) : ""),
  retry: "Try again",
};
