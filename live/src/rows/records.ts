/** What a file's reader gives: its rows, one by one, while the text comes in. */

export type Format = "text" | "jsonl" | "csv" | "json";

/** A row as the file has it; or, with `problem`, one that is none, and the others go on. */
export interface Found {
  /** Of the row, from 1: a line of text or JSONL, a record of CSV, an element of JSON. */
  number: number;
  /** A line's text, a record's fields in their order, or what JSON has. */
  value: unknown;
  problem?: true;
}

/** Takes a file's text in pieces of any length. Both may throw a BadFile. */
export interface RecordReader {
  push(text: string): Iterable<Found>;
  end(): Iterable<Found>;
}

/** A file that cannot be read, or not to its end; `message` is for the reader. */
export class BadFile extends Error {
  /** `none`: no row of it counts; else those before the fault do. */
  constructor(
    message: string,
    readonly none: boolean,
  ) {
    super(message);
  }
}

const ENDINGS: Record<string, Format> = {
  jsonl: "jsonl",
  ndjson: "jsonl",
  csv: "csv",
  tsv: "csv",
  tab: "csv",
  json: "json",
};

export const endingOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** By its name. */
export const formatOf = (name: string): Format => ENDINGS[endingOf(name)] ?? "text";
