/** Jinja2's filters on numbers. */
import { fail } from "./errors.ts";
import type { Filter, FilterTable } from "./filter.ts";
import { fixed, index, parseFloating, parseInteger, roundFloat, roundInt, toFloat, truncated } from "./numbers.ts";
import { calculate } from "./operators.ts";
import { raw } from "./text.ts";
import { failUndefined } from "./undefined.ts";
import { Float, hash, isInt, isNumber, isStr, toBig, truth, typeName, Undefined, type Value } from "./values.ts";

const round: Filter = (value, { precision = 0n, method = "common" }) => {
  hash(method);
  const how = isStr(method) ? raw(method) : "";
  if (how !== "common" && how !== "ceil" && how !== "floor")
    return fail("FilterArgumentError", "method must be common, ceil or floor");
  if (how === "common") {
    if (!isNumber(value)) return fail("TypeError", `type ${typeName(value)} doesn't define __round__ method`);
    if (isInt(value)) return roundInt(toBig(value), precision === null ? 0 : clamped(index(precision)));
    return precision === null
      ? truncated(roundFloat(value.value, 0))
      : new Float(roundFloat(value.value, clamped(index(precision))));
  }
  const scale = calculate("**", 10n, precision);
  const scaled = calculate("*", value, scale);
  if (!isNumber(scaled)) return fail("TypeError", `must be real number, not ${typeName(scaled)}`);
  return calculate(
    "/",
    isInt(scaled) ? toBig(scaled) : truncated(how === "ceil" ? Math.ceil(scaled.value) : Math.floor(scaled.value)),
    scale,
  );
};

const clamped = (places: bigint): number =>
  Number(places > 100_000n ? 100_000n : places < -100_000n ? -100_000n : places);

/** null also for more digits than Python reads, but in a base that is a power of two. */
function integerOf(text: string, radix: number): bigint | null {
  const binary = radix ? !(radix & (radix - 1)) : /^\s*[+-]?0[box]/i.test(text);
  if (!binary && text.length > 4300 && text.replace(/[^\p{L}\p{Nd}]/gu, "").length > 4300) return null;
  return parseInteger(text, radix);
}

const int: Filter = (value, { default: otherwise = 0n, base = 10n }) => {
  if (value instanceof Undefined) return failUndefined(value);
  if (isInt(value)) return toBig(value);
  if (value instanceof Float) return Number.isNaN(value.value) ? otherwise : truncated(value.value);
  if (!isStr(value)) return otherwise;
  const radix = isInt(base) ? Number(toBig(base)) : -1;
  const whole = radix === 0 || (radix >= 2 && radix <= 36) ? integerOf(raw(value), radix) : null;
  if (whole !== null) return whole;
  const float = parseFloating(raw(value));
  return float !== null && Number.isFinite(float) ? truncated(float) : otherwise;
};

const float: Filter = (value, { default: otherwise = new Float(0) }) => {
  if (value instanceof Undefined) return failUndefined(value);
  if (isNumber(value)) return new Float(toFloat(value));
  const number = isStr(value) ? parseFloating(raw(value)) : null;
  return number === null ? otherwise : new Float(number);
};

const filesize: Filter = (value, { binary = false }) => {
  const bytes = toFloat(value);
  const [base, ending] = truth(binary) ? [1024, "iB"] : [1000, "B"];
  if (bytes === 1) return "1 Byte";
  if (bytes < base) return `${truncated(bytes)} Bytes`;
  const prefixes = `${base === 1024 ? "K" : "k"}MGTPEZY`;
  let i = 0;
  while (i < prefixes.length - 1 && !(bytes < base ** (i + 2))) i += 1;
  const size = (base * bytes) / Number(BigInt(base) ** BigInt(i + 2));
  return `${Number.isFinite(size) ? fixed(size, 1) : Number.isNaN(size) ? "nan" : "inf"} ${prefixes[i]}${ending}`;
};

function absolute(value: Value): Value {
  if (isInt(value)) return toBig(value) < 0n ? -toBig(value) : toBig(value);
  return value instanceof Float
    ? new Float(Math.abs(value.value))
    : fail("TypeError", `bad operand type for abs(): '${typeName(value)}'`);
}

export const NUMBER_FILTERS: FilterTable = {
  abs: ["abs(1)", absolute],
  int: ["do_int value default= base=", int],
  float: ["do_float value default=", float],
  round: ["do_round value precision= method=", round],
  filesizeformat: ["do_filesizeformat value binary=", filesize],
};
