/** What of a record is counted. */
import { CsvReader } from "./csv.ts";
import { JsonArrayReader } from "./json_array.ts";
import { JsonLineReader, LineReader, WholeReader } from "./lines.ts";
import type { Format, Found, RecordReader } from "./records.ts";

/** Which texts a row has. `line`, `whole`: of a text file; `value`: the record is a text itself. */
export type Part =
  | { kind: "line" | "whole" | "value" }
  | { kind: "field"; name: string }
  /** The contents of all messages in a field. */
  | { kind: "messages"; name: string };

/** How a file is read. */
export interface Shape {
  format: Format;
  /** Of CSV. */
  delimiter: string;
  part: Part;
}

export function readerOf(name: string, { format, delimiter, part }: Shape): RecordReader {
  if (format === "csv") return new CsvReader(name, delimiter);
  if (format === "json") return new JsonArrayReader(name);
  if (format === "jsonl") return new JsonLineReader();
  return part.kind === "whole" ? new WholeReader() : new LineReader();
}

/** The texts of a file's rows; null where a row has none. The first record of CSV names the fields and is skipped. */
export class Texts {
  #column = -1;

  constructor(readonly shape: Shape) {}

  /** Undefined for what is no row. */
  of({ number, value }: Found): readonly string[] | null | undefined {
    const { format, part } = this.shape;
    if (format !== "csv") return textsIn(value, part);
    const fields = value as string[];
    if (number > 0) return this.#column in fields ? [fields[this.#column]!] : null;
    this.#column = part.kind === "field" ? fields.lastIndexOf(part.name) : -1;
    return undefined;
  }
}

export function textsIn(value: unknown, part: Part): readonly string[] | null {
  if (part.kind !== "field" && part.kind !== "messages") return typeof value === "string" ? [value] : null;
  if (!isObject(value) || !Object.hasOwn(value, part.name)) return null;
  const field = value[part.name];
  if (part.kind === "messages") return contents(field);
  return typeof field === "string" ? [field] : null;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Of messages, whose content is a text or a list of parts; `value` is what ShareGPT calls it. Null where there is none. */
function contents(messages: unknown): string[] | null {
  if (!Array.isArray(messages)) return null;
  const texts: string[] = [];
  for (const message of messages as unknown[]) {
    if (!isObject(message)) continue;
    const content = message.content ?? message.value;
    if (typeof content === "string") texts.push(content);
    else if (Array.isArray(content))
      for (const part of content as unknown[])
        if (isObject(part) && typeof part.text === "string") texts.push(part.text);
  }
  return texts.length ? texts : null;
}
