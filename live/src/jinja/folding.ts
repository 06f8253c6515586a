/** What Jinja2 computes when it compiles, and which values it can write into Python. */
import { LATE } from "./constant.ts";
import { limitOf, PyError } from "./errors.ts";
import { Evaluator } from "./evaluator.ts";
import type { Expr } from "./nodes.ts";
import { Scope } from "./scope.ts";
import { Dict, Float, isStr, List, Range, Tuple, truth, type Value } from "./values.ts";

/** Thrown where a value depends on rendering. */
class Later extends Error {}

/** Stops at what only rendering knows. What is not reached, such as `x` in `true or x`, may be anything. */
class Folder extends Evaluator {
  constructor(private readonly calls: boolean) {
    super();
  }

  override value(node: Expr, scope: Scope): Value {
    if (this.#isLate(node)) throw new Later();
    if (node.type !== "Condition" || node.otherwise !== null) return super.value(node, scope);
    if (truth(this.value(node.test, scope))) return this.value(node.then, scope);
    throw new Later();
  }

  #isLate(node: Expr): boolean {
    switch (node.type) {
      case "Name":
      case "NSRef":
      case "Call":
        return true;
      case "Filter":
        return !this.calls || node.of === null || LATE.has(node.name);
      case "Test":
        return !this.calls;
      default:
        return false;
    }
  }
}

/**
 * The value of an expression; undefined where Jinja2 leaves it to rendering, since it depends on that or computing it
 * fails. `calls`: whether filters and tests count.
 */
export function folded(node: Expr, calls = true): Value | undefined {
  try {
    return new Folder(calls).value(node, new Scope());
  } catch (error) {
    if (error instanceof PyError || error instanceof Later || limitOf(error)) return undefined;
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
