/** Arithmetic, with the errors of Python. */
import { iterate } from "./compare.ts";
import { fail } from "./errors.ts";
import { html } from "./html.ts";
import { asFloat, divide, divmod, power } from "./numbers.ts";
import { percentFormat } from "./percent.ts";
import { as, concat, isMarkup, markup, raw, type Str } from "./text.ts";
import { failUndefined } from "./undefined.ts";
import { Float, isInt, isNumber, isStr, List, Tuple, toBig, typeName, Undefined, type Value, View } from "./values.ts";

export type Binary = "+" | "-" | "*" | "/" | "//" | "%" | "**";

export function calculate(operator: Binary, a: Value, b: Value): Value {
  if (operator === "%" && isStr(a)) return percentFormat(a, b);
  if (a instanceof Undefined) return failUndefined(a);
  if (operator === "-" && (isSetLike(a) || isSetLike(b))) {
    iterate(a);
    iterate(b);
    return fail("NotImplementedError", "this page has no sets, which Python makes here");
  }
  if (b instanceof Undefined && !(operator === "*" && isMarkup(a))) return failUndefined(b);
  if (isNumber(a) && isNumber(b)) return numbers(operator, a, b);
  if (operator === "+") return added(a, b);
  if (operator === "*" && (isSequence(a) || isSequence(b))) {
    const [sequence, times] = isMarkup(b) && !isMarkup(a) ? [b, a] : isSequence(a) ? [a, b] : [b, a];
    if (times instanceof Undefined && !isMarkup(sequence)) return failUndefined(times);
    if (isMarkup(sequence) && !isInt(times))
      return fail("TypeError", `'${typeName(a === sequence ? times : a)}' object cannot be interpreted as an integer`);
    if (isInt(times)) {
      const count = toBig(times);
      if (count >= 2n ** 63n || count < -(2n ** 63n))
        fail("OverflowError", "cannot fit 'int' into an index-sized integer");
      return repeated(sequence as Value, Number(count));
    }
    return fail("TypeError", `can't multiply sequence by non-int of type '${typeName(times)}'`);
  }
  return unsupported(operator === "**" ? "** or pow()" : operator, a, b);
}

const isSetLike = (value: Value): boolean => value instanceof View && value.kind !== "dict_values";

const isSequence = (value: Value): value is Extract<Value, string | List | Tuple> =>
  isStr(value) || value instanceof List || value instanceof Tuple;

function added(a: Value, b: Value): Value {
  if (isMarkup(a) || (isMarkup(b) && isStr(a)))
    return isStr(b) ? markup(concat(html(a), html(b))) : unsupported("+", a, b);
  if (isStr(a))
    return isStr(b) ? concat(a, b) : fail("TypeError", `can only concatenate str (not "${typeName(b)}") to str`);
  if (a instanceof List)
    return b instanceof List
      ? new List([...a.items, ...b.items])
      : fail("TypeError", `can only concatenate list (not "${typeName(b)}") to list`);
  if (a instanceof Tuple)
    return b instanceof Tuple
      ? new Tuple([...a.items, ...b.items])
      : fail("TypeError", `can only concatenate tuple (not "${typeName(b)}") to tuple`);
  return unsupported("+", a, b);
}

// characters or items: where Python would have a MemoryError sooner or later, this page has it now
const MOST = 50_000_000;

function repeated(value: Value, times: number): Value {
  const count = Math.max(0, times);
  const length = isStr(value) ? (typeof value === "string" ? value : value.s).length : (value as List).items.length;
  if (length * count > MOST) return fail("MemoryError", "");
  if (typeof value === "string") return value.repeat(count);
  if (isStr(value))
    return as(
      value,
      value.runs.length ? concat(...Array.from({ length: count }, () => value as Str)) : raw(value).repeat(count),
    );
  const items = Array.from({ length: count }, () => (value as List).items).flat();
  return value instanceof List ? new List(items) : new Tuple(items);
}

function unsupported(operator: string, a: Value, b: Value): never {
  return fail("TypeError", `unsupported operand type(s) for ${operator}: '${typeName(a)}' and '${typeName(b)}'`);
}

const MOST_BITS = 5_000_000n;

function numbers(operator: Binary, a: bigint | boolean | Float, b: bigint | boolean | Float): Value {
  if (isInt(a) && isInt(b)) {
    const [x, y] = [toBig(a), toBig(b)];
    if (operator === "+") return x + y;
    if (operator === "-") return x - y;
    if (operator === "*") return x * y;
    if (operator === "/") return new Float(divide(x, y));
    if (operator === "**") {
      if (y < 0n) return new Float(power(asFloat(x), asFloat(y)));
      if (x * x > 1n && y * BigInt(x.toString(2).length) > MOST_BITS) return fail("MemoryError", "");
      return x ** y;
    }
    if (y === 0n)
      return fail(
        "ZeroDivisionError",
        operator === "//" ? "integer division or modulo by zero" : "integer modulo by zero",
      );
    const rest = ((x % y) + y) % y;
    return operator === "%" ? rest : (x - rest) / y;
  }
  const [x, y] = [asFloat(a), asFloat(b)];
  if (operator === "+") return new Float(x + y);
  if (operator === "-") return new Float(x - y);
  if (operator === "*") return new Float(x * y);
  if (operator === "**") return new Float(power(x, y));
  if (y === 0)
    return fail(
      "ZeroDivisionError",
      operator === "/" ? "float division by zero" : operator === "//" ? "float floor division by zero" : "float modulo",
    );
  if (operator === "/") return new Float(x / y);
  const [quotient, rest] = divmod(x, y);
  return new Float(operator === "%" ? rest : quotient);
}

export function negated(operator: "-" | "+", value: Value): Value {
  if (value instanceof Undefined) return failUndefined(value);
  if (isInt(value)) return operator === "-" ? -toBig(value) : toBig(value);
  if (value instanceof Float) return operator === "-" ? new Float(-value.value) : value;
  return fail("TypeError", `bad operand type for unary ${operator}: '${typeName(value)}'`);
}
