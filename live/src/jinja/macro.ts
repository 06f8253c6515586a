/** `{% macro %}` and the body of `{% call %}`. */
import { fail } from "./errors.ts";
import type { Expr, StmtOf } from "./nodes.ts";
import { Scope } from "./scope.ts";
import { repr } from "./show.ts";
import { undeclared } from "./tree.ts";
import { Dict, type Kwargs, Thing, Tuple, Undefined, type Value } from "./values.ts";

export function makeMacro(
  node: StmtOf<"Macro" | "CallBlock">,
  name: string | null,
  body: (scope: Scope) => Value,
  evaluate: (expr: Expr, scope: Scope) => Value,
  scope: Scope,
): Thing {
  const { args: names, defaults } = node;
  const used = undeclared(node.body, ["caller", "varargs", "kwargs"]);
  const reads = (word: string): boolean => !names.includes(word) && used.has(word);
  const [caller, varargs, kwargs] = [reads("caller"), reads("varargs"), reads("kwargs")];
  const shown = name === null ? "None" : repr(name);

  const call = (given: Value[], named: Kwargs): Value => {
    const inner = new Scope(scope);
    const rest = new Map(named);
    const missing: [argument: string, own: Expr | undefined][] = [];
    names.forEach((argument, i) => {
      const value = i < given.length ? given[i] : rest.get(argument);
      if (i >= given.length) rest.delete(argument);
      if (value === undefined) missing.push([argument, defaults[i - (names.length - defaults.length)]]);
      // a default sees all parameters, also those after it
      inner.set(argument, value === undefined ? new Undefined({ name: argument }) : value);
    });
    if (caller) {
      inner.set("caller", rest.get("caller") ?? new Undefined({ hint: "No caller defined", name: "caller" }));
      rest.delete("caller");
    }
    if (kwargs) inner.set("kwargs", Dict.of(rest));
    else if (rest.size) {
      if (rest.has("caller"))
        return fail(
          "TypeError",
          `macro ${shown} was invoked with two values for the special caller argument. This is most likely a bug.`,
        );
      return fail("TypeError", `macro ${shown} takes no keyword argument ${repr([...rest.keys()][0]!)}`);
    }
    if (varargs) inner.set("varargs", new Tuple(given.slice(names.length)));
    else if (given.length > names.length)
      return fail("TypeError", `macro ${shown} takes not more than ${names.length} argument(s)`);
    for (const [argument, own] of missing) {
      const hint = `parameter ${repr(argument)} was not provided`;
      inner.set(argument, own ? evaluate(own, inner) : new Undefined({ hint, name: argument }));
    }
    return body(inner);
  };
  const attributes: Record<string, Value> = {
    name,
    arguments: new Tuple(names),
    catch_kwargs: kwargs,
    catch_varargs: varargs,
    caller,
  };
  return new Thing(
    "Macro",
    "jinja2.runtime",
    (attribute) => (Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined),
    { call, printed: true, repr: () => `<Macro ${name === null ? "anonymous" : repr(name)}>` },
  );
}
