/** A place in a text, and the strings of Python and JavaScript that begin there. */
import { SIMPLE } from "../jinja/escapes.ts";
import type { Value } from "../jinja/values.ts";
import { LITERAL, LiteralError } from "./literal_words.ts";

const SPACE = /[\s\ufeff\u200b\u2060\u180e]/;
/** JavaScript's, too. */
const ESCAPES: Record<string, string> = { ...SIMPLE, "`": "`", $: "$", "/": "/" };

export class StringReader {
  /** Characters such as U+FEFF that stood between the values. */
  readonly invisible = new Set<string>();
  /** Names that were given a value further up. */
  readonly known = new Map<string, Value>();

  /** `breaks`: a string in one pair of quotes may have line breaks in it, as json.loads(…, strict=False) takes them. */
  constructor(
    readonly text: string,
    public at = 0,
    readonly breaks = false,
  ) {}

  protected stop(message: string, where = this.at, named = false): never {
    throw new LiteralError(message, where, named);
  }

  skip(): void {
    const { text } = this;
    for (;;) {
      const c = text[this.at];
      if (c === undefined) return;
      if (SPACE.test(c)) {
        if (!" \t\n\r\f\v".includes(c))
          this.invisible.add(`U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
        this.at += 1;
      } else if (c === "#" || text.startsWith("//", this.at)) this.#pass("\n", 0);
      else if (text.startsWith("/*", this.at)) this.#pass("*/", 2);
      else return;
    }
  }

  /** Up to `end`, or to the end of the text. */
  #pass(end: string, length: number): void {
    const found = this.text.indexOf(end, this.at);
    this.at = found < 0 ? this.text.length : found + length;
  }

  match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0] ?? "";
  }

  #escape(): string {
    const { text, at } = this;
    const letter = text[at + 1] ?? "";
    const size = { x: 2, u: 4, U: 8 }[letter];
    if (size) {
      const hex = text.slice(at + 2, at + 2 + size);
      const code = /^[\da-fA-F]+$/.test(hex) && hex.length === size ? parseInt(hex, 16) : Infinity;
      if (code > 0x10ffff) this.stop(LITERAL.escape(letter), at, true);
      this.at += 2 + size;
      return letter === "U" ? String.fromCodePoint(code) : String.fromCharCode(code);
    }
    if (letter === "N") this.stop(LITERAL.charName, at, true);
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
    this.at += 1 + (octal?.length ?? 1);
    return octal ? String.fromCharCode(parseInt(octal, 8)) : (ESCAPES[letter] ?? `\\${letter}`);
  }

  /** The string whose quote is at `at`. */
  #string(start: number, raw: boolean): string {
    const { text } = this;
    const one = text[this.at]!;
    const mark = one !== "`" && text.startsWith(one.repeat(3), this.at) ? one.repeat(3) : one;
    const lines = mark.length > 1 || one === "`" || this.breaks;
    const parts: string[] = [];
    this.at += mark.length;
    for (let from = this.at; ; ) {
      const c = text[this.at];
      if (c === undefined || (c === "\n" && !lines)) return this.stop(LITERAL.open, start);
      if (text.startsWith(mark, this.at)) {
        parts.push(text.slice(from, this.at));
        this.at += mark.length;
        return parts.join("");
      }
      if (one === "`" && text.startsWith("${", this.at)) this.stop(LITERAL.backtick, start, true);
      if (c === "\\" && raw) this.at += 2;
      else if (c === "\\") {
        parts.push(text.slice(from, this.at), this.#escape());
        from = this.at;
      } else this.at += 1;
    }
  }

  /** A string with its prefix at `at`, and those that follow it as one; null if there is none. */
  strings(): string | null {
    let whole: string | null = null;
    for (;;) {
      const start = this.at;
      const [, prefix] = /^([a-zA-Z]{0,2})['"`]/.exec(this.text.slice(start, start + 3)) ?? [];
      if (prefix === undefined || !/^(?:[rubf]|[rR][bBfF]|[bBfF][rR])?$/i.test(prefix)) {
        if (whole !== null) this.at = start;
        return whole;
      }
      if (/b/i.test(prefix)) this.stop(LITERAL.bytes, start, true);
      this.at += prefix.length;
      const one = this.#string(start, /r/i.test(prefix));
      whole = (whole ?? "") + (/f/i.test(prefix) ? this.#computed(one, start) : one);
      this.skip();
    }
  }

  /** An f-string that needs no Python: with nothing to compute, or with names whose text stands further up. */
  #computed(text: string, start: number): string {
    const source = this.text.slice(start, this.at);
    if (!/[{}]/.test(source)) return text;
    if (source.includes("\\")) this.stop(LITERAL.computed, start, true);
    return text.replace(/\{\{|\}\}|\{(\w+)\}|[{}]/g, (found, name?: string) => {
      if (found === "{{" || found === "}}") return found[0]!;
      const value = name === undefined ? undefined : this.known.get(name);
      return typeof value === "string" ? value : this.stop(LITERAL.computed, start, true);
    });
  }
}
