/** A JSON array, an element at a time: only the element that is being read is held. */
import { parsed } from "./lines.ts";
import { BadFile, type Found, type RecordReader } from "./records.ts";
import { ROWS } from "./texts.ts";

const BLANK = /^[ \t\r\n]*$/;

export class JsonArrayReader implements RecordReader {
  #state: "before" | "in" | "after" = "before";
  #depth = 0;
  #string = false;
  /** The last character was a backslash in a string. */
  #escaped = false;
  #element = "";
  #number = 0;

  constructor(readonly name: string) {}

  *push(text: string): Iterable<Found> {
    let at = 0;
    if (this.#state === "before") {
      const begin = text.search(/[^ \t\r\n]/);
      if (begin < 0) return;
      if (text[begin] !== "[") throw new BadFile(ROWS.noArray(this.name), true);
      this.#state = "in";
      at = begin + 1;
    }
    while (at < text.length && this.#state === "in") {
      const end = this.#string ? this.#inString(text, at) : this.#outside(text, at);
      if (end < 0) {
        at = -end;
        continue;
      }
      this.#element += text.slice(at, end);
      const closes = text[end] === "]";
      at = end + 1;
      if (!closes || this.#number || !BLANK.test(this.#element)) yield this.#take();
      if (closes) this.#state = "after";
    }
    if (this.#state === "after" && !BLANK.test(text.slice(at))) throw new BadFile(ROWS.afterArray(this.name), false);
  }

  end(): Iterable<Found> {
    if (this.#state === "in") throw new BadFile(ROWS.cutArray(this.name, this.#number + 1), false);
    return [];
  }

  #take(): Found {
    const text = this.#element;
    this.#element = "";
    const found = parsed((this.#number += 1), text);
    if (!found) throw new BadFile(ROWS.brokenElement(this.name, this.#number), false);
    return found;
  }

  /** Goes to the string's end, and gives where it stands, as a negative number. */
  #inString(text: string, from: number): number {
    const special = /["\\]/g;
    let at = from;
    if (this.#escaped) {
      this.#escaped = false;
      at += 1;
    }
    for (;;) {
      special.lastIndex = at;
      const found = special.exec(text)?.index ?? text.length;
      if (text[found] === "\\" && found + 1 < text.length) {
        at = found + 2;
        continue;
      }
      this.#escaped = text[found] === "\\";
      if (text[found] === '"') this.#string = false;
      const end = Math.min(found + 1, text.length);
      this.#element += text.slice(from, end);
      return -end;
    }
  }

  /** Where the element ends; else goes to the next string, and gives where it stands, as a negative number. */
  #outside(text: string, from: number): number {
    const special = /["{}[\],]/g;
    special.lastIndex = from;
    for (let found = special.exec(text); found; found = special.exec(text)) {
      const { 0: character, index } = found;
      if (character === '"') {
        this.#string = true;
        this.#element += text.slice(from, index + 1);
        return -(index + 1);
      }
      if (character === "{" || character === "[") this.#depth += 1;
      else if (this.#depth === 0) return index;
      else if (character !== ",") this.#depth -= 1;
    }
    this.#element += text.slice(from);
    return -text.length;
  }
}
