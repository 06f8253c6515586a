/** The counts of all rows, and what they say together. Of the texts nothing stays but the beginnings of the longest. */
import { Grown } from "./grown.ts";
import type { FileSums, Longest, Over, Sums } from "./protocol.ts";
import { Tally } from "./tally.ts";

const LONGEST = 10;
const BEGINNING = 80; // characters
const FIRST_OVER = 10;
const BARS = 20;

export class Counts {
  readonly #numbers = new Grown();
  readonly #tokens: Grown[];
  readonly #files: { name: string; from: number; to: number; troubles: string[] }[] = [];
  readonly #longest: Longest[][];

  constructor(tokenizers: number) {
    this.#tokens = Array.from({ length: tokenizers }, () => new Grown());
    this.#longest = this.#tokens.map(() => []);
  }

  get rows(): number {
    return this.#numbers.length;
  }

  begin(name: string): void {
    this.#files.push({ name, from: this.rows, to: this.rows, troubles: [] });
  }

  /** `tokens`: one for each tokenizer. */
  put(number: number, tokens: readonly number[], text: string): void {
    this.#numbers.push(number);
    tokens.forEach((count, k) => {
      this.#tokens[k]!.push(count);
      const longest = this.#longest[k]!;
      if (longest.length === LONGEST && longest.at(-1)!.tokens >= count) return;
      const file = this.#files.length - 1;
      const at = longest.findIndex((one) => one.tokens < count);
      longest.splice(at < 0 ? longest.length : at, 0, { file, row: number, tokens: count, begins: beginning(text) });
      longest.length = Math.min(longest.length, LONGEST);
    });
  }

  /** The file that was begun is over. `none`: its rows do not count. */
  end(troubles: readonly string[], none: boolean): void {
    const file = this.#files.at(-1)!;
    file.troubles.push(...troubles);
    file.to = this.rows;
    if (!none) return;
    for (const list of [this.#numbers, ...this.#tokens]) list.length = file.from;
    file.to = file.from;
    const last = this.#files.length - 1;
    this.#longest.forEach((longest, k) => {
      if (longest.some((one) => one.file === last)) this.#longest[k] = this.#longestBefore(k, file.from);
    });
  }

  files(): FileSums[] {
    return this.#files.map(({ name, from, to, troubles }) => ({
      name,
      rows: to - from,
      totals: this.#tokens.map(({ all }) => sum(all.subarray(from, to))),
      troubles,
    }));
  }

  /** For each tokenizer, with the same bars for all. */
  sums(): Sums[] {
    const tallies = this.#tokens.map(({ all }) => new Tally(all));
    const width = widthFor(Math.max(0, ...tallies.map((tally) => tally.percentile(99))));
    return tallies.map((tally, k) => ({
      rows: this.rows,
      total: tally.total,
      median: tally.median,
      p95: tally.percentile(95),
      most: tally.most,
      longest: this.#longest[k]!,
      bars: bars(this.#tokens[k]!.all, width),
      width,
    }));
  }

  over(limit: number): Over[] {
    return this.#tokens.map(({ all }) => {
      const out: Over = { count: 0, first: [] };
      let file = 0;
      all.forEach((tokens, i) => {
        if (tokens <= limit) return;
        out.count += 1;
        if (out.first.length === FIRST_OVER) return;
        while (i >= this.#files[file]!.to) file += 1;
        out.first.push({ file, row: this.#numbers.at(i), tokens });
      });
      return out;
    });
  }

  /** All rows, in their order; `tokens` is the same list each time. */
  *each(): Iterable<{ file: string; row: number; tokens: readonly number[] }> {
    const tokens: number[] = [];
    for (const { name, from, to } of this.#files)
      for (let i = from; i < to; i += 1) {
        this.#tokens.forEach((list, k) => (tokens[k] = list.at(i)));
        yield { file: name, row: this.#numbers.at(i), tokens };
      }
  }

  /** A file that was taken back had pushed others out. Their beginnings are gone. */
  #longestBefore(k: number, to: number): Longest[] {
    const known = new Map(this.#longest[k]!.map((one) => [`${one.file} ${one.row}`, one]));
    const kept: Longest[] = [];
    for (const { from, to: end } of this.#files)
      for (let i = from; i < Math.min(end, to); i += 1) {
        const tokens = this.#tokens[k]!.at(i);
        if (kept.length === LONGEST && kept.at(-1)!.tokens >= tokens) continue;
        const file = this.#files.findIndex((one) => i >= one.from && i < one.to);
        const row = this.#numbers.at(i);
        const at = kept.findIndex((one) => one.tokens < tokens);
        const one = known.get(`${file} ${row}`) ?? { file, row, tokens, begins: "" };
        kept.splice(at < 0 ? kept.length : at, 0, one);
        kept.length = Math.min(kept.length, LONGEST);
      }
    return kept;
  }
}

/** Without the text that it was cut from, which a slice would keep alive. */
function beginning(text: string): string {
  const cut = text.slice(0, BEGINNING).replace(/[\ud800-\udbff]$/, "");
  return JSON.parse(JSON.stringify(cut + (cut.length < text.length ? " …" : ""))) as string;
}

function sum(list: Uint32Array): number {
  let all = 0;
  for (const one of list) all += one;
  return all;
}

/** 1, 2 or 5 times a power of ten. */
function widthFor(most: number): number {
  const least = Math.max(1, (most + 1) / BARS);
  const ten = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((one) => one * ten).find((one) => one >= least)!;
}

/** Bar i: from i widths on; the last has all that is more. */
function bars(list: Uint32Array, width: number): number[] {
  const out = new Array<number>(BARS + 1).fill(0);
  for (const one of list) out[Math.min(BARS, Math.floor(one / width))]! += 1;
  return out;
}
