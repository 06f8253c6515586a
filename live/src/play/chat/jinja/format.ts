/** `'%s' % …` and `str.format`, as far as templates use them. */
import { fail } from "./errors.ts";
import { repr, str } from "./show.ts";
import { type Str, TextBuilder, points, raw, sliceText } from "./text.ts";
import { Dict, Float, List, Tuple, type Value, isInt, isNumber, isStr, toBig, toNumber, typeName } from "./values.ts";

const PERCENT = /%(?:\((?<key>[^)]*)\))?(?<flags>[-+ 0#]*)(?<width>\d+)?(?:\.(?<precision>\d+))?(?<type>.)/gsu;

export function percentFormat(format: Str, argument: Value): Str {
  const text = raw(format);
  const out = new TextBuilder();
  const args = argument instanceof Tuple ? argument.items : [argument];
  let next = 0;
  let at = 0;
  for (const found of text.matchAll(PERCENT)) {
    out.add(sliceText(format, at, found.index));
    at = found.index + found[0].length;
    const { key, flags = "", width, precision, type = "" } = found.groups!;
    if (type === "%") {
      out.add("%");
      continue;
    }
    let value: Value;
    if (key !== undefined) {
      if (!(argument instanceof Dict)) return fail("TypeError", "format requires a mapping");
      const named = argument.get(key);
      if (named === undefined) return fail("KeyError", repr(key));
      value = named;
    } else {
      if (next >= args.length) return fail("TypeError", "not enough arguments for format string");
      value = args[next]!;
      next += 1;
    }
    out.add(padded(converted(value, type, flags, precision), flags, width));
  }
  out.add(sliceText(format, at, text.length));
  if (next < args.length && !(argument instanceof Dict || argument instanceof List)) fail("TypeError", "not all arguments converted during string formatting");
  return out.done();
}

function converted(value: Value, type: string, flags: string, precision: string | undefined): Str {
  const places = precision === undefined ? undefined : Number(precision);
  if (type === "s" || type === "r" || type === "a") {
    const text = type === "s" ? str(value) : repr(value);
    return places === undefined ? text : sliceText(text, 0, [...raw(text)].slice(0, places).join("").length);
  }
  const signed = (text: string): string => (text.startsWith("-") ? text : (flags.includes("+") ? "+" : flags.includes(" ") ? " " : "") + text);
  if ("diu".includes(type)) {
    if (!isNumber(value)) return fail("TypeError", `%${type} format: a real number is required, not ${typeName(value)}`);
    return signed(String(isInt(value) ? toBig(value) : BigInt(Math.trunc(toNumber(value)))));
  }
  if ("xXo".includes(type)) {
    if (!isInt(value)) return fail("TypeError", `%${type} format: an integer is required, not ${typeName(value)}`);
    const digits = toBig(value).toString(type === "o" ? 8 : 16);
    return signed(type === "X" ? digits.toUpperCase() : digits);
  }
  if ("fFeE".includes(type)) {
    if (!isNumber(value)) return fail("TypeError", `must be real number, not ${typeName(value)}`);
    const number = toNumber(value);
    const text = "fF".includes(type) ? number.toFixed(places ?? 6) : number.toExponential(places ?? 6).replace(/e([-+])(\d)$/, "e$10$2");
    return signed(type === "E" ? text.toUpperCase() : text);
  }
  return fail("ValueError", `this page does not know the format character '${type}'`);
}

function padded(text: Str, flags: string, width: string | undefined): Str {
  const missing = Number(width ?? 0) - points(raw(text));
  if (missing <= 0) return text;
  if (flags.includes("-")) return new TextBuilder().add(text).add(" ".repeat(missing)).done();
  if (flags.includes("0") && /^[-+ ]?\d/.test(raw(text))) {
    const sign = /^[-+ ]/.exec(raw(text))?.[0] ?? "";
    return sign + "0".repeat(missing) + raw(text).slice(sign.length);
  }
  return new TextBuilder().add(" ".repeat(missing)).add(text).done();
}

/** `str.format`. `item` reads an attribute or an item as the sandbox does. */
export function braceFormat(format: Str, args: Value[], kwargs: (name: string) => Value | undefined, item: (value: Value, name: Value, attribute: boolean) => Value): Str {
  const text = raw(format);
  const out = new TextBuilder();
  let next = 0;
  let at = 0;
  for (const found of text.matchAll(/\{\{|\}\}|\{(?<name>[^{}.[!:]*)(?<path>(?:\.[^{}.[!:]+|\[[^\]]*\])*)(?:!(?<conversion>[rsa]))?(?::(?<spec>[^{}]*))?\}|[{}]/gu)) {
    out.add(sliceText(format, at, found.index));
    at = found.index + found[0].length;
    if (found[0] === "{{" || found[0] === "}}") {
      out.add(found[0][0]!);
      continue;
    }
    const { name, path = "", conversion, spec = "" } = found.groups!;
    if (name === undefined) return fail("ValueError", found[0] === "{" ? "Single '{' encountered in format string" : "Single '}' encountered in format string");
    let value: Value | undefined;
    if (name === "" || /^\d+$/.test(name)) {
      const index = name === "" ? next++ : Number(name);
      if (index >= args.length) return fail("IndexError", "tuple index out of range");
      value = args[index];
    } else {
      value = kwargs(name);
      if (value === undefined) return fail("KeyError", repr(name));
    }
    for (const [step] of path.matchAll(/\.[^.[]+|\[[^\]]*\]/g)) {
      const key = step.startsWith(".") ? step.slice(1) : step.slice(1, -1);
      value = item(value!, /^\d+$/.test(key) && !step.startsWith(".") ? BigInt(key) : key, step.startsWith("."));
    }
    out.add(specified(conversion === "r" ? repr(value!) : conversion ? str(value!) : value!, spec));
  }
  return out.add(sliceText(format, at, text.length)).done();
}

function specified(value: Value, spec: string): Str {
  if (!spec) return str(value);
  const found = /^(?:(.)?([<>^]))?([-+ ])?(0)?(\d+)?(,)?(?:\.(\d+))?([a-z%])?$/iu.exec(spec);
  if (!found) return fail("ValueError", `Invalid format specifier '${spec}' for object of type '${typeName(value)}'`);
  const [, fill = " ", align, sign = "", zero, width, comma, precision, type] = found;
  let text: Str;
  if (isNumber(value) && typeof value !== "boolean" && type !== "s") {
    const number = toNumber(value);
    let digits: string;
    if (type === "f") digits = number.toFixed(Number(precision ?? 6));
    else if (type === "%") digits = `${(number * 100).toFixed(Number(precision ?? 6))}%`;
    else if (type === "x" && isInt(value)) digits = toBig(value).toString(16);
    else digits = value instanceof Float && precision ? String(Number(number.toPrecision(Number(precision)))) : raw(str(value));
    if (comma) digits = digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
    text = sign !== "-" && sign && !digits.startsWith("-") ? sign + digits : digits;
  } else {
    if (!isStr(value) && typeof value !== "boolean") return fail("TypeError", `unsupported format string passed to ${typeName(value)}.__format__`);
    const whole = str(value);
    text = precision ? sliceText(whole, 0, [...raw(whole)].slice(0, Number(precision)).join("").length) : whole;
  }
  const missing = Number(width ?? 0) - points(raw(text));
  if (missing <= 0) return text;
  const pad = zero && !align ? "0" : fill;
  const side = align ?? (isStr(value) ? "<" : ">");
  const left = side === "<" ? 0 : side === ">" ? missing : Math.floor(missing / 2);
  return new TextBuilder().add(pad.repeat(left)).add(text).add(pad.repeat(missing - left)).done();
}
