/** Python's values in a template. int is bigint, so that numbers of any size stay exact; str is Str. */
import { fail } from "./errors.ts";
import { isMarkup, type Origin, points, raw, type Str, Text } from "./text.ts";

/** `text`: how JSON wrote the number, for writing it again. */
export class Float {
  constructor(
    readonly value: number,
    readonly text = "",
  ) {}
}

/** What a message or a tool is known by when a template loops over it. */
interface Known {
  origin?: Origin;
}

export class List implements Known {
  origin?: Origin;
  constructor(readonly items: Value[]) {}
}

/** `names`: of a named tuple. */
export class Tuple {
  /** `names`: of its items, as those of a group that `groupby` made. */
  constructor(
    readonly items: Value[],
    readonly names?: readonly string[],
  ) {}
}

export class Dict implements Known {
  origin?: Origin;
  readonly #entries = new Map<unknown, [key: Value, value: Value]>();

  static of(entries: Iterable<readonly [Value, Value]>): Dict {
    const dict = new Dict();
    for (const [key, value] of entries) dict.set(key, value);
    return dict;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Value): Value | undefined {
    return this.#entries.get(hash(key))?.[1];
  }

  set(key: Value, value: Value): void {
    const name = hash(key);
    const old = this.#entries.get(name);
    if (old) old[1] = value;
    else this.#entries.set(name, [key, value]);
  }

  has(key: Value): boolean {
    return this.#entries.has(hash(key));
  }

  entries(): (readonly [Value, Value])[] {
    return [...this.#entries.values()];
  }
}

/** What a name or an attribute gives that is not there; undefined.ts says what is wrong with it. */
export class Undefined {
  constructor(readonly options: { hint?: string; name?: Value; of?: Value; exception?: string }) {}
}

export type Kwargs = Map<string, Value>;

/** Anything callable. `kind`: its Python type. */
export class Callable {
  constructor(
    readonly name: string,
    readonly call: (args: Value[], kwargs: Kwargs) => Value,
    readonly kind = "builtin_function_or_method",
  ) {}
}

/** What is read by name: `namespace`, `loop`, a macro. `more`: what else can be done with it. */
export class Thing {
  constructor(
    readonly kind: string,
    readonly module: string,
    readonly get: (name: string) => Value | undefined,
    readonly more: {
      repr?: () => string;
      call?: Callable["call"];
      set?: (name: string, value: Value) => void /** It prints: a macro, a block. */;
      printed?: boolean;
      item?: (key: Value) => Value | undefined;
      iterate?: () => Iterable<Value>;
      length?: () => number;
    } = {},
  ) {}
}

export class Range {
  constructor(
    readonly start: bigint,
    readonly stop: bigint,
    readonly step: bigint,
  ) {}

  get length(): number {
    const { start, stop, step } = this;
    const span = step > 0n ? stop - start : start - stop;
    const size = step > 0n ? step : -step;
    return span <= 0n ? 0 : Number((span + size - 1n) / size);
  }

  at(index: number): Value | undefined {
    const { length } = this;
    const place = index < 0 ? index + length : index;
    return place >= 0 && place < length ? this.start + BigInt(place) * this.step : undefined;
  }

  *[Symbol.iterator](): Generator<Value> {
    for (let i = 0, n = this.length; i < n; i += 1) yield this.start + BigInt(i) * this.step;
  }
}

/** A generator or another iterator: read once. */
export class Iter {
  readonly #iterator: Iterator<Value>;
  constructor(
    values: Iterable<Value>,
    readonly kind = "generator",
  ) {
    this.#iterator = values[Symbol.iterator]();
  }

  [Symbol.iterator](): Iterator<Value> {
    return { next: () => this.#iterator.next() };
  }
}

/** `dict.keys()` and its sisters. */
export class View {
  constructor(
    readonly dict: Dict,
    readonly kind: "dict_keys" | "dict_values" | "dict_items",
  ) {}

  items(): Value[] {
    const entries = this.dict.entries();
    if (this.kind === "dict_keys") return entries.map(([key]) => key);
    return this.kind === "dict_values"
      ? entries.map(([, value]) => value)
      : entries.map(([key, value]) => new Tuple([key, value]));
  }
}

export type Value =
  | null
  | boolean
  | bigint
  | Str
  | Float
  | List
  | Tuple
  | Dict
  | Undefined
  | Callable
  | Thing
  | Range
  | Iter
  | View;

export const isStr = (value: unknown): value is Str => typeof value === "string" || value instanceof Text;
/** A string's text; "" for anything else. */
export const stringOf = (value: unknown): string => (isStr(value) ? raw(value) : "");
export const isInt = (value: Value): value is bigint | boolean =>
  typeof value === "bigint" || typeof value === "boolean";
export const isNumber = (value: Value): value is bigint | boolean | Float => isInt(value) || value instanceof Float;
export const toBig = (value: bigint | boolean): bigint => (typeof value === "bigint" ? value : value ? 1n : 0n);
export const toNumber = (value: bigint | boolean | Float): number =>
  value instanceof Float ? value.value : Number(value);

export function typeName(value: Value): string {
  if (value === null) return "NoneType";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "bigint") return "int";
  if (isStr(value)) return isMarkup(value) ? "Markup" : "str";
  if (value instanceof Float) return "float";
  if (value instanceof List) return "list";
  if (value instanceof Tuple) return value.names ? "_GroupTuple" : "tuple";
  if (value instanceof Dict) return "dict";
  if (value instanceof Undefined) return "Undefined";
  if (value instanceof Range) return "range";
  return value.kind;
}

export function truth(value: Value): boolean {
  if (value === null || value instanceof Undefined) return false;
  if (typeof value === "boolean") return value;
  if (typeof value === "bigint") return value !== 0n;
  if (isStr(value)) return raw(value) !== "";
  if (value instanceof Float) return value.value !== 0;
  return size(value) !== 0;
}

/** `len()` without its error: null where Python has no length. */
export function size(value: Value): number | null {
  if (isStr(value)) return points(raw(value));
  if (value instanceof List || value instanceof Tuple) return value.items.length;
  if (value instanceof Dict) return value.size;
  if (value instanceof View) return value.dict.size;
  if (value instanceof Range) return value.length;
  if (value instanceof Undefined) return 0;
  return value instanceof Thing && value.more.length ? value.more.length() : null;
}

/** The key under which a dictionary keeps a value. Throws TypeError for what cannot be one. */
export function hash(key: Value): unknown {
  if (isStr(key)) return `s${raw(key)}`;
  if (isNumber(key)) {
    const number = toNumber(key);
    return typeof key === "bigint" && !Number.isSafeInteger(number)
      ? `n${key}`
      : Number.isInteger(number)
        ? `n${BigInt(number)}`
        : `n${number}`;
  }
  if (key === null) return "N";
  if (key instanceof Undefined) return "U";
  if (key instanceof Range) return `r${key.start},${key.length && key.step},${key.length}`;
  if (key instanceof Tuple)
    return `t${JSON.stringify(
      key.items.map((item) => {
        const part = hash(item);
        return typeof part === "string" ? part : fail("TypeError", `this page cannot use a ${typeName(item)} in a key`);
      }),
    )}`;
  if (key instanceof List || key instanceof Dict || (key instanceof View && key.kind !== "dict_values"))
    return fail("TypeError", `unhashable type: '${typeName(key)}'`);
  return key;
}
