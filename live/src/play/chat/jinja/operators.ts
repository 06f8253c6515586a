/** Arithmetic, with the errors of Python. */
import { fail } from "./errors.ts";
import { percentFormat } from "./format.ts";
import { concat } from "./text.ts";
import { Float, List, Tuple, Undefined, type Value, isInt, isNumber, isStr, toBig, toNumber, typeName } from "./values.ts";

export type Binary = "+" | "-" | "*" | "/" | "//" | "%" | "**";

export function calculate(operator: Binary, a: Value, b: Value): Value {
  if (operator === "%" && isStr(a) && !(b instanceof Undefined)) return percentFormat(a, b);
  if (a instanceof Undefined) return a.fail();
  if (b instanceof Undefined) return b.fail();
  if (isNumber(a) && isNumber(b)) return numbers(operator, a, b);
  if (operator === "+") return added(a, b);
  if (operator === "*") {
    const [sequence, times] = isInt(a) ? [b, a] : [a, b];
    if (isSequence(sequence)) {
      if (!isInt(times)) return fail("TypeError", `can't multiply sequence by non-int of type '${typeName(times)}'`);
      return repeated(sequence, Number(toBig(times)));
    }
  }
  return unsupported(operator === "**" ? "** or pow()" : operator, a, b);
}

const isSequence = (value: Value): value is Extract<Value, string | List | Tuple> => isStr(value) || value instanceof List || value instanceof Tuple;

function added(a: Value, b: Value): Value {
  if (isStr(a)) return isStr(b) ? concat(a, b) : fail("TypeError", `can only concatenate str (not "${typeName(b)}") to str`);
  if (a instanceof List) return b instanceof List ? new List([...a.items, ...b.items]) : fail("TypeError", `can only concatenate list (not "${typeName(b)}") to list`);
  if (a instanceof Tuple) return b instanceof Tuple ? new Tuple([...a.items, ...b.items]) : fail("TypeError", `can only concatenate tuple (not "${typeName(b)}") to tuple`);
  return unsupported("+", a, b);
}

const MOST = 50_000_000; // characters or items: where Python would have a MemoryError sooner or later, this page has it now

function repeated(value: Value, times: number): Value {
  const count = Math.max(0, times);
  const length = isStr(value) ? (typeof value === "string" ? value : value.s).length : (value as List).items.length;
  if (length * count > MOST) return fail("MemoryError", "");
  if (typeof value === "string") return value.repeat(count);
  if (isStr(value)) return concat(...Array.from({ length: count }, () => value));
  const items = Array.from({ length: count }, () => (value as List).items).flat();
  return value instanceof List ? new List(items) : new Tuple(items);
}

function unsupported(operator: string, a: Value, b: Value): never {
  return fail("TypeError", `unsupported operand type(s) for ${operator}: '${typeName(a)}' and '${typeName(b)}'`);
}

function numbers(operator: Binary, a: bigint | boolean | Float, b: bigint | boolean | Float): Value {
  if (isInt(a) && isInt(b)) {
    const [x, y] = [toBig(a), toBig(b)];
    if (operator === "+") return x + y;
    if (operator === "-") return x - y;
    if (operator === "*") return x * y;
    if (operator === "/") return y === 0n ? fail("ZeroDivisionError", "division by zero") : new Float(Number(x) / Number(y));
    if (operator === "**") {
      if (y < 0n) return x === 0n ? fail("ZeroDivisionError", "0.0 cannot be raised to a negative power") : new Float(Number(x) ** Number(y));
      if (y > 100_000n && x * x > 1n) return fail("MemoryError", "");
      return x ** y;
    }
    if (y === 0n) return fail("ZeroDivisionError", operator === "//" ? "integer division or modulo by zero" : "integer modulo by zero");
    const rest = ((x % y) + y) % y;
    return operator === "%" ? rest : (x - rest) / y;
  }
  const [x, y] = [toNumber(a), toNumber(b)];
  if (operator === "+") return new Float(x + y);
  if (operator === "-") return new Float(x - y);
  if (operator === "*") return new Float(x * y);
  if (operator === "**") return new Float(x ** y);
  if (y === 0) return fail("ZeroDivisionError", operator === "/" ? "float division by zero" : operator === "//" ? "float floor division by zero" : "float modulo");
  if (operator === "/") return new Float(x / y);
  let rest = x % y;
  if (rest !== 0 && rest < 0 !== y < 0) rest += y;
  return new Float(operator === "%" ? rest : Math.round((x - rest) / y));
}

export function negated(operator: "-" | "+", value: Value): Value {
  if (value instanceof Undefined) return value.fail();
  if (isInt(value)) return operator === "-" ? -toBig(value) : toBig(value);
  if (value instanceof Float) return operator === "-" ? new Float(-value.value) : value;
  return fail("TypeError", `bad operand type for unary ${operator}: '${typeName(value)}'`);
}
