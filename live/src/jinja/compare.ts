/** Equality, order and membership. */
import { fail } from "./errors.ts";
import { raw, type Str, Text } from "./text.ts";
import { failUndefined } from "./undefined.ts";
import {
  Dict,
  Float,
  Iter,
  isInt,
  isNumber,
  isStr,
  List,
  Range,
  Thing,
  Tuple,
  toBig,
  typeName,
  Undefined,
  type Value,
  View,
} from "./values.ts";

export function equal(a: Value, b: Value): boolean {
  if (a instanceof Undefined || b instanceof Undefined) return a instanceof Undefined && b instanceof Undefined;
  if (isStr(a)) return isStr(b) && raw(a) === raw(b);
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0;
  if (a instanceof List) return b instanceof List && sameItems(a.items, b.items);
  if (a instanceof Tuple) return b instanceof Tuple && sameItems(a.items, b.items);
  if (a instanceof Dict) {
    return (
      b instanceof Dict &&
      a.size === b.size &&
      a.entries().every(([key, value]) => b.has(key) && equal(value, b.get(key)!))
    );
  }
  if (a instanceof Range) {
    if (!(b instanceof Range) || a.length !== b.length) return false;
    return a.length === 0 || (a.start === b.start && (a.length === 1 || a.step === b.step));
  }
  if (a instanceof View && b instanceof View && a.kind !== "dict_values")
    return b.kind !== "dict_values" && a.dict.size === b.dict.size && a.items().every((item) => contains(b, item));
  return a === b;
}

const sameItems = (a: Value[], b: Value[]): boolean =>
  a.length === b.length && a.every((item, i) => equal(item, b[i]!));

/** NaN if they have no order. */
function compareNumbers(a: bigint | boolean | Float, b: bigint | boolean | Float): number {
  const [x, y] = [a instanceof Float ? a.value : BigInt(a), b instanceof Float ? b.value : BigInt(b)];
  // biome-ignore lint/suspicious/noDoubleEquals: JavaScript compares bigint and number exactly, and `===` would tell them apart
  return x < y ? -1 : x > y ? 1 : x == y ? 0 : NaN;
}

/** By code points, as Python orders strings. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    if (a.charCodeAt(i) !== b.charCodeAt(i))
      return a.codePointAt(i)! - b.codePointAt(i)! || a.charCodeAt(i) - b.charCodeAt(i);
  }
  return a.length - b.length;
}

export type Order = "<" | "<=" | ">" | ">=";

/** The same question, asked of the other side. */
const TURNED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

export function ordered(operator: Order, a: Value, b: Value): boolean {
  if (a instanceof Undefined) return failUndefined(a);
  if (b instanceof Undefined) return failUndefined(b);
  if (a instanceof View && b instanceof View && a.kind !== "dict_values" && b.kind !== "dict_values")
    return ordersViews(operator, a, b);
  // Python asks the right side first where its class comes of the left one's
  if (a instanceof Tuple && !a.names && b instanceof Tuple && b.names) return ordered(TURNED[operator], b, a);
  let order: number;
  if (isNumber(a) && isNumber(b)) order = compareNumbers(a, b);
  else if (isStr(a) && isStr(b)) order = compareText(raw(a), raw(b));
  else if ((a instanceof List && b instanceof List) || (a instanceof Tuple && b instanceof Tuple)) {
    const at = a.items.findIndex((item, i) => i >= b.items.length || !equal(item, b.items[i]!));
    if (at >= 0 && at < b.items.length) return ordered(operator, a.items[at]!, b.items[at]!);
    order = a.items.length - b.items.length;
  } else
    return fail("TypeError", `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

/** Views are ordered as sets. */
function ordersViews(operator: Order, a: View, b: View): boolean {
  const [small, large] = operator.startsWith("<") ? [a, b] : [b, a];
  return (
    (operator.length > 1 || small.dict.size < large.dict.size) && small.items().every((item) => contains(large, item))
  );
}

export function sorted(items: Value[], key: (item: Value) => Value, reverse: boolean): Value[] {
  const keyed = items.map((item) => [key(item), item] as const);
  if (reverse) keyed.reverse();
  const made = sortedBy(keyed, ([a], [b]) => ordered("<", a, b));
  if (reverse) made.reverse();
  return made.map(([, item]) => item);
}

/**
 * Sorts as Python does: short lists by binary insertion, so that the first two of different types are the ones its
 * error names.
 */
export function sortedBy<T>(items: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const made = [...items];
  if (made.length > 63) return made.sort((a, b) => (less(a, b) ? -1 : less(b, a) ? 1 : 0));
  let run = 1;
  if (made.length > 1) {
    const falls = less(made[1]!, made[0]!);
    for (run = 2; run < made.length && less(made[run]!, made[run - 1]!) === falls; run += 1);
    if (falls) made.splice(0, run, ...made.slice(0, run).reverse());
  }
  for (let i = run; i < made.length; i += 1) {
    const [pivot] = made.splice(i, 1) as [T];
    let [low, high] = [0, i];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (less(pivot, made[middle]!)) high = middle;
      else low = middle + 1;
    }
    made.splice(low, 0, pivot);
  }
  return made;
}

/** `a, b = value`. Throws TypeError or ValueError. */
export function unpacked(value: Value, count: number): Value[] {
  let source: Iterable<Value>;
  try {
    source = iterate(value);
  } catch {
    return fail("TypeError", `cannot unpack non-iterable ${typeName(value)} object`);
  }
  const items: Value[] = [];
  for (const item of source) {
    if (items.length === count) return fail("ValueError", `too many values to unpack (expected ${count})`);
    items.push(item);
  }
  return items.length < count
    ? fail("ValueError", `not enough values to unpack (expected ${count}, got ${items.length})`)
    : items;
}

export function contains(container: Value, item: Value): boolean {
  if (isStr(container)) {
    if (!isStr(item)) fail("TypeError", `'in <string>' requires string as left operand, not ${typeName(item)}`);
    return raw(container).includes(raw(item));
  }
  if (container instanceof Dict) return container.has(item);
  if (container instanceof View && container.kind === "dict_keys") return container.dict.has(item);
  if (container instanceof View && container.kind === "dict_items") {
    if (!(item instanceof Tuple) || item.items.length !== 2) return false;
    const value = container.dict.get(item.items[0]!);
    return value !== undefined && equal(value, item.items[1]!);
  }
  if (container instanceof Range) {
    if (item instanceof Float ? !Number.isInteger(item.value) : !isInt(item)) return false;
    const offset = (item instanceof Float ? BigInt(item.value) : toBig(item as bigint)) - container.start;
    const place = container.step ? offset / container.step : 0n;
    return offset % container.step === 0n && place >= 0n && place < BigInt(container.length);
  }
  if (container instanceof Undefined) return false;
  if (container instanceof List || container instanceof Tuple)
    return container.items.some((value) => value === item || equal(value, item));
  if (
    container instanceof View ||
    container instanceof Iter ||
    (container instanceof Thing && container.more.iterate)
  ) {
    for (const value of iterate(container)) if (equal(value, item)) return true;
    return false;
  }
  return fail("TypeError", `argument of type '${typeName(container)}' is not iterable`);
}

/** What `for` goes through. Throws TypeError. */
export function iterate(value: Value): Iterable<Value> {
  if (isStr(value)) return characters(value);
  if (value instanceof List || value instanceof Tuple) return value.items;
  if (value instanceof Dict) return value.entries().map(([key]) => key);
  if (value instanceof View) return value.items();
  if (value instanceof Range || value instanceof Iter) return value;
  if (value instanceof Undefined) return [];
  if (value instanceof Thing && value.more.iterate) return value.more.iterate();
  return fail("TypeError", `'${typeName(value)}' object is not iterable`);
}

/** The characters of a text. Those of Markup are ordinary text, as in Python. */
export function characters(value: Str): Value[] {
  if (typeof value === "string") return [...value];
  let at = 0;
  let run = 0;
  return [...value.s].map((c) => {
    const [from, to] = [at, (at += c.length)];
    while (run < value.runs.length && value.runs[run]!.to <= from) run += 1;
    const own = value.runs[run];
    return own && own.from <= from && own.to >= to ? new Text(c, [{ from: 0, to: c.length, origin: own.origin }]) : c;
  });
}
