/** Python's format specifications: what stands behind the colon in `{:>8.2f}`. */
import { fail } from "./errors.ts";
import { asFloat, exponential, fixed, general, limited } from "./numbers.ts";
import { floatText, intText, str } from "./show.ts";
import { isMarkup, plain, points, raw, type Str, sliceText, TextBuilder } from "./text.ts";
import { Float, isInt, isStr, toBig, typeName, type Value } from "./values.ts";

const SPEC =
  /^(?:(?<fill>[^])(?=[<>=^])(?<align>[<>=^])|(?<only>[<>=^]))?(?<sign>[-+ ])?(?<z>z)?(?<alternate>#)?(?<zero>0)?(?<width>\p{Nd}+)?(?<rest>[^]*)$/u;

interface Spec {
  fill: string;
  align: string;
  sign: string;
  z: boolean;
  alternate: boolean;
  width: number;
  comma: string;
  precision: number | null;
  type: string;
}

const LARGEST = 2n ** 63n - 1n;

function whole(digits: string, what: string): number {
  return BigInt(digits) > LARGEST ? fail("ValueError", what) : limited(Number(digits));
}

function parsed(spec: string, value: Value): Spec {
  const { fill, align, only, sign = "", z, alternate, zero, width, rest = "" } = SPEC.exec(spec)!.groups!;
  const invalid = (): never =>
    fail("ValueError", `Invalid format specifier '${spec}' for object of type '${typeName(value)}'`);
  let left = rest;
  let comma = "";
  if (left.startsWith(",")) [comma, left] = [",", left.slice(1)];
  if (left.startsWith("_")) {
    if (comma) fail("ValueError", "Cannot specify both ',' and '_'.");
    [comma, left] = ["_", left.slice(1)];
  }
  if (left.startsWith(","))
    fail("ValueError", comma === "_" ? "Cannot specify both ',' and '_'." : "Cannot specify ',' with ','.");
  let precision: number | null = null;
  if (left.startsWith(".")) {
    const digits = /^\.(\d*)/.exec(left)![1]!;
    if (!digits) fail("ValueError", "Format specifier missing precision");
    precision = whole(digits, "Too many decimal digits in format string");
    left = left.slice(1 + digits.length);
  }
  const type = left;
  if (points(type) > 1) invalid();
  if (comma && type && !(comma === "_" ? "defgEGFboxX%" : "defgEGF%").includes(type))
    fail("ValueError", `Cannot specify '${comma}' with ${known(type)}.`);
  return {
    fill: fill ?? (zero ? "0" : " "),
    align: align ?? only ?? (zero ? (isStr(value) ? "<" : "=") : ""),
    sign,
    z: z !== undefined,
    alternate: alternate !== undefined,
    width: width === undefined ? 0 : whole(width, "Too many decimal digits in format string"),
    comma,
    precision,
    type,
  };
}

const known = (type: string): string =>
  type > " " && type < "\x80" ? `'${type}'` : `'\\x${type.codePointAt(0)!.toString(16)}'`;

const unknown = (type: string, value: Value): never =>
  fail("ValueError", `Unknown format code ${known(type)} for object of type '${typeName(value)}'`);

/** `format(value, spec)`. Throws ValueError, TypeError, OverflowError. */
export function formatted(value: Value, spec: string): Str {
  if (isMarkup(value)) return formatText(value, spec);
  if (!spec) return str(value);
  if (isStr(value)) return formatText(value, spec);
  if (isInt(value)) return formatInt(value, spec);
  if (value instanceof Float) return formatFloat(value.value, parsed(spec, value), value);
  return fail("TypeError", `unsupported format string passed to ${typeName(value)}.__format__`);
}

function formatText(value: Str, spec: string): Str {
  if (!spec) return plain(value);
  const made = parsed(spec, value);
  const { precision, type } = made;
  if (type && type !== "s") unknown(type, value);
  if (made.comma) fail("ValueError", `Cannot specify '${made.comma}' with 's'.`);
  if (made.sign)
    fail(
      "ValueError",
      made.sign === " "
        ? "Space not allowed in string format specifier"
        : "Sign not allowed in string format specifier",
    );
  if (made.z) fail("ValueError", "Negative zero coercion (z) not allowed in string format specifier");
  if (made.alternate) fail("ValueError", "Alternate form (#) not allowed in string format specifier");
  if (made.align === "=") fail("ValueError", "'=' alignment not allowed in string format specifier");
  const text = plain(value);
  const kept = precision === null ? text : sliceText(text, 0, [...raw(text)].slice(0, precision).join("").length);
  return placed("", kept, made, "<");
}

/** `prefix`: sign and base, before which `=` puts no padding. */
function placed(prefix: string, body: Str, { fill, align, width }: Spec, natural: string): Str {
  const missing = Math.max(0, width - points(prefix) - points(raw(body)));
  const side = align || natural;
  const before = side === "<" ? 0 : side === "^" ? Math.floor(missing / 2) : missing;
  const out = new TextBuilder();
  if (side === "=") out.add(prefix).add(fill.repeat(missing));
  else out.add(fill.repeat(before)).add(prefix);
  out.add(body);
  return (side === "=" ? out : out.add(fill.repeat(missing - before))).done();
}

/** Digits in groups, with zeros up to the width where zeros are the padding. */
function grouped(digits: string, rest: string, prefix: string, made: Spec, size: number): string {
  if (!made.comma) return digits + rest;
  const room = made.fill === "0" && made.align === "=" ? made.width - points(prefix) - rest.length : 0;
  let count = Math.max(digits.length, room - Math.ceil(room / (size + 1)));
  while (count + Math.floor((count - 1) / size) < room) count += 1;
  const padded = digits.padStart(count, "0");
  const first = count % size || size;
  return (
    [padded.slice(0, first), ...(padded.slice(first).match(new RegExp(`.{${size}}`, "g")) ?? [])].join(made.comma) +
    rest
  );
}

const signOf = (negative: boolean, sign: string): string => (negative ? "-" : sign === "-" ? "" : sign);

function formatInt(value: bigint | boolean, spec: string): Str {
  const made = parsed(spec, value);
  const { type } = made;
  if (type && "eEfFgG%".includes(type)) return formatFloat(asFloat(value), made, value);
  if (type && !"bcdoxXn".includes(type)) unknown(type, value);
  if (type === "" && typeof value === "boolean" && /^$/.test(spec)) return str(value);
  if (made.precision !== null) fail("ValueError", "Precision not allowed in integer format specifier");
  if (made.z) fail("ValueError", "Negative zero coercion (z) not allowed in integer format specifier");
  const plainly = toBig(value);
  if (type === "c") {
    if (made.sign) fail("ValueError", "Sign not allowed with integer format specifier 'c'");
    if (made.alternate) fail("ValueError", "Alternate form (#) not allowed with integer format specifier 'c'");
    if (plainly < -(2n ** 63n) || plainly >= 2n ** 63n)
      fail("OverflowError", "Python int too large to convert to C long");
    if (plainly < 0n || plainly > 0x10ffffn) fail("OverflowError", "%c arg not in range(0x110000)");
    return placed("", String.fromCodePoint(Number(plainly)), made, "<");
  }
  const size = plainly < 0n ? -plainly : plainly;
  const radix = { b: 2, o: 8, x: 16, X: 16 }[type];
  const digits = radix ? size.toString(radix) : intText(size);
  const prefix = signOf(plainly < 0n, made.sign) + (made.alternate && radix ? `0${type}` : "");
  return placed(
    prefix,
    grouped(type === "X" ? digits.toUpperCase() : digits, "", prefix, made, radix ? 4 : 3),
    made,
    ">",
  );
}

function formatFloat(number: number, made: Spec, value: Value): Str {
  const { type, precision } = made;
  if (type && !"eEfFgGn%".includes(type)) unknown(type, value);
  const size = Math.abs(number);
  let text: string;
  if (!Number.isFinite(number)) text = Number.isNaN(number) ? "nan" : "inf";
  else if (type === "") text = precision === null ? floatText(size) : general(size, precision, made.alternate, true);
  else if (type === "%") text = Number.isFinite(size * 100) ? fixed(size * 100, precision ?? 6) : "inf";
  else if ("fF".includes(type)) text = fixed(size, precision ?? 6);
  else if ("eE".includes(type)) text = exponential(size, precision ?? 6, made.alternate);
  else text = general(size, precision ?? 6, made.alternate);
  if (made.alternate && Number.isFinite(number) && !text.includes("."))
    text = text.includes("e") ? text.replace("e", ".e") : `${text}.`;
  if (type === "%") text += "%";
  if ("EFG".includes(type || " ")) text = text.toUpperCase();
  const negative = (number < 0 || Object.is(number, -0)) && !(made.z && !/[1-9in]/i.test(text.replace(/e.*/i, "")));
  const prefix = signOf(negative, made.sign);
  const at = /^\d*/.exec(text)![0].length;
  return placed(prefix, at ? grouped(text.slice(0, at), text.slice(at), prefix, made, 3) : text, made, ">");
}
