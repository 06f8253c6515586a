/** The methods of Python's str: their arguments, and what each does. */
import { iterate } from "./compare.ts";
import { fail } from "./errors.ts";
import { cInt, limited, size } from "./numbers.ts";
import { bindC, bindNames } from "./signature.ts";
import { expandTabs, join, replace, split, splitLines, strip, tableItem, translated } from "./string_work.ts";
import { mapText, mapWhole, Places, plain, points, raw, type Str, sliceText, TextBuilder } from "./text.ts";
import { CLASSES, capitalized, folded, isCase, isTitle, swapped, titled, UNPRINTABLE } from "./unicode.ts";
import { isInt, isStr, type Kwargs, List, Tuple, toBig, typeName, type Value } from "./values.ts";

/** How C functions write the type of an argument. */
const kind = (value: Value): string => (value === null ? "None" : typeName(value));

type Method = (self: Str, args: Value[]) => Value;

/** `what`: the argument that must be one; the oldest of the methods do not tell which. */
const text = (value: Value = null, what?: string): Str => {
  if (isStr(value)) return plain(value);
  return fail("TypeError", what ? `${what} must be str, not ${kind(value)}` : `must be str, not ${typeName(value)}`);
};

/** [from, to) in UTF-16 units of what `start` and `end` name in characters, if start does not lie behind the end. */
function window(self: Str, args: Value[]): [from: number, to: number, start: number, places: Places] | null {
  const places = new Places(raw(self));
  const place = (value: Value | undefined, otherwise: number): number => {
    if (value === undefined || value === null) return otherwise;
    const at = isInt(value)
      ? Number(toBig(value))
      : fail("TypeError", "slice indices must be integers or None or have an __index__ method");
    return Math.max(at < 0 ? at + places.length : at, 0);
  };
  const start = place(args[1], 0);
  const end = Math.min(place(args[2], places.length), places.length);
  return start > end ? null : [places.unit(start), places.unit(end), start, places];
}

function ends(name: string, check: (s: string, part: string) => boolean): Method {
  return (self, args) => {
    const [given = null] = args;
    const range = window(self, args);
    const wanted = given instanceof Tuple ? given.items : [given];
    return wanted.some((part) => {
      if (!isStr(part))
        return fail(
          "TypeError",
          given instanceof Tuple
            ? `tuple for ${name} must only contain str, not ${typeName(part)}`
            : `${name} first arg must be str or a tuple of str, not ${typeName(part)}`,
        );
      return range !== null && check(raw(self).slice(range[0], range[1]), raw(part));
    });
  };
}

function find(last: boolean, must: boolean): Method {
  return (self, args) => {
    const range = window(self, args); // which Python reads before what it looks for
    const wanted = raw(text(args[0]));
    if (range) {
      const [from, to, start, places] = range;
      const part = raw(self).slice(from, to);
      const at = last ? part.lastIndexOf(wanted) : part.indexOf(wanted);
      if (at >= 0) return BigInt(start + points(places.text.slice(from, from + at)));
    }
    return must ? fail("ValueError", "substring not found") : -1n;
  };
}

function count(self: Str, args: Value[]): Value {
  const range = window(self, args);
  const wanted = raw(text(args[0]));
  if (!range) return 0n;
  const part = raw(self).slice(range[0], range[1]);
  return BigInt(wanted ? part.split(wanted).length - 1 : points(part) + 1);
}

const all =
  (pattern: RegExp): Method =>
  (self) =>
    pattern.test(raw(self));
const cased =
  (change: (s: string) => string): Method =>
  (self) =>
    mapText(self, change);
const whole =
  (change: (s: string) => string): Method =>
  (self) =>
    mapWhole(self, change);

function justify(left: (missing: number, width: number) => number): Method {
  return (self, [width, fill]) => {
    const wanted = size(width);
    if (fill !== undefined && !isStr(fill))
      fail("TypeError", `The fill character must be a unicode character, not ${typeName(fill)}`);
    const pad = fill === undefined ? " " : raw(fill as Str);
    if (points(pad) !== 1) fail("TypeError", "The fill character must be exactly one character long");
    const missing = limited(wanted) - points(raw(self));
    if (missing <= 0) return self;
    const before = left(missing, wanted);
    return new TextBuilder()
      .add(pad.repeat(before))
      .add(self)
      .add(pad.repeat(missing - before))
      .done();
  };
}
const centered = justify((missing, width) => Math.floor(missing / 2) + (missing & width & 1));
/** `str.center(width)` */
export const center = (self: Str, width: Value): Str => centered(self, [width]) as Str;

function partition(last: boolean): Method {
  return (self, args) => {
    const mark = raw(text(args[0]));
    if (!mark) return fail("ValueError", "empty separator");
    const at = last ? raw(self).lastIndexOf(mark) : raw(self).indexOf(mark);
    if (at < 0) return new Tuple(last ? ["", "", self] : [self, "", ""]);
    return new Tuple([sliceText(self, 0, at), mark, sliceText(self, at + mark.length, raw(self).length)]);
  };
}

const splitter =
  (fromRight: boolean): ((self: Str, named: Record<string, Value | undefined>) => Value) =>
  (self, { sep, maxsplit }) => {
    const most = maxsplit === undefined ? -1 : size(maxsplit);
    const separator = sep ?? null;
    if (separator !== null && !isStr(separator))
      return fail("TypeError", `must be str or None, not ${typeName(separator)}`);
    return split(self, separator, most, fromRight);
  };

/** By place only: how many arguments, as signature.ts writes it, and what it does. */
const PLACED: Record<string, [style: string, method: Method]> = {
  upper: ["none", cased((s) => s.toUpperCase())],
  lower: ["none", whole((s) => s.toLowerCase())],
  casefold: ["none", cased(folded)],
  swapcase: ["none", whole(swapped)],
  title: ["none", whole(titled)],
  capitalize: ["none", whole(capitalized)],
  strip: ["0-1", (self, [chars]) => strip(self, chars)],
  lstrip: ["0-1", (self, [chars]) => strip(self, chars, true, false)],
  rstrip: ["0-1", (self, [chars]) => strip(self, chars, false, true)],
  startswith: ["find1-3", ends("startswith", (s, part) => s.startsWith(part))],
  endswith: ["find1-3", ends("endswith", (s, part) => s.endsWith(part))],
  replace: [
    "2-3",
    (self, [old, by, most]) =>
      replace(
        self,
        text(old, "replace() argument 1"),
        text(by, "replace() argument 2"),
        most === undefined ? -1 : size(most),
      ),
  ],
  find: ["find1-3", find(false, false)],
  rfind: ["find1-3", find(true, false)],
  index: ["find1-3", find(false, true)],
  rindex: ["find1-3", find(true, true)],
  count: ["find1-3", count],
  join: [
    "one",
    (self, [items = null]) =>
      join(self, isIterable(items) ? iterate(items) : fail("TypeError", "can only join an iterable")),
  ],
  partition: ["one", partition(false)],
  rpartition: ["one", partition(true)],
  removeprefix: [
    "one",
    (self, [given]) => {
      const part = raw(text(given, "removeprefix() argument"));
      return raw(self).startsWith(part) ? sliceText(self, part.length, raw(self).length) : self;
    },
  ],
  removesuffix: [
    "one",
    (self, [given]) => {
      const part = raw(text(given, "removesuffix() argument"));
      return part && raw(self).endsWith(part) ? sliceText(self, 0, raw(self).length - part.length) : self;
    },
  ],
  ljust: ["1-2", justify(() => 0)],
  rjust: ["1-2", justify((missing) => missing)],
  center: ["1-2", centered],
  translate: ["one", (self, [table = null]) => translated(self, table, tableItem)],
  zfill: [
    "one",
    (self, [width]) => {
      const missing = limited(size(width)) - points(raw(self));
      if (missing <= 0) return self;
      const sign = /^[-+]/.test(raw(self)) ? 1 : 0;
      return new TextBuilder()
        .add(sliceText(self, 0, sign))
        .add("0".repeat(missing))
        .add(sliceText(self, sign, raw(self).length))
        .done();
    },
  ],
  isprintable: ["none", (self) => !new RegExp(UNPRINTABLE, "u").test(raw(self))],
  isupper: ["none", (self) => isCase(raw(self), true)],
  islower: ["none", (self) => isCase(raw(self), false)],
  istitle: ["none", (self) => isTitle(raw(self))],
  ...Object.fromEntries(
    Object.entries(CLASSES).map(([name, pattern]) => [name, ["none", all(pattern)] as [string, Method]]),
  ),
};

const NAMED: Record<string, [names: string[], method: (self: Str, named: Record<string, Value | undefined>) => Value]> =
  {
    split: [["sep", "maxsplit"], splitter(false)],
    rsplit: [["sep", "maxsplit"], splitter(true)],
    splitlines: [
      ["keepends"],
      (self, { keepends }) => new List(splitLines(self, keepends !== undefined && cInt(keepends) !== 0)),
    ],
    expandtabs: [
      ["tabsize"],
      (self, { tabsize }) => expandTabs(self, tabsize === undefined ? 8 : limited(cInt(tabsize))),
    ],
  };

const isIterable = (value: Value): boolean => {
  try {
    iterate(value);
    return true;
  } catch {
    return false;
  }
};

/** A method of `str` without its arguments; undefined if there is none. Keeps Markup only where slices do. */
export function stringMethod(name: string): ((self: Str, args: Value[], kwargs: Kwargs) => Value) | undefined {
  const placed = Object.hasOwn(PLACED, name) ? PLACED[name] : undefined;
  if (placed) {
    return (self, args, kwargs) => {
      bindC(typeName(self), name, placed[0], args, kwargs);
      return placed[1](self, args);
    };
  }
  const named = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  return named && ((self, args, kwargs) => named[1](self, bindNames(name, named[0], args, kwargs)));
}
