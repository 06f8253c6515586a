/** Methods and attributes of Python's values, text apart (strings.ts), with the arguments they take. */
import { equal, iterate } from "./compare.ts";
import { fail, PyError } from "./errors.ts";
import { repr } from "./show.ts";
import { bindC, bindNames } from "./signature.ts";
import { Callable, Dict, Float, isInt, List, Range, Tuple, toBig, typeName, type Value, View } from "./values.ts";

type Table<T> = Record<string, [style: string, method: (self: T, args: Value[]) => Value]>;

const DICT: Table<Dict> = {
  get: [
    "1-2",
    (self, [key = null, otherwise = null]) => {
      const value = self.get(key);
      return value === undefined ? otherwise : value;
    },
  ],
  items: ["none", (self) => new View(self, "dict_items")],
  keys: ["none", (self) => new View(self, "dict_keys")],
  values: ["none", (self) => new View(self, "dict_values")],
  copy: ["none", (self) => Dict.of(self.entries())],
  fromkeys: ["1-2", (_, args) => fromKeys(args)],
};

/** `dict.fromkeys(…)` */
export const fromKeys = ([keys = null, value = null]: Value[]): Dict =>
  Dict.of([...iterate(keys)].map((key) => [key, value] as const));

function place(self: List | Tuple, [item = null, start, stop]: Value[]): Value {
  const { length } = self.items;
  const bound = (value: Value | undefined, otherwise: number): number => {
    if (value === undefined) return otherwise;
    const at = isInt(value)
      ? Number(toBig(value))
      : fail("TypeError", "slice indices must be integers or have an __index__ method");
    return Math.min(Math.max(at < 0 ? at + length : at, 0), length);
  };
  const [from, to] = [bound(start, 0), bound(stop, length)];
  const at = self.items.findIndex((one, i) => i >= from && i < to && equal(one, item));
  if (at >= 0) return BigInt(at);
  return fail("ValueError", self instanceof List ? `${repr(item)} is not in list` : "tuple.index(x): x not in tuple");
}
const SEQUENCE: Table<List | Tuple> = {
  index: ["1-3", place],
  count: ["one", (self, [item = null]) => BigInt(self.items.filter((one) => equal(one, item)).length)],
};
const LIST: Table<List> = { ...SEQUENCE, copy: ["none", (self) => new List([...self.items])] };

const RANGE: Table<Range> = {
  index: [
    "one",
    (self, [item = null]) => {
      const at = [...self].findIndex((one) => equal(one, item));
      return at < 0
        ? fail("ValueError", isInt(item) ? `${repr(item)} is not in range` : "sequence.index(x): x not in sequence")
        : BigInt(at);
    },
  ],
  count: ["one", (self, [item = null]) => BigInt([...self].filter((one) => equal(one, item)).length)],
};

const bits = (value: bigint): string => (value ? (value < 0n ? -value : value).toString(2) : "");
const INT: Table<bigint | boolean> = {
  bit_length: ["none", (self) => BigInt(bits(toBig(self)).length)],
  bit_count: ["none", (self) => BigInt(bits(toBig(self)).replaceAll("0", "").length)],
  conjugate: ["none", (self) => toBig(self)],
  as_integer_ratio: ["none", (self) => new Tuple([toBig(self), 1n])],
};

function ratio(value: number): Value {
  if (Number.isNaN(value)) return fail("ValueError", "cannot convert NaN to integer ratio");
  if (!Number.isFinite(value)) return fail("OverflowError", "cannot convert Infinity to integer ratio");
  let [size, under] = [value, 1n];
  while (!Number.isInteger(size)) [size, under] = [size * 2, under * 2n];
  return new Tuple([BigInt(size), under]);
}

function hex(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const word = view.getBigUint64(0);
  const power = Number((word >> 52n) & 0x7ffn);
  const sign = word >> 63n ? "-" : "";
  if (value === 0) return `${sign}0x0.0p+0`;
  const shown = power ? power - 1023 : -1022;
  return `${sign}0x${power ? 1 : 0}.${(word & 0xfffffffffffffn).toString(16).padStart(13, "0")}p${shown < 0 ? "-" : "+"}${Math.abs(shown)}`;
}
const FLOAT: Table<Float> = {
  is_integer: ["none", (self) => Number.isInteger(self.value)],
  as_integer_ratio: ["none", (self) => ratio(self.value)],
  conjugate: ["none", (self) => self],
  hex: ["none", (self) => hex(self.value)],
};

const VIEW: Table<View> = {
  isdisjoint: [
    "one",
    (self, [other = null]) => {
      const own = self.items();
      return ![...iterate(other)].some((item) => own.some((one) => equal(one, item)));
    },
  ],
};

/** What Python has and this page has not: bytes, and what makes them. */
const MISSING: Record<string, Set<string>> = {
  int: new Set(["to_bytes", "from_bytes"]),
  float: new Set(["fromhex"]),
  str: new Set(["encode", "maketrans"]),
  dict_keys: new Set(["mapping"]),
  dict_items: new Set(["mapping"]),
  dict_values: new Set(["mapping"]),
};

/**
 * Python's `getattr` for a value that is no text and none of a template's own objects; undefined where it has no such
 * attribute.
 */
export function plainAttribute(value: Value, name: string): Value | undefined {
  const from = <T extends Value>(self: T, table: Table<T>): Value | undefined => {
    const found = Object.hasOwn(table, name) ? table[name]! : undefined;
    return (
      found &&
      new Callable(name, (args, kwargs) => {
        bindC(typeName(self), name, found[0], args, kwargs);
        return found[1](self, args);
      })
    );
  };
  if (value instanceof Dict) return from(value, DICT);
  if (value instanceof List) return from(value, LIST);
  if (value instanceof Tuple)
    return from(value, SEQUENCE) ?? (value.names?.includes(name) ? value.items[value.names.indexOf(name)] : undefined);
  if (value instanceof View) return from(value, VIEW);
  if (value instanceof Range)
    return ["start", "stop", "step"].includes(name) ? value[name as "start"] : from(value, RANGE);
  if (isInt(value)) {
    if (name === "real" || name === "numerator") return toBig(value);
    if (name === "imag") return 0n;
    return name === "denominator" ? 1n : from(value, INT);
  }
  if (value instanceof Float) {
    if (name === "real") return value;
    return name === "imag" ? new Float(0) : from(value, FLOAT);
  }
  return undefined;
}

/** A method that Python has and this page refuses by name. */
export function missing(value: Value, name: string): Value | undefined {
  const type = typeName(value);
  if (!MISSING[type === "Markup" ? "str" : type === "bool" ? "int" : type]?.has(name)) return undefined;
  return new Callable(name, (args, kwargs) => {
    if (name === "encode") bindNames(name, ["encoding", "errors"], args, kwargs);
    else if (name === "maketrans") bindC(type, name, "1-3", args, kwargs);
    throw new PyError("NotImplementedError", `this page does not have ${type}.${name}, which Python has`);
  });
}
