/** `'%s' % …`, as Python does it. */
import { fail } from "./errors.ts";
import { html } from "./html.ts";
import { asFloat, cInt, exponential, fixed, general, limited, size, truncated } from "./numbers.ts";
import { intText, repr, str } from "./show.ts";
import { as, isMarkup, plain, points, raw, type Str, sliceText, TextBuilder } from "./text.ts";
import { failUndefined } from "./undefined.ts";
import {
  Dict,
  Float,
  isInt,
  isNumber,
  isStr,
  List,
  Range,
  Tuple,
  toBig,
  typeName,
  Undefined,
  type Value,
} from "./values.ts";

interface Directive {
  flags: string;
  width: number;
  precision: number | null;
  type: string;
}

/** Markup escapes what it takes in, and stays Markup. */
export function percentFormat(format: Str, argument: Value): Str {
  const text = raw(format);
  const out = new TextBuilder();
  // a list counts as a mapping, so that nothing is said where it is not used
  const lone = !(argument instanceof Tuple);
  const mapping =
    lone &&
    !isStr(argument) &&
    (argument instanceof Dict ||
      argument instanceof List ||
      argument instanceof Range ||
      argument instanceof Undefined);
  let args = lone ? [argument] : argument.items;
  const escapes = isMarkup(format);
  let next = 0;
  let used = false;
  let at = 0;
  const take = (): Value => {
    if (next >= args.length) return fail("TypeError", "not enough arguments for format string");
    return args[next++]!;
  };
  for (let found = text.indexOf("%"); found >= 0; found = text.indexOf("%", at)) {
    out.add(plain(sliceText(format, at, found)));
    at = found + 1;
    const more = (): string => text[at] ?? fail("ValueError", "incomplete format");
    if (more() === "(") {
      if (!mapping) fail("TypeError", "format requires a mapping");
      const start = (at += 1);
      for (let depth = 1; depth > 0; at += 1) {
        const c = text[at] ?? fail("ValueError", "incomplete format key");
        depth += c === "(" ? 1 : c === ")" ? -1 : 0;
      }
      [args, next, used] = [[keyed(argument, text.slice(start, at - 1))], 0, true]; // which a `*` takes, too
    }
    const made: Directive = { flags: "", width: 0, precision: null, type: "" };
    while ("-+ #0".includes(more())) made.flags += text[at++];
    const number = (read: (given: Value) => number): number => {
      if (more() === "*") {
        at += 1;
        const given = take();
        return isInt(given) ? read(given) : fail("TypeError", "* wants int");
      }
      const digits = /^\d*/.exec(text.slice(at, at + 20))![0];
      at += digits.length;
      return digits ? limited(Number(digits)) : 0;
    };
    made.width = number(size);
    if (made.width < 0) [made.flags, made.width] = [`${made.flags}-`, -made.width];
    limited(made.width);
    if (more() === ".") {
      at += 1;
      more();
      made.precision = Math.max(0, number(cInt));
    }
    if ("hlL".includes(more())) at += 1;
    made.type = String.fromCodePoint(text.codePointAt(at) ?? fail("ValueError", "incomplete format"));
    if (made.type === "%" && at === found + 1) {
      out.add("%");
      at += 1;
      continue;
    }
    out.add(converted(take(), made, at, escapes));
    at += made.type.length;
  }
  out.add(plain(sliceText(format, at, text.length)));
  if (!used && next < args.length && !mapping)
    fail("TypeError", "not all arguments converted during string formatting");
  return as(format, out.done());
}

function keyed(argument: Value, key: string): Value {
  if (argument instanceof Undefined) return failUndefined(argument);
  if (!(argument instanceof Dict))
    return fail("TypeError", `${typeName(argument)} indices must be integers or slices, not str`);
  const value = argument.get(key);
  return value === undefined ? fail("KeyError", repr(key)) : value;
}

function converted(value: Value, made: Directive, at: number, escapes: boolean): Str {
  const { type, precision, flags } = made;
  if ("sra".includes(type)) {
    const shown = type === "s" ? str(value) : type === "r" ? repr(value) : ascii(repr(value));
    const text = escapes ? plain(type === "s" ? html(value) : html(shown)) : shown;
    return padded(
      "",
      precision === null ? text : sliceText(text, 0, [...raw(text)].slice(0, precision).join("").length),
      made,
      false,
    );
  }
  if (type === "c") {
    if (escapes || (!isStr(value) && !isInt(value))) return fail("TypeError", "%c requires int or char");
    if (isStr(value))
      return points(raw(value)) === 1
        ? padded("", plain(value), made, false)
        : fail("TypeError", "%c requires int or char");
    const code = toBig(value);
    return code < 0n || code > 0x10ffffn
      ? fail("OverflowError", "%c arg not in range(0x110000)")
      : padded("", String.fromCodePoint(Number(code)), made, false);
  }
  if (type && "diuoxX".includes(type)) {
    if (!isInt(value) && !(value instanceof Float && "diu".includes(type))) {
      if (value instanceof Undefined && "diu".includes(type)) return failUndefined(value);
      if (escapes && isStr(value) && "diu".includes(type))
        return fail("ValueError", `invalid literal for int() with base 10: ${repr(value)}`);
      return fail(
        "TypeError",
        `%${type} format: ${"diu".includes(type) ? "a real number" : "an integer"} is required, not ${escapes ? "_MarkupEscapeHelper" : typeName(value)}`,
      );
    }
    if (escapes && "oxX".includes(type))
      return fail("TypeError", `%${type} format: an integer is required, not _MarkupEscapeHelper`);
    const number = value instanceof Float ? truncated(value.value) : toBig(value);
    const whole = number < 0n ? -number : number;
    const base = type === "o" ? 8 : "xX".includes(type) ? 16 : 10;
    let digits = base === 10 ? intText(whole) : whole.toString(base);
    if (type === "X") digits = digits.toUpperCase();
    const prefix = flags.includes("#") && base !== 10 ? `0${type}` : "";
    return padded(signed(number < 0n, flags) + prefix, digits.padStart(limited(precision ?? 0), "0"), made, true);
  }
  if (type && "fFeEgG".includes(type)) {
    if (escapes && isStr(value)) return fail("ValueError", `could not convert string to float: ${repr(value)}`);
    if (!isNumber(value))
      return value instanceof Undefined
        ? failUndefined(value)
        : fail(
            "TypeError",
            escapes
              ? `float() argument must be a string or a real number, not '${typeName(value)}'`
              : `must be real number, not ${typeName(value)}`,
          );
    const number = asFloat(value);
    const size = Math.abs(number);
    const alternate = flags.includes("#");
    const lower = type.toLowerCase();
    let text: string;
    if (!Number.isFinite(number)) text = Number.isNaN(number) ? "nan" : "inf";
    else if (lower === "f") text = fixed(size, precision ?? 6);
    else text = lower === "e" ? exponential(size, precision ?? 6, alternate) : general(size, precision ?? 6, alternate);
    if (alternate && Number.isFinite(number) && !text.includes("."))
      text = text.includes("e") ? text.replace("e", ".e") : `${text}.`;
    return padded(
      signed(number < 0 || Object.is(number, -0), flags),
      type === lower ? text : text.toUpperCase(),
      made,
      true,
    );
  }
  const code = type.codePointAt(0)!;
  return fail(
    "ValueError",
    `unsupported format character '${code > 31 && code < 128 ? type : "?"}' (0x${code.toString(16)}) at index ${at}`,
  );
}

const signed = (negative: boolean, flags: string): string =>
  negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";

export function ascii(text: string): string {
  return text.replace(/[\x80-\u{10ffff}]/gu, (c) => {
    const hex = c.codePointAt(0)!.toString(16);
    return hex.length <= 2
      ? `\\x${hex}`
      : hex.length <= 4
        ? `\\u${hex.padStart(4, "0")}`
        : `\\U${hex.padStart(8, "0")}`;
  });
}

function padded(prefix: string, body: Str, { flags, width }: Directive, numeric: boolean): Str {
  const missing = Math.max(0, width - prefix.length - points(raw(body)));
  const out = new TextBuilder();
  if (flags.includes("-")) return out.add(prefix).add(body).add(" ".repeat(missing)).done();
  if (numeric && flags.includes("0")) return out.add(prefix).add("0".repeat(missing)).add(body).done();
  return out.add(" ".repeat(missing)).add(prefix).add(body).done();
}
