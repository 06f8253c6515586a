/** What filters look at in an item: itself, an attribute of it, several. */
import { getItem } from "./attributes.ts";
import { fail } from "./errors.ts";
import { parseInteger } from "./numbers.ts";
import { repr } from "./show.ts";
import { mapWhole, raw } from "./text.ts";
import { CLASSES } from "./unicode.ts";
import { isStr, List, truth, Undefined, type Value } from "./values.ts";

export const ignoreCase = (value: Value): Value => (isStr(value) ? mapWhole(value, (s) => s.toLowerCase()) : value);

/** `attribute` of filters: `a.b`, an index, or nothing. */
export function getter(attribute: Value | undefined, otherwise?: Value, caseSensitive = true): (item: Value) => Value {
  const after = caseSensitive ? (value: Value) => value : ignoreCase;
  if (attribute === undefined || attribute === null) return after;
  const parts: Value[] = isStr(attribute)
    ? raw(attribute)
        .split(".")
        .map((part) => (CLASSES.isdigit.test(part) ? place(part) : part))
    : [attribute];
  return (item) => {
    let value = item;
    for (const part of parts) {
      value = getItem(value, part);
      if (otherwise !== undefined && otherwise !== null && value instanceof Undefined) value = otherwise;
    }
    return after(value);
  };
}

function place(digits: string): bigint {
  return (
    parseInteger(digits, 10) ?? fail("ValueError", `invalid literal for int() with base 10: ${repr(digits)}`) // such as ²
  );
}

/** Several attributes, as sort takes them: `a,b`. */
export function sortKey(attribute: Value | undefined, caseSensitive: boolean): (item: Value) => Value {
  const names: (Value | undefined)[] =
    attribute !== undefined && isStr(attribute) ? raw(attribute).split(",") : [attribute];
  const getters = names.map((name) => getter(name, undefined, caseSensitive));
  return (item) => new List(getters.map((get) => get(item)));
}

export const sensitive = (value: Value | undefined): boolean => truth(value ?? false);
