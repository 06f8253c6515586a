/** Equality, order and membership. */
import { fail } from "./errors.ts";
import { type Str, raw, sliceText } from "./text.ts";
import { Dict, Float, Iter, List, Range, Thing, Tuple, Undefined, type Value, View, isNumber, isStr, toNumber, typeName } from "./values.ts";

export function equal(a: Value, b: Value): boolean {
  if (a instanceof Undefined || b instanceof Undefined) return a instanceof Undefined && b instanceof Undefined;
  if (isStr(a)) return isStr(b) && raw(a) === raw(b);
  if (isNumber(a)) return isNumber(b) && compareNumbers(a, b) === 0;
  if (a instanceof List) return b instanceof List && sameItems(a.items, b.items);
  if (a instanceof Tuple) return b instanceof Tuple && sameItems(a.items, b.items);
  if (a instanceof Dict) {
    return b instanceof Dict && a.size === b.size && a.entries().every(([key, value]) => b.has(key) && equal(value, b.get(key)!));
  }
  if (a instanceof Range) return b instanceof Range && sameItems([...a], [...b]);
  return a === b;
}

const sameItems = (a: Value[], b: Value[]): boolean => a.length === b.length && a.every((item, i) => equal(item, b[i]!));

/** NaN if they have no order. */
function compareNumbers(a: bigint | boolean | Float, b: bigint | boolean | Float): number {
  const [x, y] = [a instanceof Float ? a.value : BigInt(a), b instanceof Float ? b.value : BigInt(b)];
  return x < y ? -1 : x > y ? 1 : x == y ? 0 : NaN; // JavaScript compares bigint and number exactly
}

/** By code points, as Python orders strings. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return a.codePointAt(i)! - b.codePointAt(i)! || a.charCodeAt(i) - b.charCodeAt(i);
  }
  return a.length - b.length;
}

export type Order = "<" | "<=" | ">" | ">=";

export function ordered(operator: Order, a: Value, b: Value): boolean {
  if (a instanceof Undefined) a.fail();
  if (b instanceof Undefined) b.fail();
  let order: number;
  if (isNumber(a) && isNumber(b)) order = compareNumbers(a, b);
  else if (isStr(a) && isStr(b)) order = compareText(raw(a), raw(b));
  else if ((a instanceof List && b instanceof List) || (a instanceof Tuple && b instanceof Tuple)) {
    const at = a.items.findIndex((item, i) => i >= b.items.length || !equal(item, b.items[i]!));
    if (at >= 0 && at < b.items.length) return ordered(operator, a.items[at]!, b.items[at]!);
    order = a.items.length - b.items.length;
  } else return fail("TypeError", `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

export function sorted(items: Value[], key: (item: Value) => Value, reverse: boolean): Value[] {
  const keyed = items.map((item) => [key(item), item] as const);
  if (reverse) keyed.reverse();
  keyed.sort(([a], [b]) => (ordered("<", a, b) ? -1 : ordered("<", b, a) ? 1 : 0));
  if (reverse) keyed.reverse();
  return keyed.map(([, item]) => item);
}

export function contains(container: Value, item: Value): boolean {
  if (isStr(container)) {
    if (!isStr(item)) fail("TypeError", `'in <string>' requires string as left operand, not ${typeName(item)}`);
    return raw(container).includes(raw(item));
  }
  if (container instanceof Dict) return container.has(item);
  if (container instanceof View && container.kind === "dict_keys") return container.dict.has(item);
  if (container instanceof Range) return isNumber(item) && [...container].some((value) => equal(value, item));
  if (container instanceof Undefined) return false;
  if (container instanceof List || container instanceof Tuple) return container.items.some((value) => value === item || equal(value, item));
  if (container instanceof View || container instanceof Iter || (container instanceof Thing && container.more.iterate)) {
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

export function characters(value: Str): Value[] {
  if (typeof value === "string") return [...value];
  let at = 0;
  return [...value.s].map((c) => sliceText(value, at, (at += c.length)));
}
