/**
 * What the Rust library knows of characters, decoded from the generated tables when first asked. One for each
 * tokenizer.
 */

import { CharSet } from "./char_set.ts";
import * as tables from "./rust_tables.ts";

type SetName =
  | "WORD"
  | "ONIG_WORD"
  | "ONIG_WORD_CLASS"
  | "ONIG_SPACE"
  | "ALPHABETIC"
  | "PUNCTUATION"
  | "UPPERCASE"
  | "LOWERCASE"
  | "NUMERIC"
  | "PUNCT"
  | "OTHER"
  | "NONSPACING"
  | "ACCENTS"
  | "CANONICAL"
  | "COMPATIBLE"
  | "JOINS"
  | "PREPENDS"
  | "PICTURES";

/** Rust's char::is_whitespace, whose list Unicode has closed. */
const SPACES: readonly (readonly [number, number])[] = [
  [9, 13],
  [32, 32],
  [0x85, 0x85],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

export class Characters {
  readonly #sets = new Map<string, CharSet>();
  readonly #categories = new Map<string, CharSet>();
  #categoryRuns: Runs | undefined;
  #scripts: Map<string, CharSet> | undefined;
  #classes: Uint8Array | undefined;
  #lower: Map<number, string> | undefined;
  #own: Runs | undefined;

  set(name: SetName): CharSet {
    let found = this.#sets.get(name);
    if (!found) this.#sets.set(name, (found = CharSet.decode(tables[name])));
    return found;
  }

  readonly spaces = CharSet.of(SPACES);
  #breaking: CharSet | undefined;

  /** Controls, format characters and separators of lines: what graphemes end at, unless it joins. */
  get breaking(): CharSet {
    const of = (name: string): CharSet => this.category(name)!;
    return (this.#breaking ??= of("Cc").or(of("Cf")).or(of("Zl")).or(of("Zp")));
  }

  /** Every character with one of Oniguruma's general categories that begin so: "Lu", "L"; undefined if none does. */
  category(name: string): CharSet | undefined {
    const known = this.#categories.get(name);
    if (known) return known;
    const wanted = tables.CATEGORY_NAMES.split(" ").map((own) => own.startsWith(name));
    if (!wanted.includes(true)) return undefined;
    const { starts, labels } = (this.#categoryRuns ??= runs(tables.CATEGORIES, 1));
    const ranges: number[] = [];
    labels.forEach((label, i) => {
      if (wanted[label]) ranges.push(starts[i]!, starts[i + 1]! - 1);
    });
    const found = CharSet.inOrder(ranges);
    this.#categories.set(name, found);
    return found;
  }

  /** Oniguruma's scripts by their lower-case names without marks between words. */
  script(name: string): CharSet | undefined {
    this.#scripts ??= named(runs(tables.SCRIPTS, 2), ["", ...tables.SCRIPT_NAMES.toLowerCase().split(" ")]);
    return name ? this.#scripts.get(name) : undefined;
  }

  /** The canonical combining class. */
  combining(code: number): number {
    if (code < 0x300) return 0;
    if (!this.#classes) {
      this.#classes = new Uint8Array(0x110000);
      const { starts, labels } = runs(tables.CLASSES, 2);
      labels.forEach((label, i) => {
        if (label) this.#classes!.fill(label, starts[i], starts[i + 1]);
      });
    }
    return this.#classes[code]!;
  }

  /** The lower case of a character, which may be several; undefined if it stays. */
  lower(code: number): string | undefined {
    if (code < 0x80) return code >= 0x41 && code <= 0x5a ? String.fromCharCode(code + 0x20) : undefined;
    if (!this.#lower) {
      this.#lower = new Map();
      for (const run of tables.LOWER_RUNS.split(",")) {
        const [first, count, step, distance] = run.split(".").map((number) => parseInt(number, 36)) as [
          number,
          number,
          number,
          number,
        ];
        for (let i = 0; i < count; i += 1)
          this.#lower.set(first + i * step, String.fromCodePoint(first + i * step + distance));
      }
      for (const entry of tables.LOWER ? tables.LOWER.split(" ") : []) {
        const [from, ...to] = Array.from(entry);
        this.#lower.set(from!.codePointAt(0)!, to.join(""));
      }
    }
    return this.#lower.get(code);
  }

  /** The script of the pre-tokenizer UnicodeScripts; 0 for any. */
  ownScript(code: number): number {
    this.#own ??= runs(tables.OWN_SCRIPTS, 2);
    const { starts, labels } = this.#own;
    let [from, to] = [0, labels.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (starts[middle + 1]! <= code) from = middle + 1;
      else to = middle;
    }
    return labels[from] ?? 0;
  }
}

interface Runs {
  /** First code of run i; one more at the end. */
  starts: number[];
  labels: number[];
}

/** Runs as rust_tables.py writes them: a marker of one or two signs, then the length in base 36 unless it is 1. */
function runs(table: string, width: 1 | 2): Runs {
  const [starts, labels]: [number[], number[]] = [[0], []];
  const place = (sign: string): number => (sign < "A" ? 26 + "!#$%".indexOf(sign) : sign.charCodeAt(0) - 65);
  for (const match of table.matchAll(width === 1 ? /([A-Z!#$%])([0-9a-z]*)/g : /([A-Z]{2})([0-9a-z]*)/g)) {
    const marker = match[1]!;
    labels.push(width === 1 ? place(marker) : place(marker[0]!) * 26 + place(marker[1]!));
    starts.push(starts[starts.length - 1]! + (match[2] ? parseInt(match[2], 36) : 1));
  }
  return { starts, labels };
}

function named({ starts, labels }: Runs, names: string[]): Map<string, CharSet> {
  const ranges = new Map<string, [number, number][]>(names.map((name) => [name, []]));
  labels.forEach((label, i) => ranges.get(names[label]!)!.push([starts[i]!, starts[i + 1]! - 1]));
  return new Map([...ranges].map(([name, own]) => [name, CharSet.of(own)]));
}
