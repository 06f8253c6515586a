/** Reading attributes and items as Jinja's immutable sandbox does. */
import { equal } from "./compare.ts";
import { PyError, fail } from "./errors.ts";
import { braceFormat } from "./format.ts";
import { repr } from "./show.ts";
import { STRING_METHODS } from "./strings.ts";
import { type Str, raw, sliceText } from "./text.ts";
import { Callable, Dict, Float, type Kwargs, List, Range, Thing, Tuple, Undefined, type Value, View, isInt, isStr, toBig, typeName } from "./values.ts";

const MUTATES: Record<string, Set<string>> = {
  list: new Set(["append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove"]),
  dict: new Set(["clear", "pop", "popitem", "setdefault", "update"]),
};
/** Attributes of every Python object; the sandbox hides them. */
const HIDDEN = new Set(("__class__ __delattr__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ __getstate__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __ne__ "
  + "__new__ __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__").split(" "));
const OF_CONTAINERS = new Set(["__contains__", "__getitem__", "__iter__", "__len__", "__add__", "__mul__", "__setitem__", "__delitem__"]);

type Method = (args: Value[], kwargs: Kwargs) => Value;
const DICT: Record<string, (self: Dict) => Method> = {
  get: (self) => (args) => {
    if (!args.length) return fail("TypeError", "get expected at least 1 argument, got 0");
    const value = self.get(args[0]!);
    return value === undefined ? args[1] ?? null : value;
  },
  items: (self) => () => new View(self, "dict_items"),
  keys: (self) => () => new View(self, "dict_keys"),
  values: (self) => () => new View(self, "dict_values"),
  copy: (self) => () => Dict.of(self.entries()),
  fromkeys: () => ([keys, value]) => Dict.of(keys instanceof List ? keys.items.map((key) => [key, value ?? null] as const) : []),
};
const LIST: Record<string, (self: List | Tuple) => Method> = {
  index: (self) => ([item]) => {
    const at = self.items.findIndex((one) => equal(one, item ?? null));
    return at < 0 ? fail("ValueError", `${repr(item ?? null)} is not in ${typeName(self)}`) : BigInt(at);
  },
  count: (self) => ([item]) => BigInt(self.items.filter((one) => equal(one, item ?? null)).length),
};

/** Python's `getattr`, or undefined where it has no such attribute. */
function attribute(value: Value, name: string): Value | undefined {
  if (value instanceof Undefined) return name.startsWith("__") && name.endsWith("__") && !HIDDEN.has(name) ? undefined : value.fail();
  const method = (call: Method): Callable => new Callable(name, call);
  if (isStr(value)) {
    if (name === "format") return method((args, kwargs) => braceFormat(value, args, (key) => kwargs.get(key), (of, key, dotted) => (dotted ? getAttribute(of, raw(key as Str)) : getItem(of, key))));
    if (name === "format_map") return method(([map]) => braceFormat(value, [], (key) => (map instanceof Dict ? map.get(key) : undefined), (of, key, dotted) => (dotted ? getAttribute(of, raw(key as Str)) : getItem(of, key))));
    const own = Object.hasOwn(STRING_METHODS, name) ? STRING_METHODS[name] : undefined;
    return own && method((args, kwargs) => own(value, args, kwargs));
  }
  if (value instanceof Dict) {
    if (Object.hasOwn(DICT, name)) return method(DICT[name]!(value));
    return MUTATES.dict!.has(name) ? method(() => null) : undefined;
  }
  if (value instanceof List || value instanceof Tuple) {
    if (Object.hasOwn(LIST, name)) return method(LIST[name]!(value));
    if (value instanceof List && name === "copy") return method(() => new List([...value.items]));
    return value instanceof List && MUTATES.list!.has(name) ? method(() => null) : undefined;
  }
  if (isInt(value)) {
    const plain = toBig(value);
    if (name === "real" || name === "numerator") return plain;
    if (name === "imag") return 0n;
    if (name === "denominator") return 1n;
    if (name === "bit_length") return method(() => BigInt(plain ? (plain < 0n ? -plain : plain).toString(2).length : 0));
    return undefined;
  }
  if (value instanceof Float) {
    if (name === "real") return value;
    if (name === "imag") return new Float(0);
    return name === "is_integer" ? method(() => Number.isInteger(value.value)) : undefined;
  }
  if (value instanceof Range && ["start", "stop", "step"].includes(name)) return value[name as "start"];
  return value instanceof Thing ? value.get(name) : undefined;
}

function hasHidden(value: Value, name: string): boolean {
  return HIDDEN.has(name) || (OF_CONTAINERS.has(name) && (isStr(value) || value instanceof List || value instanceof Dict || value instanceof Tuple));
}

function unsafe(of: Value, name: string): Undefined {
  return new Undefined({ hint: `access to attribute ${repr(name)} of '${typeName(of)}' object is unsafe.`, name, of, exception: "SecurityError" });
}

/** An attribute, as `safe` templates may see it; undefined if there is none. */
function seen(of: Value, name: string): Value | undefined {
  if (name.startsWith("_") && hasHidden(of, name)) return unsafe(of, name);
  const value = attribute(of, name);
  if (value === undefined) return undefined;
  return name.startsWith("_") || MUTATES[typeName(of)]?.has(name) ? unsafe(of, name) : value;
}

/** `of.name` */
export function getAttribute(of: Value, name: string): Value {
  const own = seen(of, name);
  if (own !== undefined) return own;
  const value = attempt(() => item(of, name));
  return value === undefined ? new Undefined({ of, name }) : value;
}

/** `of[key]` */
export function getItem(of: Value, key: Value): Value {
  const value = attempt(() => item(of, key));
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
function item(of: Value, key: Value): Value | undefined {
  if (of instanceof Undefined) return of.fail();
  if (of instanceof Dict) return of.get(key);
  if (!isInt(key)) return undefined;
  const index = Number(toBig(key));
  if (of instanceof List || of instanceof Tuple) return valueAt(of.items, index);
  if (of instanceof Range) return [...of].at(index);
  if (isStr(of)) {
    const [from, to] = places(raw(of), index);
    return from === undefined ? undefined : sliceText(of, from, to!);
  }
  return undefined;
}

function valueAt(items: Value[], index: number): Value | undefined {
  const at = index < 0 ? index + items.length : index;
  return at >= 0 && at < items.length ? items[at] : undefined;
}

function places(text: string, index: number): [number, number] | [] {
  const characters = [...text];
  const at = index < 0 ? index + characters.length : index;
  if (at < 0 || at >= characters.length) return [];
  const from = characters.slice(0, at).join("").length;
  return [from, from + characters[at]!.length];
}

/** `of[start:stop:step]` */
export function getSlice(of: Value, parts: (Value | undefined)[]): Value {
  if (of instanceof Undefined) return of.fail();
  const sequence = of instanceof List || of instanceof Tuple ? of.items : of instanceof Range ? [...of] : isStr(of) ? [...raw(of)] : null;
  if (!sequence) return fail("TypeError", of instanceof Dict ? "unhashable type: 'slice'" : `'${typeName(of)}' object is not subscriptable`);
  const [start, stop, step = 1] = parts.map((part) => {
    if (part === undefined || part === null) return undefined;
    return isInt(part) ? Number(toBig(part)) : fail("TypeError", "slice indices must be integers or None or have an __index__ method");
  });
  if (step === 0) return fail("ValueError", "slice step cannot be zero");
  const { length } = sequence;
  const clamp = (at: number, low: number, high: number): number => Math.min(Math.max(at < 0 ? at + length : at, low), high);
  const first = start === undefined ? (step > 0 ? 0 : length - 1) : clamp(start, step > 0 ? 0 : -1, step > 0 ? length : length - 1);
  const end = stop === undefined ? (step > 0 ? length : -1) : clamp(stop, step > 0 ? 0 : -1, step > 0 ? length : length - 1);
  if (isStr(of) && step === 1) {
    const units = (count: number): number => (sequence as string[]).slice(0, count).join("").length;
    return sliceText(of, units(first), Math.max(units(first), units(end)));
  }
  const taken: (Value | string)[] = [];
  for (let i = first; step > 0 ? i < end : i > end; i += step) taken.push(sequence[i]!);
  if (isStr(of)) return (taken as string[]).join("");
  return of instanceof Tuple ? new Tuple(taken as Value[]) : new List(taken as Value[]);
}
