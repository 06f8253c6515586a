/**
 * A value as people write it: JSON, a literal of Python, an object of JavaScript; with comments, trailing commas and
 * invisible characters.
 */
import { Dict, Float, List, type Value } from "../jinja/values.ts";

/** What stops the reading, for the reader. `named`: it is a thing with a name, and no mere slip. */
export class LiteralError extends Error {
  constructor(
    message: string,
    readonly at: number,
    readonly named: boolean,
  ) {
    super(message);
  }
}

/** Line and column of a place, both from 1. */
export function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}

export const LITERAL = {
  expected: (what: string) => `expecting ${what}`,
  open: "the string that begins here does not end",
  quote: (mark: string) => `${mark} is a typographic quote; JSON and Python have straight ones`,
  backtick: "text between backticks is JavaScript; put it between double quotes",
  bytes: "b'…' is bytes, and a message holds text; leave the b away",
  computed: "an f-string has to be computed first; write the text that it gives",
  name: (name: string) => `${name} is a name, and its value is not here; write the value`,
  call: (name: string) => `${name}(…) is a call, and this page runs no Python; write what it gives`,
  set: "a set such as {1, 2} is no list; write [1, 2]",
  dots: "… stands for something that was left out",
  escape: (letter: string) => `the escape \\${letter} is not complete`,
  charName: "\\N{…} names a character; write the character",
  digits: (most: number) => `exceeds the limit (${most} digits) for integer string conversion`,
  deep: "nested too deeply",
};

const SPACE = /[\s\ufeff\u200b\u2060\u180e]/;
const WORDS = new Map<string, Value>([
  ["None", null],
  ["null", null],
  ["undefined", null],
  ["True", true],
  ["true", true],
  ["False", false],
  ["false", false],
  ["NaN", new Float(NaN)],
  ["nan", new Float(NaN)],
  ["Infinity", new Float(Infinity)],
  ["inf", new Float(Infinity)],
]);
const ESCAPES: Record<string, string> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  "/": "/",
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\n": "",
};
const NUMBER = /[-+]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][-+]?\d+)?)/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$.]*/uy;
const DEEPEST = 500;
const MOST_DIGITS = 4300; // of an integer, in Python

export interface Literals {
  /** The values that stand one after the other, and where each begins. */
  values: { value: Value; at: number }[];
  /** Characters such as U+FEFF stood between the values. */
  invisible: string[];
}

/** Throws LiteralError. `name = ` in front of a value, and fences of Markdown, are passed over. */
export function readLiterals(text: string): Literals {
  let at = 0;
  let depth = 0;
  const invisible = new Set<string>();
  const stop = (message: string, where = at, named = false): never => {
    throw new LiteralError(message, where, named);
  };
  const skip = (): void => {
    for (;;) {
      const c = text[at];
      if (c === undefined) return;
      if (SPACE.test(c)) {
        if (!" \t\n\r\f\v".includes(c))
          invisible.add(`U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
        at += 1;
      } else if (c === "#" || text.startsWith("//", at)) at = (text.indexOf("\n", at) + 1 || text.length + 1) - 1;
      else if (text.startsWith("/*", at)) at = (text.indexOf("*/", at) + 1 || text.length) + 1;
      else return;
    }
  };
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? "";
  };

  const escape = (): string => {
    const letter = text[at + 1] ?? "";
    const size = { x: 2, u: 4, U: 8 }[letter];
    if (size) {
      const hex = text.slice(at + 2, at + 2 + size);
      const code = /^[\da-fA-F]+$/.test(hex) && hex.length === size ? parseInt(hex, 16) : Infinity;
      if (code > 0x10ffff) stop(LITERAL.escape(letter), at, true);
      at += 2 + size;
      return letter === "U" ? String.fromCodePoint(code) : String.fromCharCode(code);
    }
    if (letter === "N") stop(LITERAL.charName, at, true);
    const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
    at += 1 + (octal?.length ?? 1);
    return octal ? String.fromCharCode(parseInt(octal, 8)) : (ESCAPES[letter] ?? `\\${letter}`);
  };

  /** The string that begins with a quote at `at`. */
  const string = (start: number, raw: boolean): string => {
    const one = text[at]!;
    const mark = text.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
    const parts: string[] = [];
    at += mark.length;
    for (let from = at; ; ) {
      const c = text[at];
      if (c === undefined || (c === "\n" && mark.length === 1)) return stop(LITERAL.open, start);
      if (text.startsWith(mark, at)) {
        parts.push(text.slice(from, at));
        at += mark.length;
        return parts.join("");
      }
      if (c === "\\" && raw) at += 2;
      else if (c === "\\") {
        parts.push(text.slice(from, at), escape());
        from = at;
      } else at += 1;
    }
  };

  /** A string with its prefix at `at`, and those that follow it as one; null if there is none. */
  const strings = (): string | null => {
    let whole: string | null = null;
    for (;;) {
      const start = at;
      const [, prefix] = /^([a-zA-Z]{0,2})['"]/.exec(text.slice(at, at + 3)) ?? [];
      if (prefix === undefined || !/^(?:[rubf]|[rR][bBfF]|[bBfF][rR])?$/i.test(prefix)) {
        if (whole !== null) at = start;
        return whole;
      }
      if (/b/i.test(prefix)) stop(LITERAL.bytes, start, true);
      if (/f/i.test(prefix)) stop(LITERAL.computed, start, true);
      at += prefix.length;
      whole = (whole ?? "") + string(start, /r/i.test(prefix));
      skip();
    }
  };

  const number = (): Value | undefined => {
    const found = match(NUMBER);
    if (!/\d/.test(found)) return undefined;
    const plain = found.replaceAll("_", "").replace(/^\+/, "");
    const start = at;
    at += found.length;
    if (/^-?0[xob]/i.test(plain)) return plain.startsWith("-") ? -BigInt(plain.slice(1)) : BigInt(plain);
    if (!/^-?\d+$/.test(plain)) return new Float(Number(plain));
    if (plain.replace("-", "").length > MOST_DIGITS) stop(LITERAL.digits(MOST_DIGITS), start, true);
    return BigInt(plain);
  };

  /** What stands between brackets, with commas between; calls `item` for each. Returns whether the last is a comma. */
  const between = (close: string, item: () => void): boolean => {
    if ((depth += 1) > DEEPEST) stop(LITERAL.deep);
    at += 1;
    let comma = false;
    for (skip(); text[at] !== close; skip()) {
      item();
      skip();
      if ((comma = text[at] === ",")) at += 1;
      else if (text[at] !== close) refuse(LITERAL.expected(`, or ${close}`));
    }
    at += 1;
    depth -= 1;
    return comma;
  };
  const list = (close: string): Value => {
    const items: Value[] = [];
    const comma = between(close, () => items.push(value()));
    const alone = close === ")" && items.length === 1 && !comma; // brackets around a value
    return alone ? items[0]! : new List(items);
  };
  const dict = (): Value => {
    const made = new Dict();
    const open = at;
    between("}", () => {
      const name = /^[A-Za-z_$][\w$]*(?=\s*:)/.exec(text.slice(at, at + 100))?.[0];
      let key: Value;
      if (name && !WORDS.has(name)) {
        key = name; // as JavaScript writes it
        at += name.length;
      } else key = value();
      skip();
      if (text[at] !== ":") {
        if (text[at] === "," || text[at] === "}") stop(LITERAL.set, open, true);
        refuse(LITERAL.expected(":"));
      }
      at += 1;
      made.set(
        typeof key === "bigint" || key === null || typeof key === "boolean" || key instanceof Float ? nameOf(key) : key,
        value(),
      );
    });
    return made;
  };

  /** Says what stands where something else should. */
  const refuse = (otherwise: string): never => {
    const c = text[at] ?? "";
    if (/[“”„‟‘’‚‛«»‹›「」『』＂＇]/.test(c)) stop(LITERAL.quote(c), at, true);
    if (c === "`") stop(LITERAL.backtick, at, true);
    if (c === "…" || text.startsWith("...", at)) stop(LITERAL.dots, at, true);
    const name = match(NAME);
    const next = /^\s*(.?)/.exec(text.slice(at + name.length, at + name.length + 50))?.[1];
    if (name) stop(next === "(" ? LITERAL.call(name) : LITERAL.name(name), at, true);
    return stop(otherwise);
  };

  const value = (): Value => {
    skip();
    const c = text[at];
    const text_ = strings();
    if (text_ !== null) return text_;
    if (c === "[") return list("]");
    if (c === "(") return list(")");
    if (c === "{") return dict();
    const word = match(NAME);
    const known = WORDS.get(word);
    if (known !== undefined) return ((at += word.length), known);
    if (/^-(?:Infinity|inf)\b/.test(text.slice(at, at + 10)))
      return ((at += match(/-\w+/y).length), new Float(-Infinity));
    const found = word ? undefined : number();
    return found === undefined ? refuse(LITERAL.expected("a value")) : found;
  };

  const values: Literals["values"] = [];
  const fence = (): void => {
    skip();
    at += match(/```[^\n]*(?:\n|$)/y).length;
    skip();
  };
  for (fence(); at < text.length; fence()) {
    at += match(/[A-Za-z_]\w*\s*(?::\s*[\w[\], ]+)?=(?!=)\s*/y).length; // messages = […]
    const start = at;
    values.push({ value: value(), at: start });
    skip();
    at += match(/[,;]/y).length;
  }
  if (!values.length) stop(LITERAL.expected("a value"));
  return { values, invisible: [...invisible] };
}

/** A key that is no text, as JSON writes it. */
function nameOf(key: bigint | null | boolean | Float): string {
  return key instanceof Float ? String(key.value) : String(key);
}
