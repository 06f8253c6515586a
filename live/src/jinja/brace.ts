/** `str.format`, as Python's `string.Formatter` does it, with the sandbox's way to read attributes and items. */
import { fail } from "./errors.ts";
import { html } from "./html.ts";
import { parseInteger } from "./numbers.ts";
import { ascii } from "./percent.ts";
import { repr, str } from "./show.ts";
import { formatted } from "./spec.ts";
import { as, isMarkup, plain, raw, type Str, sliceText, TextBuilder } from "./text.ts";
import { CLASSES } from "./unicode.ts";
import { Dict, isStr, type Kwargs, typeName, type Value } from "./values.ts";

/** What stands between two literals. `spec` is a format string itself. */
interface Field {
  name: string;
  conversion: string | null;
  spec: Str;
}

export interface Given {
  args: Value[];
  kwargs: Kwargs | Value;
  /** Reads an attribute or an item as the sandbox does. */
  read(value: Value, name: Value, attribute: boolean): Value;
}

export function braceFormat(format: Str, given: Given): Str {
  const state = { auto: 0 as number | null };
  return as(format, filled(format, given, state, 2, isMarkup(format)));
}

function filled(format: Str, given: Given, state: { auto: number | null }, depth: number, escapes: boolean): Str {
  if (depth < 0) return fail("ValueError", "Max string recursion exceeded");
  const out = new TextBuilder();
  for (const part of parts(format)) {
    if (!("name" in part)) {
      out.add(part.text);
      continue;
    }
    let { name } = part;
    if (name === "") {
      if (state.auto === null)
        fail("ValueError", "cannot switch from manual field specification to automatic field numbering");
      name = String(state.auto!++);
    } else if (CLASSES.isdigit.test(name)) {
      if (state.auto) fail("ValueError", "cannot switch from manual field specification to automatic field numbering");
      state.auto = null;
    }
    const value = converted(lookedUp(name, given), part.conversion);
    const spec = raw(filled(part.spec, given, state, depth - 1, escapes));
    out.add(escapes ? escaped(value, spec) : formatted(value, spec));
  }
  return out.done();
}

function escaped(value: Value, spec: string): Str {
  if (!isMarkup(value)) return plain(html(formatted(value, spec)));
  return spec ? fail("ValueError", "Unsupported format specification for Markup.") : plain(value);
}

function converted(value: Value, conversion: string | null): Value {
  if (conversion === null) return value;
  if (conversion === "s") return str(value);
  if (conversion === "r") return repr(value);
  return conversion === "a" ? ascii(repr(value)) : fail("ValueError", `Unknown conversion specifier ${conversion}`);
}

function* parts(format: Str): Generator<{ text: Str } | Field> {
  const text = raw(format);
  const literal = (from: number, to: number): { text: Str } => ({ text: plain(sliceText(format, from, to)) });
  let at = 0;
  while (at < text.length) {
    const brace = /[{}]/g;
    brace.lastIndex = at;
    const found = brace.exec(text);
    if (!found) return yield literal(at, text.length);
    const open = found.index;
    if (text[open + 1] === text[open]) {
      yield literal(at, open + 1);
      at = open + 2;
      continue;
    }
    if (text[open] === "}") fail("ValueError", "Single '}' encountered in format string");
    if (open + 1 >= text.length) fail("ValueError", "Single '{' encountered in format string");
    yield literal(at, open);
    const [made, end] = field(format, open + 1);
    yield made;
    at = end;
  }
}

/** The field that begins at `from`, and where it ends. */
function field(format: Str, from: number): [Field, number] {
  const text = raw(format);
  let at = from;
  for (; at < text.length && !"}:!".includes(text[at]!); at += 1) {
    if (text[at] === "{") fail("ValueError", "unexpected '{' in field name");
    if (text[at] === "[") at = text.indexOf("]", at) < 0 ? text.length : text.indexOf("]", at);
  }
  const name = text.slice(from, at);
  if (at >= text.length) return fail("ValueError", "expected '}' before end of string");
  if (text[at] === "}") return [{ name, conversion: null, spec: "" }, at + 1];
  let conversion: string | null = null;
  if (text[at] === "!") {
    const code = text.codePointAt(at + 1) ?? fail("ValueError", "end of string while looking for conversion specifier");
    conversion = String.fromCodePoint(code);
    at += 1 + conversion.length;
    if (text[at] === "}") return [{ name, conversion, spec: "" }, at + 1];
    if (at < text.length && text[at] !== ":") fail("ValueError", "expected ':' after conversion specifier");
  }
  const start = (at += 1);
  for (let depth = 1; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    else if (text[at] === "}" && (depth -= 1) === 0)
      return [{ name, conversion, spec: sliceText(format, start, at) }, at + 1];
  }
  return fail("ValueError", "unmatched '{' in format spec");
}

/** `a.b[0]` */
function lookedUp(name: string, { args, kwargs, read }: Given): Value {
  const first = /^[^.[]*/.exec(name)![0];
  let value: Value;
  if (CLASSES.isdecimal.test(first)) {
    const index = Number(parseInteger(first, 10));
    value = index < args.length ? args[index]! : fail("IndexError", "tuple index out of range");
  } else value = named(kwargs, first);
  let at = first.length;
  while (at < name.length) {
    if (name[at] === ".") {
      const key = /^[^.[]*/.exec(name.slice(at + 1))![0];
      if (!key) fail("ValueError", "Empty attribute in format string");
      value = read(value, key, true);
      at += 1 + key.length;
    } else if (name[at] === "[") {
      const end = name.indexOf("]", at);
      if (end < 0) fail("ValueError", "Missing ']' in format string");
      const key = name.slice(at + 1, end);
      if (!key) fail("ValueError", "Empty attribute in format string");
      value = read(value, CLASSES.isdecimal.test(key) ? parseInteger(key, 10) : key, false);
      at = end + 1;
    } else fail("ValueError", "Only '.' or '[' may follow ']' in format field specifier");
  }
  return value;
}

function named(kwargs: Given["kwargs"], name: string): Value {
  if (kwargs instanceof Map) return kwargs.get(name) ?? (kwargs.has(name) ? null : fail("KeyError", repr(name)));
  if (kwargs instanceof Dict) {
    const value = kwargs.get(name);
    return value === undefined ? fail("KeyError", repr(name)) : value;
  }
  return fail(
    "TypeError",
    isStr(kwargs) ? "string indices must be integers, not 'str'" : `'${typeName(kwargs)}' object is not subscriptable`,
  );
}
