/** A file's first rows: how it is read, and which of its fields have text. */
import { delimiterIn } from "./csv.ts";
import { isObject, type Part, readerOf, type Shape, textsIn } from "./fields.ts";
import { BadFile, endingOf, type Found, formatOf } from "./records.ts";
import { piecesOf } from "./source.ts";
import { ROWS } from "./texts.ts";

export interface Looked {
  /** With what is counted unless the reader chooses another. */
  shape: Shape;
  parts: Part[];
}

const ENOUGH = 200; // records
const MOST_BYTES = 1_000_000;
const NAMED = 5; // lines
/** What a field with the text is called, where there are several. */
const USUAL = ["text", "messages", "conversations", "content", "prompt"];

/** Throws a BadFile. */
export async function look(name: string, file: Blob): Promise<Looked> {
  if (!file.size) throw new BadFile(ROWS.empty(name), true);
  const format = formatOf(name);
  const shape: Shape = { format, delimiter: ",", part: { kind: "line" } };
  let bytes = 0;
  const first: Found[] = [];
  let fault: BadFile | null = null;
  let reader = null;
  for await (const text of piecesOf(name, file, (more) => (bytes += more))) {
    if (format === "text") return { shape, parts: [{ kind: "line" }, { kind: "whole" }] };
    if (!reader && format === "csv") shape.delimiter = /^(tsv|tab)$/.test(endingOf(name)) ? "\t" : delimiterIn(text);
    reader ??= readerOf(name, shape);
    try {
      for (const found of reader.push(text)) {
        first.push(found);
        if (first.length >= ENOUGH) break;
      }
    } catch (error) {
      if (!(error instanceof BadFile) || error.none) throw error;
      fault = error;
      break; // the rows before it have fields, too; counting tells of the fault
    }
    if (first.length >= ENOUGH || (first.length && bytes > MOST_BYTES)) break;
  }
  if (reader && first.length < ENOUGH && bytes === file.size)
    try {
      first.push(...reader.end());
    } catch (error) {
      if (!(error instanceof BadFile)) throw error;
      fault = error; // as above
    }
  if (format === "text") throw new BadFile(ROWS.empty(name), true); // of nothing but a byte order mark
  const parts = format === "csv" ? columns(first) : partsIn(first);
  if (!parts.length) throw fault ?? new BadFile(noParts(name, first), true);
  return { shape: { ...shape, part: usual(parts, first, format === "csv") }, parts };
}

/** Why nothing of a file can be counted. */
function noParts(name: string, found: readonly Found[]): string {
  const broken = found.filter(({ problem }) => problem).map(({ number }) => number);
  const all = broken.length > 0 && broken.length === found.length;
  return all ? ROWS.notJson(name, broken.slice(0, NAMED), broken.length, false) : ROWS.noField(name);
}

const columns = ([names]: readonly Found[]): Part[] =>
  [...new Set((names?.value ?? []) as string[])].map((name) => ({ kind: "field", name }));

function partsIn(found: readonly Found[]): Part[] {
  const parts = new Map<string, Part>();
  const put = (part: Part): void => void parts.set(JSON.stringify(part), part);
  for (const { value, problem } of found) {
    if (problem) continue;
    if (typeof value === "string") put({ kind: "value" });
    if (!isObject(value)) continue;
    for (const [name, field] of Object.entries(value)) {
      if (typeof field === "string") put({ kind: "field", name });
      else if (textsIn(value, { kind: "messages", name })) put({ kind: "messages", name });
    }
  }
  return [...parts.values()];
}

/** By its name; else the one with most text. */
function usual(parts: readonly Part[], found: readonly Found[], csv: boolean): Part {
  const named = (name: string): Part | undefined =>
    parts.find((part) => "name" in part && part.name.toLowerCase() === name);
  for (const name of USUAL) {
    const part = named(name);
    if (part) return part;
  }
  const header = csv ? (found[0]!.value as string[]) : [];
  const length = (part: Part): number => {
    let sum = 0;
    for (const { value, problem } of csv ? found.slice(1) : found) {
      const texts = csv
        ? [(value as string[])[header.lastIndexOf("name" in part ? part.name : "")] ?? ""]
        : problem
          ? null
          : textsIn(value, part);
      for (const text of texts ?? []) sum += text.length;
    }
    return sum;
  };
  return parts.reduce((best, part) => (length(part) > length(best) ? part : best));
}
