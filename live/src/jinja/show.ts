/** `str()` and `repr()`. */
import { fail } from "./errors.ts";
import { isMarkup, mapText, plain, raw, type Str, TextBuilder } from "./text.ts";
import { UNPRINTABLE } from "./unicode.ts";
import {
  Callable,
  Dict,
  Float,
  type Iter,
  isStr,
  List,
  Range,
  Thing,
  Tuple,
  typeName,
  Undefined,
  type Value,
  View,
} from "./values.ts";

/** `str()`: Markup becomes ordinary text. */
export function str(value: Value): Str {
  if (isStr(value)) return plain(value);
  return value instanceof Undefined ? "" : repr2(value);
}

/** Markupsafe's `soft_str`: Markup stays Markup. */
export const softStr = (value: Value): Str => (isStr(value) ? value : str(value));

const MOST_DIGITS = 4300; // of an integer, in Python
const LARGEST = 10n ** BigInt(MOST_DIGITS);

/** Throws ValueError beyond the digits that Python writes. */
export function intText(value: bigint): string {
  if (value >= LARGEST || value <= -LARGEST)
    return fail(
      "ValueError",
      `Exceeds the limit (${MOST_DIGITS} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
    );
  return String(value);
}

export const repr = (value: Value): string => raw(repr2(value));

function repr2(value: Value): Str {
  const out = new TextBuilder();
  write(value, out);
  return out.done();
}

function write(value: Value, out: TextBuilder): void {
  if (value === null) out.add("None");
  else if (typeof value === "boolean") out.add(value ? "True" : "False");
  else if (typeof value === "bigint") out.add(intText(value));
  else if (value instanceof Float) out.add(floatText(value.value));
  else if (isMarkup(value)) {
    out.add("Markup(");
    writeString(plain(value), out);
    out.add(")");
  } else if (isStr(value)) writeString(value, out);
  else if (value instanceof List) listed("[", value.items, "]", out);
  else if (value instanceof Tuple) listed("(", value.items, value.items.length === 1 ? ",)" : ")", out);
  else if (value instanceof Dict) {
    out.add("{");
    value.entries().forEach(([key, item], i) => {
      if (i) out.add(", ");
      write(key, out);
      out.add(": ");
      write(item, out);
    });
    out.add("}");
  } else if (value instanceof View) listed(`${value.kind}([`, value.items(), "])", out);
  else if (value instanceof Range)
    out.add(`range(${value.start}, ${value.stop}${value.step === 1n ? "" : `, ${value.step}`})`);
  else if (value instanceof Undefined) out.add("Undefined");
  else if (value instanceof Thing && value.more.repr) out.add(value.more.repr());
  else if (value instanceof Thing) out.add(`<${value.module}.${value.kind} object>`);
  else if (value instanceof Callable)
    out.add(value.kind === "function" ? `<function ${value.name}>` : `<built-in method ${value.name}>`);
  else out.add(`<${typeName(value as Iter)} object>`);
}

function listed(open: string, items: Value[], close: string, out: TextBuilder): void {
  out.add(open);
  items.forEach((item, i) => {
    if (i) out.add(", ");
    write(item, out);
  });
  out.add(close);
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const SPECIAL = new RegExp(`[\\\\\\n\\r\\t'"]|${UNPRINTABLE}`, "gu");

function writeString(value: Str, out: TextBuilder): void {
  const text = raw(value);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  out.add(quote);
  out.add(
    mapped(value, SPECIAL, (c) => ESCAPES[c] ?? (c === "'" || c === '"' ? (c === quote ? `\\${c}` : c) : escaped(c))),
  );
  out.add(quote);
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

export function mapped(value: Str, pattern: RegExp, change: (found: string) => string): Str {
  return mapText(value, (s) => s.replace(pattern, change));
}

/** A float as Python's repr writes it. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Object.is(value, -0)) return "-0.0";
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 16) {
    const digits = String(Math.abs(power)).padStart(2, "0");
    return `${mantissa}e${power < 0 ? "-" : "+"}${digits}`;
  }
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
  if (digits.length <= power + 1) return `${sign}${digits.padEnd(power + 1, "0")}.0`;
  return `${sign}${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`;
}
