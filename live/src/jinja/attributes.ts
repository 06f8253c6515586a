/** Reading attributes and items as Jinja's immutable sandbox does. */
import { braceFormat } from "./brace.ts";
import { fail, PyError } from "./errors.ts";
import { markupMethod } from "./markup.ts";
import { missing, plainAttribute } from "./methods.ts";
import { repr } from "./show.ts";
import { stringMethod } from "./strings.ts";
import { as, concat, isMarkup, Places, type PlacesCache, raw, type Str, sliceText } from "./text.ts";
import { failUndefined } from "./undefined.ts";
import {
  Callable,
  Dict,
  isInt,
  isStr,
  List,
  Range,
  Thing,
  Tuple,
  toBig,
  typeName,
  Undefined,
  type Value,
} from "./values.ts";

const MUTATES: Record<string, Set<string>> = {
  list: new Set(["append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove"]),
  dict: new Set(["clear", "pop", "popitem", "setdefault", "update"]),
};
const mutates = (value: Value): Set<string> | undefined =>
  value instanceof List ? MUTATES.list : value instanceof Dict ? MUTATES.dict : undefined;
/** Attributes of every Python object; the sandbox hides them. */
const HIDDEN = new Set(
  (
    "__class__ __delattr__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ __getstate__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __ne__ " +
    "__new__ __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__"
  ).split(" "),
);
const words = (text: string): Set<string> => new Set(text.split(" "));
/** What else some types have. */
const HIDDEN_OF: [has: (value: Value) => boolean, Set<string>][] = [
  [
    (value) => isStr(value) || value instanceof List || value instanceof Dict || value instanceof Tuple,
    words("__contains__ __getitem__ __iter__ __len__ __add__ __mul__ __setitem__ __delitem__"),
  ],
  [(value) => value instanceof Range, words("__bool__ __contains__ __getitem__ __iter__ __len__ __reversed__")],
  [
    (value) => value instanceof Undefined,
    words(
      "__add__ __aiter__ __bool__ __call__ __complex__ __div__ __float__ __floordiv__ __getattr__ __getitem__ __int__ __iter__ __len__ __mod__ __module__ __mul__ __neg__ __pos__ " +
        "__pow__ __radd__ __rdiv__ __rfloordiv__ __rmod__ __rmul__ __rpow__ __rsub__ __rtruediv__ __slots__ __sub__ __truediv__ _fail_with_undefined_error _undefined_exception " +
        "_undefined_hint _undefined_message _undefined_name _undefined_obj",
    ),
  ],
];

/** Python's `getattr`, or undefined where it has no such attribute. */
function attribute(value: Value, name: string): Value | undefined {
  if (value instanceof Undefined)
    return name.startsWith("__") && name.endsWith("__") && !HIDDEN.has(name) ? undefined : failUndefined(value);
  if (isStr(value)) {
    if (name === "format" || name === "format_map") return formatMethod(value, name === "format_map");
    const own = isMarkup(value) ? markupMethod(value, name) : undefined;
    if (own) return own;
    const found = stringMethod(name);
    return found ? new Callable(name, (args, kwargs) => found(value, args, kwargs)) : missing(value, name);
  }
  if (value instanceof Thing) return value.get(name);
  return (
    plainAttribute(value, name) ?? (mutates(value)?.has(name) ? new Callable(name, () => null) : missing(value, name))
  );
}

/** The sandbox's `str.format` and `str.format_map`. */
function formatMethod(format: Str, byMap: boolean): Callable {
  const read = (of: Value, key: Value, dotted: boolean): Value =>
    dotted ? getAttribute(of, raw(key as Str)) : getItem(of, key);
  return new Callable(
    byMap ? "format_map" : "format",
    (args, kwargs) => {
      if (!byMap) return braceFormat(format, { args, kwargs, read });
      if (kwargs.size) fail("TypeError", "format_map() takes no keyword arguments");
      if (args.length !== 1) fail("TypeError", `format_map() takes exactly one argument (${args.length} given)`);
      return braceFormat(format, { args: [], kwargs: args[0]!, read });
    },
    "function",
  );
}

function hasHidden(value: Value, name: string): boolean {
  return (
    HIDDEN.has(name) ||
    (isMarkup(value) && name.startsWith("__html")) ||
    HIDDEN_OF.some(([has, names]) => names.has(name) && has(value))
  );
}

function unsafe(of: Value, name: string): Undefined {
  return new Undefined({
    hint: `access to attribute ${repr(name)} of '${typeName(of)}' object is unsafe.`,
    name,
    of,
    exception: "SecurityError",
  });
}

/** An attribute, as `safe` templates may see it; undefined if there is none. */
function seen(of: Value, name: string): Value | undefined {
  if (name.startsWith("_") && hasHidden(of, name)) return unsafe(of, name);
  const value = attribute(of, name);
  if (value === undefined) return undefined;
  return name.startsWith("_") || mutates(of)?.has(name) ? unsafe(of, name) : value;
}

/** Whether Python finds an attribute of that name, safe or not. */
export const hasAttribute = (of: Value, name: string): boolean => seen(of, name) !== undefined;

/** `of.name` */
export function getAttribute(of: Value, name: string): Value {
  const own = seen(of, name);
  if (own !== undefined) return own;
  const value = attempt(() => item(of, name));
  return value === undefined ? new Undefined({ of, name }) : value;
}

/** `of[key]`. `cache`: of who reads many characters of one text. */
export function getItem(of: Value, key: Value, cache?: PlacesCache): Value {
  const value = attempt(() => item(of, key, cache));
  if (value !== undefined) return value;
  const own = isStr(key) ? seen(of, raw(key)) : undefined;
  return own === undefined ? new Undefined({ of, name: key }) : own;
}

const CAUGHT = new Set(["TypeError", "KeyError", "IndexError"]);

function attempt(read: () => Value | undefined): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PyError && CAUGHT.has(error.type)) return undefined;
    throw error;
  }
}

/** Python's `of[key]`; undefined or a TypeError where that is an error that the sandbox catches. */
function item(of: Value, key: Value, cache?: PlacesCache): Value | undefined {
  if (of instanceof Undefined) return failUndefined(of);
  if (of instanceof Dict) return of.get(key);
  if (of instanceof Thing) return of.more.item?.(key);
  if (!isInt(key)) return undefined;
  const index = Number(toBig(key));
  if (of instanceof List || of instanceof Tuple) return valueAt(of.items, index);
  if (of instanceof Range) return of.at(index);
  return isStr(of) ? character(of, index, cache ? cache.of(raw(of)) : new Places(raw(of))) : undefined;
}

function valueAt(items: Value[], index: number): Value | undefined {
  const at = index < 0 ? index + items.length : index;
  return at >= 0 && at < items.length ? items[at] : undefined;
}

function character(of: Str, index: number, places: Places): Value | undefined {
  const at = index < 0 ? index + places.length : index;
  return at >= 0 && at < places.length ? sliceText(of, places.unit(at), places.unit(at + 1)) : undefined;
}

/** `of[start:stop:step]` */
export function getSlice(of: Value, parts: (Value | undefined)[], cache?: PlacesCache): Value {
  if (of instanceof Undefined) return failUndefined(of);
  const places = isStr(of) ? (cache ? cache.of(raw(of)) : new Places(raw(of))) : null;
  const length =
    of instanceof List || of instanceof Tuple ? of.items.length : of instanceof Range ? of.length : places?.length;
  if (length === undefined)
    return fail(
      "TypeError",
      of instanceof Dict ? "unhashable type: 'slice'" : `'${typeName(of)}' object is not subscriptable`,
    );
  const place = (part: Value | undefined): number | undefined => {
    if (part === undefined || part === null) return undefined;
    return isInt(part)
      ? Number(toBig(part))
      : fail("TypeError", "slice indices must be integers or None or have an __index__ method");
  };
  const step = place(parts[2]) ?? 1; // Python looks at it first
  if (step === 0) return fail("ValueError", "slice step cannot be zero");
  const [start, stop] = [place(parts[0]), place(parts[1])];
  const clamp = (at: number, low: number, high: number): number =>
    Math.min(Math.max(at < 0 ? at + length : at, low), high);
  const first =
    start === undefined ? (step > 0 ? 0 : length - 1) : clamp(start, step > 0 ? 0 : -1, step > 0 ? length : length - 1);
  const end =
    stop === undefined ? (step > 0 ? length : -1) : clamp(stop, step > 0 ? 0 : -1, step > 0 ? length : length - 1);
  if (of instanceof Range) {
    const at = (place: number): bigint => of.start + BigInt(place) * of.step;
    return new Range(at(first), at(end), of.step * BigInt(step));
  }
  if (places && step === 1) return sliceText(of as Str, places.unit(first), places.unit(Math.max(first, end)));
  const taken: Value[] = [];
  for (let i = first; step > 0 ? i < end : i > end; i += step)
    taken.push(places ? sliceText(of as Str, places.unit(i), places.unit(i + 1)) : (of as List).items[i]!);
  if (places) return as(of as Str, concat(...(taken as Str[])));
  return of instanceof Tuple ? new Tuple(taken) : new List(taken);
}
