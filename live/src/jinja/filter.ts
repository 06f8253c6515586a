/** What a filter is, and how Python calls it. */
import { fail } from "./errors.ts";
import { bind, type Named, type Signature, signature } from "./signature.ts";
import type { Kwargs, Value } from "./values.ts";

/** `value` and the arguments by name; what is missing is undefined. */
export type Filter = (value: Value, args: Named, call: FilterCall) => Value;

/**
 * How Python calls it: "do_batch value linecount fill_with=" for a function in Python (two names before the template's
 * own where the
 * first is the environment: "do_sort @ value reverse="), "len()" for one in C that takes the value only, "do_map *" for
 * any arguments.
 */
export type FilterTable = Record<string, [form: string, filter: Filter]>;

export interface FilterCall {
  args: Value[];
  kwargs: Kwargs;
  /** Whether an autoescape block is under way. */
  escaping: boolean;
  /** Applies another filter or test by its name. */
  filter(name: Value, value: Value, args: Value[], kwargs: Kwargs): Value;
  test(name: Value, value: Value, args: Value[], kwargs: Kwargs): boolean;
}

export interface Bound {
  form: Signature | { c: string; takes: number } | null;
  name: string;
}

/** Reads a form as in FilterTable; `takes` is what one in C takes with the value. */
export function formOf(form: string): Bound {
  const [name = "", ...rest] = form.split(" ");
  if (rest[0] === "*") return { form: null, name };
  const c = /^(.*)\((\d)\)$/.exec(name);
  if (c) return { form: { c: c[1]!, takes: Number(c[2]) }, name: c[1]! };
  const context = rest[0] === "@";
  return { form: signature(name, rest.slice(context ? 1 : 0).join(" "), context ? 2 : 1), name };
}

/** Throws TypeError as Python does. */
export function bindForm({ form }: Bound, args: Value[], kwargs: Kwargs): Named {
  if (form === null) return {};
  if (!("c" in form)) return bind(form, args, kwargs);
  const name = form.c.split(".").at(-1)!;
  if (kwargs.size) fail("TypeError", `${form.c}() takes no keyword arguments`);
  if (args.length + 1 !== form.takes)
    fail(
      "TypeError",
      form.takes === 1
        ? `${name}() takes exactly one argument (${args.length + 1} given)`
        : `${name} expected ${form.takes} arguments, got ${args.length + 1}`,
    );
  return { other: args[0] };
}
