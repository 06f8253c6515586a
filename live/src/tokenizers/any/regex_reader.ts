/** Reads a pattern sign by sign, and the escapes that stand for one character. */
import { unreadable } from "./unreadable.ts";

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7, e: 27 };

export class Reader {
  readonly #signs: readonly string[];
  at = 0;

  constructor(readonly pattern: string) {
    this.#signs = Array.from(pattern);
  }

  get done(): boolean {
    return this.at >= this.#signs.length;
  }

  peek(ahead = 0): string {
    return this.#signs[this.at + ahead] ?? "";
  }

  next(): string {
    if (this.done) throw this.refuse("an end where more must come");
    return this.#signs[this.at++]!;
  }

  /** Takes `expected` if it comes next. */
  take(expected: string): boolean {
    const signs = Array.from(expected);
    if (signs.some((sign, i) => this.peek(i) !== sign)) return false;
    this.at += signs.length;
    return true;
  }

  /** What matches a JavaScript pattern here; taken if it does. */
  match(pattern: RegExp): RegExpMatchArray | null {
    const found = this.#signs
      .slice(this.at, this.at + 200)
      .join("")
      .match(pattern);
    if (found?.index !== 0) return null;
    this.at += Array.from(found[0]).length;
    return found;
  }

  refuse(construct: string): Error {
    return unreadable(`the pattern ${JSON.stringify(this.pattern)} has ${construct}, which this page does not read`);
  }

  /** The code that an escape stands for, after its backslash; null if it is none of those. */
  escapedCode(): number | null {
    const hex =
      this.match(/^x\{([0-9A-Fa-f]{1,8})\}/) ?? this.match(/^x([0-9A-Fa-f]{1,2})/) ?? this.match(/^u([0-9A-Fa-f]{4})/);
    if (hex) {
      const code = parseInt(hex[1]!, 16);
      if (
        code > 0x10ffff ||
        (code >= 0xd800 && code < 0xe000) ||
        (hex[0]!.startsWith("x") && !hex[0]!.startsWith("x{") && code > 127)
      )
        throw this.refuse(`\\${hex[0]}`);
      return code;
    }
    const octal = this.match(/^0[0-7]{0,2}/);
    if (octal) return parseInt(octal[0], 8);
    const sign = this.peek();
    if (sign in CONTROLS) return (this.at++, CONTROLS[sign]!);
    if (sign === "" || /[0-9A-Za-z]/.test(sign)) return null;
    return (this.at++, sign.codePointAt(0)!);
  }
}
