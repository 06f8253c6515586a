/** RFC 4180: quoted fields hold delimiters, line ends and doubled quotes. As Python's csv module reads it, with `strict`. */
import { BadFile, type Found, type RecordReader } from "./records.ts";
import { ROWS } from "./texts.ts";

export const DELIMITERS = [",", ";", "\t", "|"];

enum At {
  /** At a field's first character. */
  start,
  plain,
  quoted,
  /** After a quote in a quoted field: the end, or the first of two. */
  quote,
}

export class CsvReader implements RecordReader {
  readonly #special: RegExp;
  #at = At.start;
  #field = "";
  #fields: string[] = [];
  #number = -1;
  #line = 1;
  #quoteLine = 1;
  /** The last character was \r, whose \n ends no other row. */
  #return = false;

  /** The first record, the names of the fields, gets the number 0. */
  constructor(
    readonly name: string,
    readonly delimiter: string,
  ) {
    this.#special = new RegExp(`[${delimiter === "|" ? "\\|" : delimiter}\\r\\n]`, "g");
  }

  *push(text: string): Iterable<Found> {
    let at = 0;
    while (at < text.length) {
      if (this.#return) {
        this.#return = false;
        if (text[at] === "\n") {
          at += 1;
          continue;
        }
      }
      if (this.#at === At.quoted) at = this.#quoted(text, at);
      else {
        const character = text[at]!;
        if (character === '"' && this.#at !== At.plain) {
          if (this.#at === At.quote) this.#field += '"';
          else this.#quoteLine = this.#line;
          this.#at = At.quoted;
          at += 1;
          continue;
        }
        const end = this.#plainEnd(text, at);
        if (this.#at === At.quote && end > at)
          throw new BadFile(ROWS.afterQuote(this.name, this.#row, this.#line, character), false);
        if (end > at) this.#at = At.plain;
        this.#field += text.slice(at, end);
        at = end + 1;
        if (end === text.length) continue;
        const found = text[end] === this.delimiter ? this.#next() : this.#end(text[end]!);
        if (found) yield found;
      }
    }
  }

  *end(): Iterable<Found> {
    if (this.#at === At.quoted) throw new BadFile(ROWS.openQuote(this.name, this.#row, this.#quoteLine), false);
    if (!this.#fields.length && this.#at === At.start) return;
    const found = this.#end("");
    if (found) yield found;
  }

  /** Of the record that is being read; the names have no number of their own. */
  get #row(): number {
    return Math.max(this.#number + 1, 0);
  }

  #quoted(text: string, at: number): number {
    const found = text.indexOf('"', at);
    const end = found < 0 ? text.length : found;
    const inside = text.slice(at, end);
    this.#field += inside;
    for (let n = inside.indexOf("\n"); n >= 0; n = inside.indexOf("\n", n + 1)) this.#line += 1;
    if (found >= 0) this.#at = At.quote;
    return end + 1;
  }

  #plainEnd(text: string, at: number): number {
    this.#special.lastIndex = at;
    return this.#special.exec(text)?.index ?? text.length;
  }

  #next(): null {
    this.#fields.push(this.#field);
    this.#field = "";
    this.#at = At.start;
    return null;
  }

  #end(ending: string): Found | null {
    const blank = !this.#fields.length && this.#at === At.start;
    this.#next();
    const value = this.#fields;
    this.#fields = [];
    this.#line += 1;
    this.#return = ending === "\r";
    return blank ? null : { number: (this.#number += 1), value };
  }
}

/** Of a file's first line: that which stands there most often. */
export function delimiterIn(text: string): string {
  const counts = new Map(DELIMITERS.map((one) => [one, 0]));
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === "\n" || character === "\r")) break;
    else if (!quoted && counts.has(character)) counts.set(character, counts.get(character)! + 1);
  }
  return DELIMITERS.reduce((best, one) => (counts.get(one)! > counts.get(best)! ? one : best));
}
