/** What Jinja2 computes when it compiles, and which values it can write into Python. */
import { limitOf, PyError } from "./errors.ts";
import { Evaluator } from "./evaluator.ts";
import type { Expr } from "./nodes.ts";
import { Scope } from "./scope.ts";
import { Dict, Float, isStr, List, Range, Tuple, type Value } from "./values.ts";

/** The value of an expression without names; undefined where Jinja2 leaves it to rendering, since computing it fails. */
export function folded(node: Expr): Value | undefined {
  try {
    return new Evaluator().value(node, new Scope());
  } catch (error) {
    if (error instanceof PyError || limitOf(error)) return undefined;
    throw error;
  }
}

/** Whether Jinja2 writes a value into the Python that it makes. */
export function writable(value: Value): boolean {
  if (value instanceof List || value instanceof Tuple) return value.items.every(writable);
  if (value instanceof Dict) return value.entries().every(([key, item]) => writable(key) && writable(item));
  return (
    value === null ||
    typeof value === "boolean" ||
    typeof value === "bigint" ||
    value instanceof Float ||
    value instanceof Range ||
    isStr(value)
  );
}

/** The first number in a value that is written as a name. */
export function nameIn(value: Value): string | null {
  if (value instanceof Float) return Number.isFinite(value.value) ? null : Number.isNaN(value.value) ? "nan" : "inf";
  const inside =
    value instanceof List || value instanceof Tuple ? value.items : value instanceof Dict ? value.entries().flat() : [];
  for (const item of inside as Value[]) {
    const name = nameIn(item);
    if (name !== null) return name;
  }
  return null;
}
