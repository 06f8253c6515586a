/** Jinja2's filters: those on sequences here, those on text in text_filters.ts. */
import { getAttribute, getItem } from "./attributes.ts";
import { calculate } from "./operators.ts";
import { contains, equal, iterate, ordered, sorted } from "./compare.ts";
import { fail } from "./errors.ts";
import { str } from "./show.ts";
import { join } from "./strings.ts";
import { mapText, raw } from "./text.ts";
import { TEXT_FILTERS } from "./text_filters.ts";
import { Dict, Float, Iter, type Kwargs, List, Range, Tuple, Undefined, type Value, View, isInt, isStr, size, toBig, truth, typeName } from "./values.ts";

/** `value` and the arguments by name; what is missing is undefined. */
export type Filter = (value: Value, args: Record<string, Value | undefined>, call: FilterCall) => Value;

export interface FilterCall {
  args: Value[];
  kwargs: Kwargs;
  /** Applies another filter or test by its name. */
  filter(name: string, value: Value, args: Value[], kwargs: Kwargs): Value;
  test(name: string, value: Value, args: Value[], kwargs: Kwargs): boolean;
}

/** Python's default for an argument: None is a value. */
const or = (value: Value | undefined, otherwise: Value): Value => (value === undefined ? otherwise : value);
const lower = (value: Value): Value => (isStr(value) ? mapText(value, (s) => s.toLowerCase()) : value);

function length(value: Value): bigint {
  const count = size(value);
  return count === null ? fail("TypeError", `object of type '${typeName(value)}' has no len()`) : BigInt(count);
}

/** `attribute` of filters: `a.b`, an index, or nothing. */
function getter(attribute: Value | undefined, otherwise?: Value, caseSensitive = true): (item: Value) => Value {
  const after = caseSensitive ? (value: Value) => value : lower;
  if (attribute === undefined || attribute === null) return after;
  const parts: Value[] = isStr(attribute) ? raw(attribute).split(".").map((part) => (/^\d+$/.test(part) ? BigInt(part) : part)) : [attribute];
  return (item) => {
    let value = item;
    for (const part of parts) {
      value = getItem(value, part);
      if (otherwise !== undefined && otherwise !== null && value instanceof Undefined) value = otherwise;
    }
    return after(value);
  };
}

/** Several attributes, as sort takes them: `a,b`. */
function sortKey(attribute: Value | undefined, caseSensitive: boolean): (item: Value) => Value {
  const names: (Value | undefined)[] = attribute !== undefined && isStr(attribute) ? raw(attribute).split(",") : [attribute];
  const getters = names.map((name) => getter(name, undefined, caseSensitive));
  return (item) => new List(getters.map((get) => get(item)));
}

function* chosen(value: Value, call: FilterCall, wanted: boolean, byAttribute: boolean): Generator<Value> {
  if (!truth(value)) return;
  const attribute = byAttribute ? call.args[0] : undefined;
  const [name, ...args] = byAttribute ? call.args.slice(1) : call.args;
  if (byAttribute && attribute === undefined) fail("FilterArgumentError", "Missing parameter for attribute name");
  const get = getter(attribute);
  for (const item of iterate(value)) {
    const passed = name === undefined ? truth(get(item)) : call.test(raw(str(name)), get(item), args, call.kwargs);
    if (passed === wanted) yield item;
  }
}

function extreme(value: Value, args: Record<string, Value | undefined>, operator: "<" | ">"): Value {
  const items = [...iterate(value)];
  if (!items.length) return new Undefined({ hint: "No aggregated item, sequence was empty." });
  const get = getter(args.attribute, undefined, truth(args.case_sensitive ?? false));
  return items.reduce((best, item) => (ordered(operator, get(item), get(best)) ? item : best));
}

function* unique(value: Value, get: (item: Value) => Value): Generator<Value> {
  const seen = new Dict();
  for (const item of iterate(value)) {
    if (seen.has(get(item))) continue;
    seen.set(get(item), null);
    yield item;
  }
}

function* batches(value: Value, count: number, fill: Value): Generator<Value> {
  let part: Value[] = [];
  for (const item of iterate(value)) {
    if (part.length === count) {
      yield new List(part);
      part = [];
    }
    part.push(item);
  }
  if (!part.length) return;
  while (fill !== null && part.length < count) part.push(fill);
  yield new List(part);
}

function* slices(value: Value, count: number, fill: Value): Generator<Value> {
  const items = [...iterate(value)];
  const [per, extra] = [Math.floor(items.length / count), items.length % count];
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    const part = items.slice(at, (at += per + (i < extra ? 1 : 0)));
    yield new List(fill !== null && i >= extra ? [...part, fill] : part);
  }
}

const SEQUENCES: Record<string, [parameters: string, filter: Filter]> = {
  length: ["", length],
  count: ["", length],
  list: ["", (value) => new List([...iterate(value)])],
  first: ["", (value) => {
    for (const item of iterate(value)) return item;
    return new Undefined({ hint: "No first item, sequence was empty." });
  }],
  last: ["", (value) => {
    if (value instanceof Iter) fail("TypeError", `'${value.kind}' object is not reversible`);
    const items = [...iterate(value)];
    return items.length ? items.at(-1)! : new Undefined({ hint: "No last item, sequence was empty." });
  }],
  reverse: ["", (value) => {
    if (isStr(value)) return [...raw(value)].reverse().join("");
    return new Iter([...iterate(value)].reverse(), value instanceof List ? "list_reverseiterator" : "reversed");
  }],
  join: ["d attribute", (value, { d, attribute }) => {
    const get = getter(attribute);
    return join(str(or(d, "")), [...iterate(value)].map((item) => str(get(item))));
  }],
  sort: ["reverse case_sensitive attribute", (value, args) =>
    new List(sorted([...iterate(value)], sortKey(args.attribute, truth(args.case_sensitive ?? false)), truth(args.reverse ?? false)))],
  unique: ["case_sensitive attribute", (value, args) => new Iter(unique(value, getter(args.attribute, undefined, truth(args.case_sensitive ?? false))))],
  min: ["case_sensitive attribute", (value, args) => extreme(value, args, "<")],
  max: ["case_sensitive attribute", (value, args) => extreme(value, args, ">")],
  sum: ["attribute start", (value, args) => {
    const get = getter(args.attribute);
    return [...iterate(value)].reduce<Value>((total, item) => calculate("+", total, get(item)), or(args.start, 0n));
  }],
  batch: ["linecount fill_with", (value, { linecount, fill_with }) => new Iter(batches(value, whole(linecount), fill_with ?? null))],
  slice: ["slices fill_with", (value, args) => new Iter(slices(value, whole(args.slices), args.fill_with ?? null))],
  groupby: ["attribute default case_sensitive", (value, args) => {
    const get = getter(args.attribute, args.default, truth(args.case_sensitive ?? false));
    const shown = getter(args.attribute, args.default);
    const groups: Value[][] = [];
    for (const item of sorted([...iterate(value)], get, false)) {
      const last = groups.at(-1);
      if (last && equal(get(last[0]!), get(item))) last.push(item);
      else groups.push([item]);
    }
    return new List(groups.map((items) => new Tuple([shown(items[0]!), new List(items)])));
  }],
  items: ["", (value) => {
    if (value instanceof Undefined) return new Iter([]);
    if (!(value instanceof Dict)) {
      return new Iter((function* (): Generator<Value> { fail("TypeError", "Can only get item pairs from a mapping."); })());
    }
    return new Iter(new View(value, "dict_items").items());
  }],
  dictsort: ["case_sensitive by reverse", (value, args) => {
    const by = raw(str(args.by ?? "key"));
    if (by !== "key" && by !== "value") fail("FilterArgumentError", 'You can only sort by either "key" or "value"');
    if (!(value instanceof Dict)) return value instanceof Undefined ? value.fail() : fail("AttributeError", `'${typeName(value)}' object has no attribute 'items'`);
    const key = (pair: Value): Value => { const part = (pair as Tuple).items[by === "key" ? 0 : 1]!; return truth(args.case_sensitive ?? false) ? part : lower(part); };
    return new List(sorted(new View(value, "dict_items").items(), key, truth(args.reverse ?? false)));
  }],
  attr: ["name", (value, { name }) => {
    const plain = getAttribute(value, raw(str(name ?? "")));
    return value instanceof Dict && value.get(name ?? null) === plain ? new Undefined({ of: value, name: name ?? null }) : plain;
  }],
  map: ["*", (value, _, call) => {
    const { args, kwargs } = call;
    if (!args.length && kwargs.has("attribute")) {
      const extra = [...kwargs.keys()].find((name) => name !== "attribute" && name !== "default");
      if (extra) fail("FilterArgumentError", `Unexpected keyword argument '${extra}'`);
      const get = getter(kwargs.get("attribute"), kwargs.get("default"));
      return new Iter(mapped(value, get));
    }
    const [name, ...rest] = args;
    return new Iter(mapped(value, (item) => (name === undefined ? fail("FilterArgumentError", "map requires a filter argument") : call.filter(raw(str(name)), item, rest, kwargs))));
  }],
  select: ["*", (value, _, call) => new Iter(chosen(value, call, true, false))],
  reject: ["*", (value, _, call) => new Iter(chosen(value, call, false, false))],
  selectattr: ["*", (value, _, call) => new Iter(chosen(value, call, true, true))],
  rejectattr: ["*", (value, _, call) => new Iter(chosen(value, call, false, true))],
  default: ["default_value boolean", (value, args) =>
    (value instanceof Undefined || (truth(args.boolean ?? false) && !truth(value)) ? or(args.default_value, "") : value)],
};

function* mapped(value: Value, change: (item: Value) => Value): Generator<Value> {
  if (truth(value)) for (const item of iterate(value)) yield change(item);
}

const whole = (value: Value | undefined): number =>
  (value !== undefined && isInt(value) ? Number(toBig(value)) : fail("TypeError", `'${typeName(value ?? null)}' object cannot be interpreted as an integer`));

export const FILTERS: Record<string, [parameters: string, filter: Filter]> = { ...SEQUENCES, ...TEXT_FILTERS, d: SEQUENCES.default! };

/** Jinja2's tests. The arguments of the template follow `value`. */
export const TESTS: Record<string, (value: Value, args: Value[]) => boolean> = {
  defined: (value) => !(value instanceof Undefined),
  undefined: (value) => value instanceof Undefined,
  none: (value) => value === null,
  boolean: (value) => typeof value === "boolean",
  true: (value) => value === true,
  false: (value) => value === false,
  integer: (value) => typeof value === "bigint",
  float: (value) => value instanceof Float,
  number: (value) => isInt(value) || value instanceof Float,
  string: isStr,
  mapping: (value) => value instanceof Dict,
  sequence: (value) => isStr(value) || value instanceof List || value instanceof Tuple || value instanceof Dict || value instanceof Range || value instanceof Undefined,
  iterable: (value) => isStr(value) || value instanceof List || value instanceof Tuple || value instanceof Dict || value instanceof Range || value instanceof View || value instanceof Iter || value instanceof Undefined
    || (typeof value === "object" && value !== null && "more" in value && value.more.iterate !== undefined),
  callable: (value) => value instanceof Undefined || (typeof value === "object" && value !== null && ("call" in value || ("more" in value && value.more.call !== undefined))),
  lower: (value) => { const s = raw(str(value)); return s.toLowerCase() === s && s.toUpperCase() !== s; },
  upper: (value) => { const s = raw(str(value)); return s.toUpperCase() === s && s.toLowerCase() !== s; },
  odd: (value) => equal(calculate("%", value, 2n), 1n),
  even: (value) => equal(calculate("%", value, 2n), 0n),
  divisibleby: (value, [by]) => equal(calculate("%", value, by ?? null), 0n),
  sameas: (value, [other]) => value === other || (isStr(value) && isStr(other) && raw(value) === raw(other)),
  escaped: () => false,
  filter: (value) => Object.hasOwn(FILTERS, raw(str(value))),
  test: (value) => Object.hasOwn(TESTS, raw(str(value))),
  in: (value, [container]) => contains(container ?? null, value),
};
const compared: [string[], (value: Value, other: Value) => boolean][] = [
  [["==", "eq", "equalto"], equal],
  [["!=", "ne"], (a, b) => !equal(a, b)],
  [[">", "gt", "greaterthan"], (a, b) => ordered(">", a, b)],
  [[">=", "ge"], (a, b) => ordered(">=", a, b)],
  [["<", "lt", "lessthan"], (a, b) => ordered("<", a, b)],
  [["<=", "le"], (a, b) => ordered("<=", a, b)],
];
for (const [names, check] of compared) for (const name of names) TESTS[name] = (value, [other]) => check(value, other ?? null);
