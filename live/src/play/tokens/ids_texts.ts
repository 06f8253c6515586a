/** Every word of "Ids to text". */
import { number, plural } from "../texts.ts";

const percent = (share: number): string =>
  `${share > 0.9995 && share < 1 ? "99.9" : number.format(Math.round(share * 1000) / 10)} %`;

export const IDS = {
  what: "Paste ids as you have them: numbers, a Python list, the print of a tensor or an array, or the JSON of a server's answer with token ids or logprobs.",
  field: "Ids to read",
  placeholder: "tensor([[ … ]])",
  tokenizer: "Tokenizer",
  tryAll: "Try all",
  tryAllWhat: (megabytes: string) => `Loads the tokenizers that are not here yet, ${megabytes} MB.`,
  python: "Copy as Python",
  copyText: "Copy the text",
  copied: "Copied",
  copyFailed: "The browser refused to copy",
  chips: "Tokens of these ids",
  listOf: (name: string) => `Tokens of these ids in ${name}`,
  counts: (ids: number, bytes: number) =>
    [
      ...(ids ? [plural(ids, "id")] : []),
      ...(bytes ? [`${plural(bytes, "token")} without an id, looked up by bytes`] : []),
    ].join(" and "),
  nothing: "No ids in this text.",
  from: (keys: readonly string[]) => `Read from ${keys.join(" and ")}.`,
  ignored: (count: number) => `${plural(count, "label")} of -100 left out: no loss is computed there.`,
  deep: (levels: number) => `what is more than ${levels} levels deep`,
  cut: "The print has … in it: the ids that stood there are missing.",
  left: (parts: readonly string[], more: number) =>
    `Not read: ${parts.join(", ")}${more ? ` and ${number.format(more)} more` : ""}.`,
  times: (what: string, count: number) => (count > 1 ? `${what} (${number.format(count)} times)` : what),
  unfound: (count: number, name: string) =>
    `${plural(count, "token")} without an id: ${name} has no token with these bytes.`,
  beyond: (count: number, top: number) =>
    `${plural(count, "id is", "ids are")} out of range: the highest id is ${number.format(top - 1)}.`,
  holes: (count: number) => `${plural(count, "id is", "ids are")} in range and no token.`,
  at: (list: readonly string[], more: number) =>
    `At ${list.join(", ")}${more ? ` and ${number.format(more)} more` : ""}.`,
  place: (at: number, id: number) => `${number.format(at + 1)}: ${id}`,
  broken: (count: number) =>
    `${plural(count, "token has", "tokens have")} bytes that make no whole character; the text has \ufffd there.`,
  again: "The tokenizer gives these ids for this text.",
  notAgain: (share: number) => `The tokenizer cuts this text differently: ${percent(share)} of the ids come back.`,
  text: "Text",
  plain: "Text without special tokens",
  same: "Without special tokens the text is the same.",
  none: "no token",
  hint: "Point at a token or tap it, or move with the arrow keys.",
  detail: (i: number, total: number) => `token ${number.format(i + 1)} of ${number.format(total)}`,
  kinds: ["", "part of a character", "special token", "added token", "special token", "no token has this id"],
  bytes: (hex: string) => `bytes ${hex}`,
  fits: "Which tokenizer fits",
  columns: ["Tokenizer", "Ids in range", "Whole characters", "Come back", "The text begins"],
  columnsWhat: [
    "",
    "Share of the ids that are tokens.",
    "Share of the tokens whose bytes make whole characters.",
    "Share of the ids that the tokenizer gives for the text.",
    "",
  ],
  percent,
  choose: (name: string) => `Show the tokens of ${name}`,
  loading: (name: string) => `Loading ${name}`,
  retry: "Try again",
  said: (ids: number, name: string) => `${plural(ids, "id")} read as tokens of ${name}.`,
};
