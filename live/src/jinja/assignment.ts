/** What `{% set a.b %}` may give a value, and what it does. */
import { fail } from "./errors.ts";
import type { Expr, ExprOf } from "./nodes.ts";
import type { Scope } from "./scope.ts";
import { Dict, List, Thing, Tuple, typeName, Undefined, type Value } from "./values.ts";

/** `{% set a.b %}…{% endset %}` is `a['b'] = …`: of a block, Jinja2 does not ask whether it is a namespace. */
export function setItem({ name, attribute }: ExprOf<"NSRef">, of: Value, value: Value): void {
  if (of instanceof Dict) return of.set(attribute, value);
  if (of instanceof List) fail("TypeError", "list indices must be integers or slices, not str");
  if (of instanceof Thing && of.more.set) return of.more.set(attribute, value);
  const type = of instanceof Undefined && of.options.name === name ? "_MissingType" : typeName(of);
  fail("TypeError", `'${type}' object does not support item assignment`);
}

/** An item that a test of a loop has let through: Jinja2 yields it as its target is written. */
export const asTarget = (target: Expr, item: Value, scope: Scope): Value =>
  target.type === "Tuple"
    ? new Tuple(target.items.map((part) => asTarget(part, null, scope)))
    : target.type === "Name"
      ? scope.get(target.name)
      : item;

/** Throws TemplateRuntimeError where an attribute of the value cannot be set. */
export function namespaceOf(value: Value): Thing {
  return value instanceof Thing && value.more.set
    ? value
    : fail("TemplateRuntimeError", "cannot assign attribute on non-namespace object");
}
