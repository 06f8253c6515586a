/** What Python's str can do. Origins of characters are kept where a method passes them on. */
import { iterate } from "./compare.ts";
import { fail } from "./errors.ts";
import { LEADING, SPACES, TRAILING } from "./lexer.ts";
import { type Str, TextBuilder, mapText, mapWhole, points, raw, sliceText } from "./text.ts";
import { type Kwargs, List, Tuple, type Value, isInt, isStr, toBig, typeName } from "./values.ts";

type Method = (self: Str, args: Value[], kwargs: Kwargs) => Value;

export function strip(value: Str, chars: Value = null, left = true, right = true): Str {
  const text = raw(value);
  let from = 0;
  let to = text.length;
  if (chars === null) {
    if (left) from = LEADING.exec(text)?.[0].length ?? 0;
    if (right && from < to) to -= TRAILING.exec(text)?.[0].length ?? 0;
  } else {
    if (!isStr(chars)) return fail("TypeError", `${left && right ? "" : left ? "l" : "r"}strip arg must be None or str`);
    const set = new Set(raw(chars));
    const parts = [...text];
    if (left) for (let i = 0; i < parts.length && set.has(parts[i]!); i += 1) from += parts[i]!.length;
    if (right) for (let i = parts.length - 1; to > from && set.has(parts[i]!); i -= 1) to -= parts[i]!.length;
  }
  return sliceText(value, from, to);
}

export function replace(value: Str, old: Str, by: Str, count: number): Str {
  const [text, find] = [raw(value), raw(old)];
  const out = new TextBuilder();
  let at = 0;
  let left = count < 0 ? Infinity : count;
  if (!find) {
    for (const c of text) {
      if (left-- > 0) out.add(by);
      out.add(sliceText(value, at, (at += c.length)));
    }
    return left > 0 ? out.add(by).done() : out.done();
  }
  for (let i = text.indexOf(find); i >= 0 && left > 0; i = text.indexOf(find, at), left -= 1) {
    out.add(sliceText(value, at, i)).add(by);
    at = i + find.length;
  }
  return out.add(sliceText(value, at, text.length)).done();
}

export function splitLines(value: Str, keep = false): Str[] {
  const text = raw(value);
  const lines: Str[] = [];
  let at = 0;
  for (const found of text.matchAll(/\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]/g)) {
    lines.push(sliceText(value, at, found.index + (keep ? found[0].length : 0)));
    at = found.index + found[0].length;
  }
  if (at < text.length) lines.push(sliceText(value, at, text.length));
  return lines;
}

function split(value: Str, separator: Value, most: number, fromRight: boolean): List {
  const text = raw(value);
  const cuts: [from: number, to: number][] = [];
  if (separator === null) for (const found of text.matchAll(SPACES)) cuts.push([found.index, found.index + found[0].length]);
  else {
    if (!isStr(separator)) return fail("TypeError", `must be str or None, not ${typeName(separator)}`);
    const mark = raw(separator);
    if (!mark) return fail("ValueError", "empty separator");
    if (fromRight) for (let i = text.lastIndexOf(mark); i >= 0; i = i ? text.lastIndexOf(mark, i - mark.length < 0 ? -Infinity : i - mark.length) : -1) cuts.unshift([i, i + mark.length]);
    else for (let i = text.indexOf(mark); i >= 0; i = text.indexOf(mark, i + mark.length)) cuts.push([i, i + mark.length]);
  }
  let [begin, end] = [0, text.length];
  if (separator === null) { // white space at both ends separates nothing, unless maxsplit is used up before it
    if (cuts[0]?.[0] === 0) begin = cuts.shift()![1];
    const last = cuts.at(-1)?.[1] === text.length ? cuts.pop() : undefined;
    if (last && (fromRight || most < 0 || cuts.length <= most)) end = last[0];
    if (fromRight && most >= 0 && cuts.length > most) begin = 0;
    if (begin >= end) return new List([]);
  }
  const kept = most < 0 ? cuts : fromRight ? cuts.slice(Math.max(0, cuts.length - most)) : cuts.slice(0, most);
  const items: Value[] = [];
  for (const [from, to] of kept) {
    items.push(sliceText(value, begin, from));
    begin = to;
  }
  items.push(sliceText(value, begin, end));
  return new List(items);
}

const number = (value: Value | undefined, otherwise: number): number => {
  if (value === undefined || value === null) return otherwise;
  return isInt(value) ? Number(toBig(value)) : fail("TypeError", `'${typeName(value)}' object cannot be interpreted as an integer`);
};
const text = (value: Value | undefined, what = "argument 1"): Str =>
  value !== undefined && isStr(value) ? value : fail("TypeError", `${what} must be str, not ${typeName(value ?? null)}`);

/** [from, to) in UTF-16 units of what `start` and `end` name in characters. */
function window(self: Str, args: Value[]): [number, number] {
  const characters = [...raw(self)];
  const place = (value: Value | undefined, otherwise: number): number => {
    const at = number(value, otherwise);
    return Math.min(Math.max(at < 0 ? at + characters.length : at, 0), characters.length);
  };
  const units = (count: number): number => characters.slice(0, count).join("").length;
  return [units(place(args[1], 0)), units(place(args[2], characters.length))];
}

function ends(name: string, check: (s: string, part: string) => boolean): Method {
  return (self, args) => {
    const [from, to] = window(self, args);
    const wanted = args[0] instanceof Tuple ? args[0].items : [args[0] ?? null];
    return wanted.some((part) => {
      if (!isStr(part)) return fail("TypeError", args[0] instanceof Tuple ? `tuple for ${name} must only contain str, not ${typeName(part)}` : `${name} first arg must be str or a tuple of str, not ${typeName(part)}`);
      return check(raw(self).slice(from, to), raw(part));
    });
  };
}

function find(last: boolean, must: boolean): Method {
  return (self, args) => {
    const [from, to] = window(self, args);
    const part = raw(self).slice(from, to);
    const at = last ? part.lastIndexOf(raw(text(args[0]))) : part.indexOf(raw(text(args[0])));
    if (at >= 0) return BigInt(points(raw(self).slice(0, from + at)));
    return must ? fail("ValueError", "substring not found") : -1n;
  };
}

const all = (pattern: RegExp): Method => (self) => pattern.test(raw(self));
const cased = (change: (s: string) => string): Method => (self) => mapText(self, change);
const whole = (change: (s: string) => string): Method => (self) => mapWhole(self, change);
const titled = (s: string): string => s.replace(/\p{L}+/gu, (word) => { const [first = "", ...rest] = word; return first.toUpperCase() + rest.join("").toLowerCase(); });
export const capitalized = (s: string): string => { const [first = "", ...rest] = s; return first.toUpperCase() + rest.join("").toLowerCase(); };

function justify(left: (missing: number, width: number) => number): Method {
  return (self, [width, fill]) => {
    const missing = number(width, 0) - points(raw(self));
    if (missing <= 0) return self;
    const pad = fill === undefined ? " " : raw(text(fill));
    const before = left(missing, number(width, 0));
    return new TextBuilder().add(pad.repeat(before)).add(self).add(pad.repeat(missing - before)).done();
  };
}
export const center = justify((missing, width) => Math.floor(missing / 2) + (missing & width & 1));

function partition(last: boolean): Method {
  return (self, args) => {
    const mark = raw(text(args[0]));
    if (!mark) return fail("ValueError", "empty separator");
    const at = last ? raw(self).lastIndexOf(mark) : raw(self).indexOf(mark);
    if (at < 0) return new Tuple(last ? ["", "", self] : [self, "", ""]);
    return new Tuple([sliceText(self, 0, at), mark, sliceText(self, at + mark.length, raw(self).length)]);
  };
}

export function join(separator: Str, items: Iterable<Value>): Str {
  const out = new TextBuilder();
  let i = 0;
  for (const item of items) {
    if (!isStr(item)) return fail("TypeError", `sequence item ${i}: expected str instance, ${typeName(item)} found`);
    if (i++) out.add(separator);
    out.add(item);
  }
  return out.done();
}

export const STRING_METHODS: Record<string, Method> = {
  upper: cased((s) => s.toUpperCase()),
  lower: cased((s) => s.toLowerCase()),
  casefold: cased((s) => s.toLowerCase().replaceAll("ß", "ss")),
  swapcase: cased((s) => [...s].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join("")),
  title: whole(titled),
  capitalize: whole(capitalized),
  strip: (self, [chars]) => strip(self, chars),
  lstrip: (self, [chars]) => strip(self, chars, true, false),
  rstrip: (self, [chars]) => strip(self, chars, false, true),
  split: (self, args, kwargs) => split(self, args[0] ?? kwargs.get("sep") ?? null, number(args[1] ?? kwargs.get("maxsplit"), -1), false),
  rsplit: (self, args, kwargs) => split(self, args[0] ?? kwargs.get("sep") ?? null, number(args[1] ?? kwargs.get("maxsplit"), -1), true),
  splitlines: (self, [keep]) => new List(splitLines(self, keep === true)),
  startswith: ends("startswith", (s, part) => s.startsWith(part)),
  endswith: ends("endswith", (s, part) => s.endsWith(part)),
  replace: (self, args) => {
    if (args.length < 2) return fail("TypeError", `replace expected at least 2 arguments, got ${args.length}`);
    return replace(self, text(args[0], "replace() argument 1"), text(args[1], "replace() argument 2"), number(args[2], -1));
  },
  find: find(false, false),
  rfind: find(true, false),
  index: find(false, true),
  rindex: find(true, true),
  count: (self, args) => {
    const [from, to] = window(self, args);
    const part = raw(self).slice(from, to);
    const wanted = raw(text(args[0]));
    return BigInt(wanted ? part.split(wanted).length - 1 : points(part) + 1);
  },
  join: (self, [items]) => join(self, iterate(items ?? null)),
  partition: partition(false),
  rpartition: partition(true),
  removeprefix: (self, [part]) => (raw(self).startsWith(raw(text(part))) ? sliceText(self, raw(text(part)).length, raw(self).length) : self),
  removesuffix: (self, [part]) => (raw(text(part)) && raw(self).endsWith(raw(text(part))) ? sliceText(self, 0, raw(self).length - raw(text(part)).length) : self),
  ljust: justify(() => 0),
  rjust: justify((missing) => missing),
  center,
  zfill: (self, [width]) => {
    const missing = number(width, 0) - points(raw(self));
    if (missing <= 0) return self;
    const sign = /^[-+]/.test(raw(self)) ? 1 : 0;
    return new TextBuilder().add(sliceText(self, 0, sign)).add("0".repeat(missing)).add(sliceText(self, sign, raw(self).length)).done();
  },
  expandtabs: (self, [width]) => raw(self).split("\n").map((line) => {
    let column = 0;
    return [...line].map((c) => { const size = number(width, 8); const out = c === "\t" ? " ".repeat(size ? size - (column % size) : 0) : c; column += [...out].length; return out; }).join("");
  }).join("\n"),
  isdigit: all(/^\p{Nd}+$/u),
  isdecimal: all(/^\p{Nd}+$/u),
  isnumeric: all(/^\p{N}+$/u),
  isalpha: all(/^\p{L}+$/u),
  isalnum: all(/^[\p{L}\p{N}]+$/u),
  isascii: all(/^[\0-\x7f]*$/),
  isspace: (self) => raw(self) !== "" && raw(strip(self)) === "",
  isidentifier: all(/^[\p{ID_Start}_]\p{ID_Continue}*$/u),
  isprintable: (self) => !/(?! )[\p{C}\p{Z}]/u.test(raw(self)),
  isupper: (self) => /\p{Lu}/u.test(raw(self)) && raw(self) === raw(self).toUpperCase(),
  islower: (self) => /\p{Ll}/u.test(raw(self)) && raw(self) === raw(self).toLowerCase(),
  istitle: (self) => /\p{L}/u.test(raw(self)) && raw(self) === titled(raw(self)),
};
