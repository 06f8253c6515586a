/** Expressions of a template. */
import { getAttribute, getItem, getSlice } from "./attributes.ts";
import { knows } from "./check.ts";
import { contains, equal, iterate, ordered, type Order } from "./compare.ts";
import { PyError, fail } from "./errors.ts";
import { FILTERS, TESTS } from "./filters.ts";
import type { Arguments, Expr, ExprOf } from "./nodes.ts";
import { calculate, negated } from "./operators.ts";
import type { Scope } from "./scope.ts";
import { str } from "./show.ts";
import { concat, raw } from "./text.ts";
import { MISSING_FILTERS } from "./text_filters.ts";
import { Callable, Dict, type Kwargs, List, Thing, Tuple, Undefined, type Value, isStr, truth, typeName } from "./values.ts";

export class Evaluator {
  #piped: Value | undefined;

  /** Throws PyError with the line of the innermost expression. */
  value(node: Expr, scope: Scope): Value {
    try {
      return this.#value(node, scope);
    } catch (error) {
      if (error instanceof PyError) error.line ??= node.line;
      throw error;
    }
  }

  /** A filter without an operand, applied to `input`. */
  piped(filter: Expr, input: Value, scope: Scope): Value {
    this.#piped = input;
    return this.value(filter, scope);
  }

  /** A call with a caller, for `{% call %}`. */
  call(node: Expr, scope: Scope, caller: Value): Value {
    const { callee } = node as ExprOf<"Call">;
    const { args, kwargs } = this.#arguments(node as ExprOf<"Call">, scope);
    return invoke(this.value(callee, scope), args, kwargs.set("caller", caller));
  }

  #value(node: Expr, scope: Scope): Value {
    const value = (part: Expr): Value => this.value(part, scope);
    switch (node.type) {
      case "Const": return node.value;
      case "Name": return scope.get(node.name);
      case "NSRef": return getAttribute(scope.get(node.name), node.attribute);
      case "Tuple": return new Tuple(node.items.map(value));
      case "List": return new List(node.items.map(value));
      case "Dict": return Dict.of(node.pairs.map(([key, item]) => [value(key), value(item)] as const));
      case "Getattr": return getAttribute(value(node.of), node.name);
      case "Getitem": {
        const of = value(node.of);
        if (node.key.type !== "Slice") return getItem(of, value(node.key));
        if (node.of.type === "Const" && !isStr(of)) return new Undefined({ of, name: "slice" }); // Jinja2 folds constants, and is milder then
        return getSlice(of, node.key.parts.map((part) => (part ? value(part) : undefined)));
      }
      case "Slice": return fail("TypeError", "a slice stands in brackets");
      case "Call": {
        const callee = value(node.callee);
        const { args, kwargs } = this.#arguments(node, scope);
        return invoke(callee, args, kwargs);
      }
      case "Filter": {
        const input = node.of ? value(node.of) : this.#piped ?? null;
        const { args, kwargs } = this.#arguments(node, scope);
        return this.#filter(node.name, input, args, kwargs);
      }
      case "Test": {
        const input = value(node.of);
        const { args, kwargs } = this.#arguments(node, scope);
        return this.#test(node.name, input, args, kwargs);
      }
      case "Binary": {
        const left = value(node.left);
        return calculate(node.operator, left, value(node.right));
      }
      case "Unary": return negated(node.operator, value(node.of));
      case "Not": return !truth(value(node.of));
      case "And": {
        const left = value(node.left);
        return truth(left) ? value(node.right) : left;
      }
      case "Or": {
        const left = value(node.left);
        return truth(left) ? left : value(node.right);
      }
      case "Compare": return this.#compare(node, scope);
      case "Concat": return concat(...node.items.map((item) => str(value(item))));
      case "Condition": {
        if (truth(value(node.test))) return value(node.then);
        if (node.otherwise) return value(node.otherwise);
        return new Undefined({ hint: `the inline if-expression on line ${node.line} evaluated to false and no else section was defined.` });
      }
    }
  }

  #compare(node: ExprOf<"Compare">, scope: Scope): Value {
    let left = this.value(node.first, scope);
    for (const [operator, part] of node.rest) {
      const right = this.value(part, scope);
      let holds: boolean;
      if (operator === "==") holds = equal(left, right);
      else if (operator === "!=") holds = !equal(left, right);
      else if (operator === "in") holds = contains(right, left);
      else if (operator === "not in") holds = !contains(right, left);
      else holds = ordered(operator as Order, left, right);
      if (!holds) return false;
      left = right;
    }
    return true;
  }

  #arguments(node: Arguments, scope: Scope): { args: Value[]; kwargs: Kwargs } {
    const args = node.args.map((part) => this.value(part, scope));
    const kwargs: Kwargs = new Map(node.kwargs.map(([name, part]) => [name, this.value(part, scope)]));
    if (node.star) args.push(...iterate(this.value(node.star, scope)));
    if (node.starStar) {
      const more = this.value(node.starStar, scope);
      if (!(more instanceof Dict)) return fail("TypeError", `argument after ** must be a mapping, not ${typeName(more)}`);
      for (const [key, item] of more.entries()) kwargs.set(isStr(key) ? raw(key) : fail("TypeError", "keywords must be strings"), item);
    }
    return { args, kwargs };
  }

  #filter(name: string, input: Value, args: Value[], kwargs: Kwargs): Value {
    const found = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
    if (!found) {
      if (MISSING_FILTERS.has(name)) return fail("NotImplementedError", `this page does not have Jinja's filter '${name}', which transformers has`);
      return fail("TemplateRuntimeError", `No filter named '${name}' found.`);
    }
    const [parameters, filter] = found;
    const more = {
      args, kwargs,
      filter: (other: string, value: Value, rest: Value[], named: Kwargs) => (knows("Filter", other) ? this.#filter(other, value, rest, named) : fail("TemplateRuntimeError", `No filter named '${other}'.`)),
      test: (other: string, value: Value, rest: Value[], named: Kwargs) => (knows("Test", other) ? this.#test(other, value, rest, named) : fail("TemplateRuntimeError", `No test named '${other}'.`)),
    };
    return filter(input, parameters === "*" ? {} : named(name, parameters, args, kwargs), more);
  }

  #test(name: string, input: Value, args: Value[], kwargs: Kwargs): boolean {
    if (!knows("Test", name)) return fail("TemplateRuntimeError", `No test named '${name}' found.`);
    return TESTS[name]!(input, [...args, ...kwargs.values()]);
  }
}

function named(filter: string, parameters: string, args: Value[], kwargs: Kwargs): Record<string, Value | undefined> {
  const names = parameters ? parameters.split(" ") : [];
  if (args.length > names.length) return fail("TypeError", `${filter}() takes ${names.length + 1} positional argument${names.length ? "s" : ""} but ${args.length + 1} were given`);
  const made: Record<string, Value | undefined> = Object.fromEntries(args.map((value, i) => [names[i]!, value]));
  for (const [name, value] of kwargs) {
    if (!names.includes(name)) return fail("TypeError", `${filter}() got an unexpected keyword argument '${name}'`);
    if (name in made) return fail("TypeError", `${filter}() got multiple values for argument '${name}'`);
    made[name] = value;
  }
  return made;
}

function invoke(callee: Value, args: Value[], kwargs: Kwargs): Value {
  if (callee instanceof Callable) return callee.call(args, kwargs);
  if (callee instanceof Thing && callee.more.call) return callee.more.call(args, kwargs);
  if (callee instanceof Undefined) return callee.fail();
  return fail("TypeError", `'${typeName(callee)}' object is not callable`);
}
