/** Numbers as Python has them: exact decimals of floats, integers of any size, and what fits where. */
import { WHITE } from "../tokenizers/white.ts";
import { fail } from "./errors.ts";
import { exactPower } from "./power.ts";
import { repr } from "./show.ts";
import { raw } from "./text.ts";
import { failUndefined } from "./undefined.ts";
import { Float, isInt, isNumber, isStr, toBig, typeName, Undefined, type Value } from "./values.ts";

/** Digits behind which a result is no prompt's any more: MemoryError. */
const MOST = 50_000_000;

export function limited(count: number): number {
  return count > MOST ? fail("MemoryError", "") : count;
}

/** `float(value)` of an int or a float. Throws OverflowError. */
export function asFloat(value: bigint | boolean | Float): number {
  if (value instanceof Float) return value.value;
  const number = Number(value);
  return Number.isFinite(number) ? number : fail("OverflowError", "int too large to convert to float");
}

/** `int(value)` of a float. Throws OverflowError or ValueError. */
export function truncated(value: number): bigint {
  if (Number.isNaN(value)) return fail("ValueError", "cannot convert float NaN to integer");
  return Number.isFinite(value)
    ? BigInt(Math.trunc(value))
    : fail("OverflowError", "cannot convert float infinity to integer");
}

/** What Python's `__index__` gives. Throws TypeError. */
export function index(value: Value | undefined): bigint {
  return value !== undefined && isInt(value)
    ? toBig(value)
    : fail("TypeError", `'${typeName(value ?? null)}' object cannot be interpreted as an integer`);
}

/** A length or a count: an index that a C size can hold. */
export function size(value: Value | undefined): number {
  const number = index(value);
  if (number >= 2n ** 63n || number < -(2n ** 63n))
    return fail("OverflowError", "Python int too large to convert to C ssize_t");
  return Number(number);
}

/** An argument that C takes as an int. */
export function cInt(value: Value | undefined): number {
  const number = index(value);
  if (number >= 2n ** 31n || number < -(2n ** 31n))
    return fail("OverflowError", "Python int too large to convert to C int");
  return Number(number);
}

/** A float that is finite and not negative, as `digits * 10 ** -places`. */
function exact(value: number): { digits: bigint; places: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const power = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = power ? fraction | 0x10000000000000n : fraction;
  const shift = (power || 1) - 1075;
  return shift >= 0
    ? { digits: mantissa << BigInt(shift), places: 0 }
    : { digits: mantissa * 5n ** BigInt(-shift), places: -shift };
}

/** Half to even. */
function divideRounded(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  const twice = (value % by) * 2n;
  return twice > by || (twice === by && quotient & 1n) ? quotient + 1n : quotient;
}

function scaled(value: number, places: number): bigint {
  const { digits, places: has } = exact(value);
  return places >= has ? digits * 10n ** BigInt(places - has) : divideRounded(digits, 10n ** BigInt(has - places));
}

/** `value` with so many decimals, correctly rounded; finite and not negative. */
export function fixed(value: number, places: number): string {
  const digits = String(scaled(value, Math.min(limited(places), 1100))).padStart(Math.min(places, 1100) + 1, "0");
  const text = places > 1100 ? digits + "0".repeat(places - 1100) : digits;
  return places ? `${text.slice(0, text.length - places)}.${text.slice(text.length - places)}` : text;
}

/** [digits, power]: so many digits after the first, correctly rounded. */
function leading(value: number, more: number): [digits: string, power: number] {
  if (value === 0) return ["0".repeat(limited(more) + 1), 0];
  const { digits, places } = exact(value);
  const text = String(digits);
  let power = text.length - 1 - places;
  if (text.length <= more + 1) return [text.padEnd(limited(more) + 1, "0"), power];
  let rounded = String(divideRounded(digits, 10n ** BigInt(text.length - more - 1)));
  if (rounded.length > more + 1) [rounded, power] = [rounded.slice(0, -1), power + 1];
  return [rounded, power];
}

const powerText = (power: number): string => `e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;

export function exponential(value: number, places: number, point = false): string {
  const [digits, power] = leading(value, places);
  return digits[0]! + (places || point ? `.${digits.slice(1)}` : "") + powerText(power);
}

/**
 * `g`. `zeros` keeps them at the end; `dot`: as a float without a type, which has a decimal wherever it has no
 * exponent.
 */
export function general(value: number, precision: number, zeros: boolean, dot = false): string {
  const wanted = Math.max(precision, 1);
  const [digits, power] = leading(value, wanted - 1);
  const kept = zeros ? digits : digits.replace(/0+$/, "") || "0";
  if (power < -4 || power >= wanted - (dot ? 1 : 0))
    return kept[0]! + (kept.length > 1 || zeros ? `.${kept.slice(1)}` : "") + powerText(power);
  if (power < 0) return `0.${"0".repeat(-power - 1)}${kept}`;
  const whole = kept.slice(0, power + 1).padEnd(power + 1, "0");
  const rest = kept.slice(power + 1);
  return rest || zeros ? `${whole}.${rest}` : dot ? `${whole}.0` : whole;
}

/** `round(value, places)` of a float: half to even on its exact value. */
export function roundFloat(value: number, places: number): number {
  if (!Number.isFinite(value) || value === 0 || places > 323) return value;
  const size = Math.abs(value);
  let rounded: number;
  if (places < -308) rounded = 0;
  else if (places >= 0) rounded = Number(fixed(size, places));
  else {
    const { digits, places: has } = exact(size);
    rounded = Number(divideRounded(digits, 10n ** BigInt(has - places)) * 10n ** BigInt(-places));
  }
  if (!Number.isFinite(rounded)) return fail("OverflowError", "rounded value too large to represent");
  return value < 0 ? -rounded : rounded;
}

export function roundInt(value: bigint, places: number): bigint {
  if (places >= 0) return value;
  if (-places > 5000) return 0n;
  const unit = 10n ** BigInt(-places);
  return value < 0n ? -divideRounded(-value, unit) * unit : divideRounded(value, unit) * unit;
}

/** `a / b`, correctly rounded. Throws ZeroDivisionError and OverflowError. */
export function divide(a: bigint, b: bigint): number {
  if (b === 0n) return fail("ZeroDivisionError", "division by zero");
  const [x, y] = [Number(a), Number(b)];
  if (Number.isSafeInteger(x) && Number.isSafeInteger(y)) return x / y;
  const negative = a < 0n !== b < 0n;
  const [p, q] = [a < 0n ? -a : a, b < 0n ? -b : b];
  if (p === 0n) return 0;
  const shift = p.toString(2).length - q.toString(2).length - 66; // 66 bits are enough, with one for what is left
  const [top, bottom] = shift >= 0 ? [p, q << BigInt(shift)] : [p << BigInt(-shift), q];
  const quotient = ((top / bottom) << 1n) | (top % bottom ? 1n : 0n);
  const power = shift - 1;
  if (power > 1100) return fail("OverflowError", "integer division result too large for a float");
  let made: number;
  if (power >= 0) made = Number(quotient << BigInt(power));
  else if (power > -1022) made = Number(quotient) * 2 ** power;
  else made = power < -1200 ? 0 : divideRounded2(quotient, -power);
  if (!Number.isFinite(made)) return fail("OverflowError", "integer division result too large for a float");
  return negative ? -made : made;
}

/** `quotient / 2 ** shift` where that is a subnormal float. */
function divideRounded2(quotient: bigint, shift: number): number {
  const drop = shift - 1074;
  return drop > 0
    ? Number(divideRounded(quotient, 1n << BigInt(drop))) * Number.MIN_VALUE
    : Number(quotient) * 2 ** -1000 * 2 ** (1000 - shift);
}

/** Python's float `**`. Throws ZeroDivisionError and OverflowError. */
export function power(a: number, b: number): number {
  if (a === 1 || b === 0) return 1;
  if (a === -1 && !Number.isFinite(b) && !Number.isNaN(b)) return 1;
  if (a === 0 && b < 0) return fail("ZeroDivisionError", "0.0 cannot be raised to a negative power");
  if (a < 0 && Number.isFinite(a) && Number.isFinite(b) && !Number.isInteger(b))
    return fail("NotImplementedError", "this page has no complex numbers, which Python makes here");
  const size = Number.isFinite(a) && a !== 0 && Number.isFinite(b) ? exactPower(Math.abs(a), b) : a ** b;
  const made = a < 0 && Number.isFinite(a) && b % 2 ? -size : size;
  if (!Number.isFinite(made) && Number.isFinite(a) && Number.isFinite(b))
    return fail("OverflowError", "(34, 'Numerical result out of range')");
  return made;
}

/** [floor(a / b), a % b] of floats. */
export function divmod(a: number, b: number): [number, number] {
  let rest = a % b;
  if (Number.isNaN(rest)) return [rest, rest];
  let quotient = (a - rest) / b;
  if (rest) {
    if (b < 0 !== rest < 0) [rest, quotient] = [rest + b, quotient - 1];
  } else rest = b < 0 ? -0 : 0;
  if (quotient) {
    const floor = Math.floor(quotient);
    quotient = quotient - floor > 0.5 ? floor + 1 : floor;
  } else quotient = a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  return [quotient, rest];
}

const SPACED = new RegExp(`^[${WHITE}]+|[${WHITE}]+$`, "g");
const DIGIT = /\p{Nd}/gu;
/** The value of a decimal digit: they come in tens, each with a zero first. */
function digitOf(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return code - 48;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10; // five runs side by side
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}

const ascii = (text: string): string => text.replace(SPACED, "").replace(DIGIT, (c) => String(digitOf(c)));

/** `int(text, base)`: null where that is a ValueError. */
export function parseInteger(text: string, base: number): bigint | null {
  const found =
    /^([-+]?)(?:0([box])_?)?([0-9a-z]+(?:_[0-9a-z]+)*)$/i.exec(ascii(text)) ??
    /^([-+]?)()([0-9a-z]+(?:_[0-9a-z]+)*)$/i.exec(ascii(text));
  if (!found) return null;
  const [, sign, prefix = "", body = ""] = found;
  const named = { b: 2, o: 8, x: 16 }[prefix.toLowerCase()];
  let digits = body.toLowerCase();
  let radix = base;
  if (named !== undefined && (base === 0 || base === named)) radix = named;
  else if (named !== undefined)
    digits =
      `0${prefix.toLowerCase()}${found[0].slice(found[0].toLowerCase().indexOf(`0${prefix.toLowerCase()}`) + 2)}`.toLowerCase();
  else if (base === 0) {
    radix = 10;
    if (/^0/.test(digits) && /[^0_]/.test(digits)) return null;
  }
  if (digits.includes("__")) return null;
  digits = digits.replaceAll("_", "");
  for (const c of digits) if (parseInt(c, 36) >= radix) return null;
  const value =
    radix === 10
      ? BigInt(digits)
      : radix === 16
        ? BigInt(`0x${digits}`)
        : radix === 2
          ? BigInt(`0b${digits}`)
          : radix === 8
            ? BigInt(`0o${digits}`)
            : [...digits].reduce((total, c) => total * BigInt(radix) + BigInt(parseInt(c, 36)), 0n);
  return sign === "-" ? -value : value;
}

/** `float(text)`: null where that is a ValueError. */
export function parseFloating(text: string): number | null {
  const plain = ascii(text);
  const word = /^([-+]?)(inf|infinity|nan)$/i.exec(plain);
  if (word) return word[2]!.toLowerCase() === "nan" ? NaN : word[1] === "-" ? -Infinity : Infinity;
  const found = /^[-+]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?$/i.test(plain);
  return found ? Number(plain.replaceAll("_", "")) : null;
}

/** `float(value)`. Throws TypeError, ValueError, OverflowError; UndefinedError. */
export function toFloat(value: Value): number {
  if (value instanceof Undefined) return failUndefined(value);
  if (isNumber(value)) return asFloat(value);
  if (isStr(value))
    return parseFloating(raw(value)) ?? fail("ValueError", `could not convert string to float: ${repr(value)}`);
  return fail("TypeError", `float() argument must be a string or a real number, not '${typeName(value)}'`);
}
