/** Messages between a page and the worker that counts rows. */
import type { OwnFile } from "../encoder/client.ts";
import type { BuiltFile } from "../files/manifest.ts";
import type { Shape } from "./fields.ts";
import type { Looked } from "./look.ts";

export interface FileJob {
  name: string;
  file: Blob;
  shape: Shape;
}

/** A tokenizer: of the build, or the reader's own file. */
export interface TokenizerJob {
  repo: string;
  name: string;
  from: { base: string; file: BuiltFile; engine: "compact" | "any" } | Pick<OwnFile, "file" | "beside">;
}

export type As = "csv" | "jsonl";

export interface CountAsk {
  what: "count";
  files: FileJob[];
  tokenizers: TokenizerJob[];
  /** With what a tokenizer puts around every text. */
  addSpecial: boolean;
}

export interface SplitAsk {
  what: "split";
  files: FileJob[];
  tokenizer: TokenizerJob;
  addSpecial: boolean;
  /** At most so many tokens in a chunk, of which so many are those of the one before. */
  size: number;
  overlap: number;
  as: As;
}

export type Ask =
  | { what: "look"; name: string; file: Blob }
  | CountAsk
  /** These two: of what was counted last. */
  | { what: "over"; limit: number }
  | { what: "save"; as: As }
  | SplitAsk;

export interface Place {
  /** Index among the files. */
  file: number;
  row: number;
  tokens: number;
}

export interface Longest extends Place {
  /** The beginning of its text; empty where it is not known. */
  begins: string;
}

export interface Over {
  count: number;
  first: Place[];
}

export interface FileSums {
  name: string;
  rows: number;
  /** For each tokenizer. */
  totals: number[];
  /** What could not be read, in sentences. */
  troubles: string[];
}

/** Of one tokenizer. `p95`: 95 % of the rows have no more. */
export interface Sums {
  rows: number;
  total: number;
  median: number;
  p95: number;
  most: number;
  longest: Longest[];
  /** Rows with i times `width` tokens or more; the last bar has all that is more. */
  bars: number[];
  width: number;
}

export interface Counted {
  files: FileSums[];
  sums: Sums[];
  /** Stop was pressed: the counts are of what was read until then. */
  stopped: boolean;
  /** Without the loading of tokenizers. */
  seconds: number;
}

export interface Chunk {
  file: string;
  row: number;
  /** Of a row with several texts: which; from 1. */
  text: number;
  /** From 1, within the text. */
  chunk: number;
  /** Characters of the text, [start, end). */
  start: number;
  end: number;
  tokens: number;
  content: string;
}

export interface Split {
  chunks: number;
  /** Tokens of the largest, encoded again. */
  most: number;
  saved: Blob;
  first: Chunk[];
  troubles: string[];
  stopped: boolean;
}

export interface Answers {
  look: Looked;
  count: Counted;
  over: Over[];
  save: Blob;
  split: Split;
}

/** Of a count or a split. */
export interface Progress {
  bytes: number;
  rows: number;
  /** What is loaded; null once it counts. */
  loading: string | null;
}

export type ToRows = { type: "ask"; id: number; ask: Ask } | { type: "stop" };

export type FromRows =
  /** First of all: the script runs. */
  | { type: "here" }
  | { type: "progress"; id: number; progress: Progress }
  | { type: "answer"; id: number; value: Answers[Ask["what"]] }
  | { type: "failed"; id: number; message: string };
