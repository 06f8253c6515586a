/** JSON as Python's json module reads and writes it: 1.0 stays a float, integers keep all their digits. */
import { ordered, sortedBy } from "./compare.ts";
import { fail } from "./errors.ts";
import { floatText, intText, mapped } from "./show.ts";
import { plain, type Str, TextBuilder } from "./text.ts";
import { Dict, Float, isStr, List, Tuple, typeName, type Value } from "./values.ts";

/** Where a text stops being JSON. `line` and `column` count from 1. */
export class JsonError extends Error {
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
    readonly at: number,
  ) {
    super(message);
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
/** Of an integer, in Python. */
const MOST_DIGITS = 4300;
const ESCAPED: Record<string, string> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Throws JsonError. Messages are those of Python where it has one. */
export function parseJson(text: string): Value {
  let at = 0;
  const stop = (message: string, where = at): never => {
    const before = text.slice(0, where);
    const line = before.split("\n").length;
    throw new JsonError(message, line, where - before.lastIndexOf("\n"), where);
  };
  const skip = (): void => {
    while (at < text.length && " \t\n\r".includes(text[at]!)) at += 1;
  };
  const string = (): string => {
    const start = at;
    let out = "";
    at += 1;
    for (;;) {
      const c = text[at];
      if (c === undefined) return stop("Unterminated string starting at", start);
      if (c === '"') break;
      if (c < " ") return stop("Invalid control character at");
      if (c !== "\\") {
        out += c;
        at += 1;
        continue;
      }
      const letter = text[at + 1] ?? "";
      if (letter === "u") {
        const hex = text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) return stop("Invalid \\uXXXX escape", at + 1);
        out += String.fromCharCode(parseInt(hex, 16));
        at += 6;
        continue;
      }
      const plain = ESCAPED[letter];
      if (plain === undefined) return stop("Invalid \\escape");
      out += plain;
      at += 2;
    }
    at += 1;
    return out;
  };
  const list = (): List => {
    const items: Value[] = [];
    at += 1;
    skip();
    if (text[at] === "]") return ((at += 1), new List(items));
    for (;;) {
      items.push(value());
      skip();
      if (text[at] === "]") break;
      if (text[at] !== ",") stop("Expecting ',' delimiter");
      const comma = at;
      at += 1;
      skip();
      if (text[at] === "]") stop("Illegal trailing comma before end of array", comma);
    }
    at += 1;
    return new List(items);
  };
  const dict = (): Dict => {
    const made = new Dict();
    at += 1;
    skip();
    if (text[at] === "}") return ((at += 1), made);
    for (;;) {
      if (text[at] !== '"') stop("Expecting property name enclosed in double quotes");
      const key = string();
      skip();
      if (text[at] !== ":") stop("Expecting ':' delimiter");
      at += 1;
      made.set(key, value());
      skip();
      if (text[at] === "}") break;
      if (text[at] !== ",") stop("Expecting ',' delimiter");
      const comma = at;
      at += 1;
      skip();
      if (text[at] === "}") stop("Illegal trailing comma before end of object", comma);
    }
    at += 1;
    return made;
  };
  const WORDS: [string, Value][] = [
    ["null", null],
    ["true", true],
    ["false", false],
    ["NaN", new Float(NaN)],
    ["Infinity", new Float(Infinity)],
    ["-Infinity", new Float(-Infinity)],
  ];
  let depth = 0;
  const value = (): Value => {
    skip();
    const c = text[at];
    if (c === '"') return string();
    if (c === "[" || c === "{") {
      depth += 1;
      if (depth > 500) stop("Nested too deeply");
      const made = c === "[" ? list() : dict();
      depth -= 1;
      return made;
    }
    for (const [word, meaning] of WORDS) {
      if (text.startsWith(word, at)) return ((at += word.length), meaning);
    }
    NUMBER.lastIndex = at;
    const found = NUMBER.exec(text);
    if (!found) return stop("Expecting value");
    const whole = !found[1] && !found[2];
    if (whole && found[0].length - Number(found[0].startsWith("-")) > MOST_DIGITS)
      stop(`Exceeds the limit (${MOST_DIGITS} digits) for integer string conversion`);
    at += found[0].length;
    return whole ? BigInt(found[0]) : new Float(Number(found[0]), found[0]);
  };
  const made = value();
  skip();
  if (at < text.length) stop("Extra data");
  return made;
}

export interface DumpOptions {
  ensureAscii?: boolean;
  /** What one level is indented by; null is everything on one line. */
  indent?: string | null;
  separators?: [item: string, key: string] | null;
  sortKeys?: boolean;
  /** Writes floats as they were written, for an editor. */
  keepNumbers?: boolean;
}

/** `json.dumps`. Throws TypeError as Python does. */
export function dumpJson(value: Value, options: DumpOptions = {}): Str {
  const indent = options.indent ?? null;
  const [comma, colon] = options.separators ?? [indent === null ? ", " : ",", ": "];
  const out = new TextBuilder();
  const line = (depth: number): string => (indent === null ? "" : `\n${indent.repeat(depth)}`);
  const write = (item: Value, depth: number): void => {
    if (item === null) out.add("null");
    else if (typeof item === "boolean") out.add(String(item));
    else if (typeof item === "bigint") out.add(intText(item));
    else if (item instanceof Float) out.add(options.keepNumbers && item.text ? item.text : jsonFloat(item.value));
    else if (isStr(item))
      out
        .add('"')
        .add(escape(plain(item), options.ensureAscii ?? false))
        .add('"');
    else if (item instanceof List || item instanceof Tuple) {
      if (!item.items.length) return void out.add("[]");
      out.add("[");
      item.items.forEach((part, i) => {
        out.add((i ? comma : "") + line(depth + 1));
        write(part, depth + 1);
      });
      out.add(`${line(depth)}]`);
    } else if (item instanceof Dict) {
      if (!item.size) return void out.add("{}");
      let entries = item.entries();
      if (options.sortKeys)
        entries = sortedBy(entries, ([a, x], [b, y]) => ordered("<", new Tuple([a, x]), new Tuple([b, y])));
      out.add("{");
      entries.forEach(([key, part], i) => {
        out.add((i ? comma : "") + line(depth + 1));
        out
          .add('"')
          .add(escape(keyText(key), options.ensureAscii ?? false))
          .add(`"${colon}`);
        write(part, depth + 1);
      });
      out.add(`${line(depth)}}`);
    } else fail("TypeError", `Object of type ${typeName(item)} is not JSON serializable`);
  };
  write(value, 0);
  return out.done();
}

function keyText(key: Value): Str {
  if (isStr(key)) return key;
  if (key === null) return "null";
  if (typeof key === "boolean") return String(key);
  if (typeof key === "bigint") return intText(key);
  if (key instanceof Float) return jsonFloat(key.value);
  return fail("TypeError", `keys must be str, int, float, bool or None, not ${typeName(key)}`);
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return floatText(value);
}

const LETTERS: Record<string, string> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\f": "\\f",
  "\b": "\\b",
};
const unicode = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;

function escape(text: Str, ascii: boolean): Str {
  // eslint-disable-next-line no-control-regex
  const pattern = ascii ? /["\\]|[^ -~]/g : /["\\\u0000-\u001f]/g;
  return mapped(text, pattern, (c) => LETTERS[c] ?? unicode(c));
}
