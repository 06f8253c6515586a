/** Jinja2's filters that compare or add up what a sequence or dictionary holds. */
import { equal, iterate, ordered, sorted } from "./compare.ts";
import { fail } from "./errors.ts";
import type { Filter, FilterTable } from "./filter.ts";
import { getter, ignoreCase, sensitive, sortKey } from "./item_keys.ts";
import { cInt } from "./numbers.ts";
import { calculate } from "./operators.ts";
import { failAttribute } from "./undefined.ts";
import { Dict, Iter, isStr, List, Tuple, Undefined, type Value, View } from "./values.ts";

const extreme =
  (operator: "<" | ">"): Filter =>
  (value, { case_sensitive, attribute }) => {
    const items = [...iterate(value)];
    if (!items.length) return new Undefined({ hint: "No aggregated item, sequence was empty." });
    const get = getter(attribute, undefined, sensitive(case_sensitive));
    let [best, key]: [Value, Value] = [items[0]!, get(items[0]!)];
    for (const item of items.slice(1)) {
      const own = get(item);
      if (ordered(operator, own, key)) [best, key] = [item, own];
    }
    return best;
  };

function* unique(value: Value, get: (item: Value) => Value): Generator<Value> {
  const seen = new Dict();
  for (const item of iterate(value)) {
    const key = get(item);
    if (seen.has(key)) continue;
    seen.set(key, null);
    yield item;
  }
}

const sum: Filter = (value, { attribute, start = 0n }) => {
  const get = getter(attribute);
  const items = iterate(value);
  if (isStr(start)) fail("TypeError", "sum() can't sum strings [use ''.join(seq) instead]");
  let total: Value = start;
  for (const item of items) total = calculate("+", total, get(item));
  return total;
};

const groupby: Filter = (value, { attribute, default: otherwise, case_sensitive }) => {
  const get = getter(attribute, otherwise, sensitive(case_sensitive));
  const shown = getter(attribute, otherwise);
  const groups: { key: Value; items: Value[] }[] = [];
  for (const item of sorted([...iterate(value)], get, false)) {
    const key = get(item);
    const group = groups.at(-1);
    if (group && equal(group.key, key)) group.items.push(item);
    else groups.push({ key, items: [item] });
  }
  return new List(groups.map(({ items }) => new Tuple([shown(items[0]!), new List(items)], ["grouper", "list"])));
};

const dictsort: Filter = (value, { case_sensitive, by = "key", reverse: backwards }) => {
  const place = equal(by, "key")
    ? 0
    : equal(by, "value")
      ? 1
      : fail("FilterArgumentError", 'You can only sort by either "key" or "value"');
  const items = itemsOf(value);
  const key = (pair: Value): Value => {
    const part = (pair as Tuple).items[place]!;
    return sensitive(case_sensitive) ? part : ignoreCase(part);
  };
  return new List(sorted(items, key, isSet(backwards)));
};

/** A flag of Python's `sorted`, which takes an integer of C. */
const isSet = (value: Value = false): boolean => cInt(value) !== 0;

/** `value.items()` in Python. */
export function itemsOf(value: Value): Value[] {
  return value instanceof Dict ? new View(value, "dict_items").items() : failAttribute(value, "items");
}

export const ORDERING_FILTERS: FilterTable = {
  sort: [
    "do_sort @ environment value reverse= case_sensitive= attribute=",
    (value, { reverse: backwards, case_sensitive, attribute }) =>
      new List(sorted([...iterate(value)], sortKey(attribute, sensitive(case_sensitive)), isSet(backwards))),
  ],
  unique: [
    "sync_do_unique @ environment value case_sensitive= attribute=",
    (value, { case_sensitive, attribute }) =>
      new Iter(unique(value, getter(attribute, undefined, sensitive(case_sensitive)))),
  ],
  min: ["do_min @ environment value case_sensitive= attribute=", extreme("<")],
  max: ["do_max @ environment value case_sensitive= attribute=", extreme(">")],
  sum: ["sync_do_sum @ environment iterable attribute= start=", sum],
  groupby: ["sync_do_groupby @ environment value attribute default= case_sensitive=", groupby],
  dictsort: ["do_dictsort value case_sensitive= by= reverse=", dictsort],
};
