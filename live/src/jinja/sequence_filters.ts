/** Jinja2's filters that choose from a sequence or dictionary, or give it another form; ordering_filters.ts has those that compare. */
import { getAttribute, getItem, hasAttribute } from "./attributes.ts";
import { equal, iterate, ordered } from "./compare.ts";
import { fail, PyError } from "./errors.ts";
import type { Filter, FilterCall, FilterTable } from "./filter.ts";
import { html } from "./html.ts";
import { getter } from "./item_keys.ts";
import { size as cSize, limited } from "./numbers.ts";
import { calculate } from "./operators.ts";
import { softStr, str } from "./show.ts";
import { join } from "./string_work.ts";
import { as, concat, isMarkup, markup, raw, type Str } from "./text.ts";
import {
  Dict,
  hash,
  Iter,
  isInt,
  isStr,
  List,
  Range,
  size,
  Tuple,
  truth,
  typeName,
  Undefined,
  type Value,
  View,
} from "./values.ts";

function length(value: Value): bigint {
  const count = size(value);
  return count === null ? fail("TypeError", `object of type '${typeName(value)}' has no len()`) : BigInt(count);
}

function* chosen(value: Value, call: FilterCall, wanted: boolean, byAttribute: boolean): Generator<Value> {
  if (!truth(value)) return;
  const attribute = byAttribute ? call.args[0] : undefined;
  const [name, ...args] = byAttribute ? call.args.slice(1) : call.args;
  if (byAttribute && attribute === undefined) fail("FilterArgumentError", "Missing parameter for attribute name");
  const get = getter(attribute);
  for (const item of iterate(value)) {
    const passed = name === undefined ? truth(get(item)) : call.test(name, get(item), args, call.kwargs);
    if (passed === wanted) yield item;
  }
}

function* batches(value: Value, count: Value, fill: Value): Generator<Value> {
  let part: Value[] = [];
  for (const item of iterate(value)) {
    if (equal(BigInt(part.length), count)) {
      yield new List(part);
      part = [];
    }
    part.push(item);
  }
  if (!part.length) return;
  if (fill !== null && ordered("<", BigInt(part.length), count)) {
    const missing = calculate("-", count, BigInt(part.length));
    if (!isInt(missing)) fail("TypeError", `can't multiply sequence by non-int of type '${typeName(missing)}'`);
    const filling = new Array<Value>(limited(cSize(missing))).fill(fill);
    part = part.concat(filling);
  }
  yield new List(part);
}

function* slices(value: Value, count: Value, fill: Value): Generator<Value> {
  const items = [...iterate(value)];
  const per = calculate("//", BigInt(items.length), count);
  const extra = calculate("%", BigInt(items.length), count);
  const [slice, more] = [Number(isInt(per) ? per : 0n), Number(isInt(extra) ? extra : 0n)];
  let at = 0;
  for (let i = 0, many = cSize(count); i < many; i += 1) {
    const part = items.slice(at, (at += slice + (i < more ? 1 : 0)));
    yield new List(fill !== null && i >= more ? [...part, fill] : part);
  }
}

const REVERSED: [(value: Value) => boolean, kind: string][] = [
  [(value) => value instanceof List, "list_reverseiterator"],
  [(value) => value instanceof Dict, "dict_reversekeyiterator"],
  [(value) => value instanceof Range, "range_iterator"],
  [(value) => value instanceof View && value.kind === "dict_keys", "dict_reversekeyiterator"],
  [(value) => value instanceof View && value.kind === "dict_values", "dict_reversevalueiterator"],
  [(value) => value instanceof View, "dict_reverseitemiterator"],
  [(value) => value instanceof Tuple || isStr(value) || value instanceof Undefined, "reversed"],
];

/** `reversed(value)`; null where Python cannot. */
function reversed(value: Value): Iter | null {
  const kind = REVERSED.find(([is]) => is(value))?.[1];
  return kind === undefined ? null : new Iter([...iterate(value)].reverse(), kind);
}

const last: Filter = (value) => {
  const items = reversed(value) ?? fail("TypeError", `'${typeName(value)}' object is not reversible`);
  for (const item of items) return isMarkup(value) ? markup(item as Str) : item;
  return new Undefined({ hint: "No last item, sequence was empty." });
};

const reverse: Filter = (value) => {
  if (isStr(value)) return as(value, concat(...([...iterate(value)].reverse() as string[])));
  const items = reversed(value);
  if (items) return items;
  try {
    return new List([...iterate(value)].reverse());
  } catch (error) {
    if (error instanceof PyError && error.type === "TypeError")
      return fail("FilterArgumentError", "argument must be iterable");
    throw error;
  }
};

const joined: Filter = (value, { d = "", attribute }, { escaping }) => {
  const get = getter(attribute);
  if (!escaping) {
    const separator = str(d);
    return join(
      separator,
      [...iterate(value)].map((item) => str(get(item))),
    );
  }
  const items = [...iterate(value)].map(get);
  if (isMarkup(d))
    return markup(
      join(
        d,
        items.map((item) => html(softStr(item))),
      ),
    );
  if (!items.some(isMarkup)) return join(str(d), items.map(str));
  return markup(
    join(
      html(d),
      items.map((item) => (isMarkup(item) ? item : html(str(item)))),
    ),
  );
};

function* pairs(value: Value): Generator<Value> {
  if (value instanceof Undefined) return;
  if (!(value instanceof Dict)) fail("TypeError", "Can only get item pairs from a mapping.");
  yield* new View(value as Dict, "dict_items").items();
}

function* mapped(value: Value, call: FilterCall): Generator<Value> {
  if (!truth(value)) return;
  const { args, kwargs } = call;
  if (!args.length && kwargs.has("attribute")) {
    const extra = [...kwargs.keys()].find((name) => name !== "attribute" && name !== "default");
    if (extra !== undefined) fail("FilterArgumentError", `Unexpected keyword argument '${extra}'`);
    const get = getter(kwargs.get("attribute"), kwargs.get("default"));
    for (const item of iterate(value)) yield get(item);
    return;
  }
  const [name, ...rest] = args;
  if (name === undefined) fail("FilterArgumentError", "map requires a filter argument");
  for (const item of iterate(value)) yield call.filter(name!, item, rest, kwargs);
}

const random: Filter = (value) => {
  const count = Number(length(value));
  if (!count) return new Undefined({ hint: "No random item, sequence was empty." });
  return getItem(value, BigInt(Math.floor(Math.random() * count)));
};

const attr: Filter = (value, { name = null }) => {
  hash(name);
  if (!isStr(name)) return fail("TypeError", `attribute name must be string, not '${typeName(name)}'`);
  return hasAttribute(value, raw(name)) ? getAttribute(value, raw(name)) : new Undefined({ of: value, name });
};

const otherwise: Filter = (value, { default_value = "", boolean = false }) =>
  value instanceof Undefined || (truth(boolean) && !truth(value)) ? default_value : value;

const choose =
  (wanted: boolean, byAttribute: boolean): Filter =>
  (value, _, call) =>
    new Iter(chosen(value, call, wanted, byAttribute));

export const SEQUENCE_FILTERS: FilterTable = {
  length: ["len(1)", length],
  count: ["len(1)", length],
  list: ["sync_do_list value", (value) => new List([...iterate(value)])],
  first: [
    "sync_do_first @ environment seq",
    (value) => {
      for (const item of iterate(value)) return item;
      return new Undefined({ hint: "No first item, sequence was empty." });
    },
  ],
  last: ["do_last @ environment seq", last],
  random: ["do_random @ context seq", random],
  reverse: ["do_reverse value", reverse],
  join: ["sync_do_join @ eval_ctx value d= attribute=", joined],
  batch: [
    "do_batch value linecount fill_with=",
    (value, { linecount = null, fill_with = null }) => new Iter(batches(value, linecount, fill_with)),
  ],
  slice: [
    "sync_do_slice value slices fill_with=",
    (value, { slices: count = null, fill_with = null }) => new Iter(slices(value, count, fill_with)),
  ],
  items: ["do_items value", (value) => new Iter(pairs(value))],
  attr: ["do_attr @ environment obj name", attr],
  map: ["sync_do_map *", (value, _, call) => new Iter(mapped(value, call))],
  select: ["sync_do_select *", choose(true, false)],
  reject: ["sync_do_reject *", choose(false, false)],
  selectattr: ["sync_do_selectattr *", choose(true, true)],
  rejectattr: ["sync_do_rejectattr *", choose(false, true)],
  default: ["do_default value default_value= boolean=", otherwise],
  d: ["do_default value default_value= boolean=", otherwise],
};
