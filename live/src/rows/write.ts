/** Counts and chunks as CSV (RFC 4180) and as JSONL, in pieces that the browser may put on the disk. */
import type { As, Chunk } from "./protocol.ts";

const PIECE = 1_000_000; // characters

export class Written {
  readonly #pieces: Blob[] = [];
  #lines: string[] = [];
  #length = 0;

  constructor(readonly as: As) {}

  put(line: string): void {
    this.#lines.push(line, this.as === "csv" ? "\r\n" : "\n");
    this.#length += line.length;
    if (this.#length > PIECE) this.#flush();
  }

  /** What is put from here on can be taken back. */
  mark(): number {
    this.#flush();
    return this.#pieces.length;
  }

  back(mark: number): void {
    [this.#lines, this.#length] = [[], 0];
    this.#pieces.length = mark;
  }

  get blob(): Blob {
    this.#flush();
    return new Blob(this.#pieces, { type: this.as === "csv" ? "text/csv" : "application/x-ndjson" });
  }

  #flush(): void {
    this.#pieces.push(new Blob([this.#lines.join("")]));
    this.#lines = [];
    this.#length = 0;
  }
}

const cell = (value: string | number): string =>
  typeof value === "string" && /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value);
const line = (cells: readonly (string | number)[]): string => cells.map(cell).join(",");

/** `names`: of the tokenizers. */
export function countsAs(
  as: As,
  names: readonly string[],
  rows: Iterable<{ file: string; row: number; tokens: readonly number[] }>,
): Blob {
  const out = new Written(as);
  if (as === "csv") out.put(line(["file", "row", ...names]));
  for (const { file, row, tokens } of rows)
    if (as === "csv") out.put(line([file, row, ...tokens]));
    else out.put(JSON.stringify({ file, row, tokens: Object.fromEntries(names.map((name, k) => [name, tokens[k]])) }));
  return out.blob;
}

const COLUMNS = ["file", "row", "text", "chunk", "start", "end", "tokens", "content"] as const;

export const chunkHead = line(COLUMNS);
export const chunkLine = (as: As, chunk: Chunk): string =>
  as === "csv" ? line(COLUMNS.map((name) => chunk[name])) : JSON.stringify(chunk);
