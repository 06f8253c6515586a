/** Every word of the tool "Whole files". */
import type { Part } from "../../rows/fields.ts";
import type { Over } from "../../rows/protocol.ts";
import { number, plural } from "../texts.ts";

const mb = (bytes: number): string =>
  bytes < 100_000
    ? `${number.format(Math.ceil(bytes / 1000))} kB`
    : `${number.format(Math.round(bytes / 1e5) / 10)} MB`;

export const FILES = {
  what: "Counts the tokens of text, JSONL, CSV, TSV and JSON files, row by row. The files are read here and never leave this device; a reload forgets them.",
  drop: "Drop files here",
  or: "or",
  choose: "Choose files",
  most: "Up to 100 MB together.",
  tooMuch: (bytes: number) => `Together these files have ${mb(bytes)}; this page takes up to 100 MB. Nothing was read.`,
  columns: { file: "File", size: "Size", row: "What is counted", remove: "Remove" },
  size: mb,
  partOf: (name: string) => `What is counted of ${name}`,
  removeOf: (name: string) => `Remove ${name}`,
  part: (part: Part): string =>
    !("name" in part)
      ? FILES.plain[part.kind]
      : part.kind === "messages"
        ? `${part.name}: content of all messages`
        : part.name || "(the field without a name)",
  plain: { line: "Each line", whole: "The whole file, as one text", value: "Each record, where it is a text" },
  lineNote: "The line ends themselves are not counted.",
  messagesNote:
    "Of messages the contents are counted, not the tokens that a chat template puts around them; the chat page shows those.",
  tokenizers: "Tokenizers",
  tokenizer: "Tokenizer",
  special: "Add special tokens to each text",
  count: "Count",
  stop: "Stop",
  stopping: "Stopping",
  loading: (name: string) => `Loading the tokenizer of ${name}`,
  progress: (bytes: number, of: number, rows: number, speed: number) =>
    `${mb(bytes)} of ${mb(of)}, ${plural(rows, "row")}, ${speed.toFixed(1)} MB/s`,
  done: (bytes: number, rows: number, seconds: number) =>
    `${mb(bytes)} and ${plural(rows, "row")} in ${seconds.toFixed(1)} s${seconds > 0 ? `, ${(bytes / 1e6 / seconds).toFixed(1)} MB/s` : ""}.`,
  stopped: (rows: number) => `Stopped: the counts are of the first ${plural(rows, "row")}.`,
  splitStopped: "Stopped: nothing was saved.",
  stale: "Something was changed since; these counts are of before.",
  splitStale: "Something was changed since; these chunks are of before.",
  sums: "Tokens of all rows",
  sumColumns: ["Tokenizer", "Tokens", "Rows", "Mean", "Median", "95 % have at most", "Longest"],
  price: "Price of a million tokens",
  cost: "Cost",
  priceOf: (name: string) => `Price of a million tokens, ${name}`,
  byFile: "Tokens of each file",
  rows: "Rows",
  of: "Rows counted with",
  bars: "Rows by their tokens",
  barsTable: "As a table",
  barColumns: ["Tokens", "Rows"],
  bar: (from: number, width: number, last: boolean) =>
    last
      ? `${number.format(from)} or more`
      : width === 1
        ? number.format(from)
        : `${number.format(from)} to ${number.format(from + width - 1)}`,
  longest: "Longest rows",
  longestColumns: ["File", "Row", "Tokens", "Begins with"],
  limit: "Limit",
  over: ({ count, first }: Over, limit: number, rows: number) =>
    `${plural(count, "row")} over ${number.format(limit)} tokens${count && rows ? ` (${share(count / rows)})` : ""}${count > first.length ? `; the first ${first.length}:` : count ? ":" : "."}`,
  saveCsv: "Counts as CSV",
  saveJsonl: "Counts as JSONL",
  python: "Copy as Python",
  copied: "Copied",
  copyFailed: "The browser refused to copy",
  split: "Chunks",
  splitWhat:
    "Cuts each text into chunks of at most n tokens. A chunk ends where a word of the tokenizer ends, if there is such a place in the second half of its tokens, else between two tokens; never within a character. Each chunk is encoded again by itself and made shorter until it fits. The overlap is counted in tokens of the whole text.",
  chunkSize: "Tokens in a chunk, at most",
  overlap: "Overlap",
  splitCsv: "Save chunks as CSV",
  splitJsonl: "Save chunks as JSONL",
  sizeWrong: "A chunk has at least 1 token and at most 1,000,000.",
  overlapWrong: "The overlap is at least 0 and at most half of a chunk.",
  split_: (chunks: number, most: number) =>
    `${plural(chunks, "chunk")}, each encoded again; the largest has ${plural(most, "token")}.`,
  chunkColumns: ["File", "Row", "Chunk", "Tokens", "Content"],
  firstChunks: "The first chunks",
  said: (rows: number, totals: string) => `${plural(rows, "row")} counted. ${totals}`,
  total: (name: string, tokens: number) => `${name}: ${plural(tokens, "token")}.`,
  worker: "the part of the page that counts files",
};

function share(of: number): string {
  const percent = of * 100;
  return `${percent >= 10 ? percent.toFixed(0) : percent >= 0.1 ? percent.toFixed(1) : "under 0.1"} %`;
}
