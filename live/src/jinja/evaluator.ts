/** Expressions of a template. */
import { getAttribute, getItem, getSlice } from "./attributes.ts";
import { contains, equal, iterate, type Order, ordered } from "./compare.ts";
import { isConstant } from "./constant.ts";
import { fail, PyError } from "./errors.ts";
import { bindForm } from "./filter.ts";
import { FILTERS } from "./filters.ts";
import { html } from "./html.ts";
import type { Arguments, Expr, ExprOf } from "./nodes.ts";
import { calculate, negated } from "./operators.ts";
import type { Scope } from "./scope.ts";
import { repr, softStr, str } from "./show.ts";
import { TESTS } from "./tests.ts";
import { concat, isMarkup, markup, PlacesCache, raw } from "./text.ts";
import { failUndefined, undefinedMessage } from "./undefined.ts";
import {
  Callable,
  Dict,
  hash,
  isStr,
  type Kwargs,
  List,
  Thing,
  Tuple,
  truth,
  typeName,
  Undefined,
  type Value,
} from "./values.ts";

export class Evaluator {
  #piped: Value | undefined;
  readonly #places = new PlacesCache();

  /**
   * `unwritable`: constants in whose place Jinja2 writes a name. `slicing`: those with a slice in them that it has
   * computed; all are, for whom it is null.
   */
  constructor(
    private readonly unwritable: ReadonlyMap<Expr, string> = new Map(),
    private slicing: ReadonlySet<Expr> | null = null,
  ) {}

  /** Whether an autoescape block is under way. */
  escaping = false;
  /** Whether `~` escapes: it does in the text of an autoescape block whose value is a constant. */
  joining = false;

  /** A filter without an operand, applied to `input`. */
  piped(filter: Expr, input: Value, scope: Scope): Value {
    this.#piped = input;
    return this.value(filter, scope);
  }

  /** A call with a caller, for `{% call %}`. */
  call(node: Expr, scope: Scope, caller: Value): Value {
    const { callee } = node as ExprOf<"Call">;
    const called = this.value(callee, scope);
    const { args, kwargs } = this.#arguments(node as ExprOf<"Call">, scope);
    return this.invoke(called, args, kwargs.set("caller", caller));
  }

  value(node: Expr, scope: Scope): Value {
    if (this.unwritable.size && this.unwritable.has(node))
      return fail("NameError", `name '${this.unwritable.get(node)}' is not defined`);
    if (this.slicing?.has(node)) return this.#computed(node, scope);
    const value = (part: Expr): Value => this.value(part, scope);
    switch (node.type) {
      case "Const":
        return node.value;
      case "Name":
        return scope.get(node.name);
      case "NSRef":
        return getAttribute(scope.get(node.name), node.attribute);
      case "Tuple":
        return new Tuple(node.items.map(value));
      case "List":
        return new List(node.items.map(value));
      case "Dict":
        return Dict.of(node.pairs.map(([key, item]) => [value(key), value(item)] as const));
      case "Getattr":
        return getAttribute(value(node.of), node.name);
      case "Getitem": {
        const of = value(node.of);
        if (node.key.type !== "Slice") return getItem(of, value(node.key), this.#places);
        const parts = node.key.parts.map((part) => (part ? value(part) : undefined));
        return this.slicing ? getSlice(of, parts, this.#places) : foldedSlice(of, parts);
      }
      case "Slice":
        return fail("TypeError", "a slice stands in brackets");
      case "Call": {
        const callee = value(node.callee);
        const { args, kwargs } = this.#arguments(node, scope);
        return this.invoke(callee, args, kwargs);
      }
      case "Filter": {
        const input = node.of ? value(node.of) : (this.#piped ?? null);
        const { args, kwargs } = this.#arguments(node, scope);
        return this.#filter(node.name, input, args, kwargs, " found");
      }
      case "Test": {
        const input = value(node.of);
        const { args, kwargs } = this.#arguments(node, scope);
        return this.#test(node.name, input, args, kwargs, " found");
      }
      case "Binary": {
        const left = value(node.left);
        return calculate(node.operator, left, value(node.right));
      }
      case "Unary":
        return negated(node.operator, value(node.of));
      case "Not":
        return !truth(value(node.of));
      case "And": {
        const left = value(node.left);
        return truth(left) ? value(node.right) : left;
      }
      case "Or": {
        const left = value(node.left);
        return truth(left) ? left : value(node.right);
      }
      case "Compare":
        return this.#compare(node, scope);
      case "Concat":
        return joined(node.items.map(value), this.joining && !isConstant(node));
      case "Condition": {
        if (truth(value(node.test))) return value(node.then);
        if (node.otherwise) return value(node.otherwise);
        return new Undefined({
          hint: `the inline if-expression on line ${node.line} evaluated to false and no else section was defined.`,
        });
      }
    }
  }

  /** A constant, as it was when the template was compiled. */
  #computed(node: Expr, scope: Scope): Value {
    const { slicing } = this;
    this.slicing = null;
    try {
      return this.value(node, scope);
    } finally {
      this.slicing = slicing;
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
    const kwargs: Kwargs = new Map();
    if (node.star) args.push(...spread(this.value(node.star, scope)));
    for (const [name, part] of node.kwargs) kwargs.set(name, this.value(part, scope));
    if (node.starStar) {
      const called = node as { type?: string; name?: string };
      const name =
        called.type === "Filter"
          ? `jinja2.filters.${FILTERS.get(called.name!)?.[0].name}`
          : called.type === "Test"
            ? `jinja2.tests.${TESTS.get(called.name!)?.[0].name}`
            : "jinja2.sandbox.SandboxedEnvironment.call";
      const more = this.value(node.starStar, scope);
      if (more instanceof Undefined) return failUndefined(more);
      if (!(more instanceof Dict))
        return fail("TypeError", `${name}() argument after ** must be a mapping, not ${typeName(more)}`);
      for (const [key, item] of more.entries()) {
        const word = isStr(key) ? raw(key) : fail("TypeError", "keywords must be strings");
        if (kwargs.has(word)) return fail("TypeError", `${name}() got multiple values for keyword argument '${word}'`);
        kwargs.set(word, item);
      }
    }
    return { args, kwargs };
  }

  /** `found`: how the message of an unknown name ends where a template names it. */
  #filter(name: string, input: Value, args: Value[], kwargs: Kwargs, found = ""): Value {
    const known = FILTERS.get(name);
    if (!known) return fail("TemplateRuntimeError", `No filter named ${repr(name)}${found}.`);
    const [form, filter] = known;
    const named = bindForm(form, args, kwargs);
    return filter(input, named, {
      args,
      kwargs,
      escaping: this.escaping,
      filter: (other, value, rest, more) => this.#filter(wordOf("filter", other, FILTERS), value, rest, more),
      test: (other, value, rest, more) => this.#test(wordOf("test", other, TESTS), value, rest, more),
    });
  }

  #test(name: string, input: Value, args: Value[], kwargs: Kwargs, found = ""): boolean {
    const known = TESTS.get(name);
    if (!known) return fail("TemplateRuntimeError", `No test named ${repr(name)}${found}.`);
    return known[1](input, Object.values(bindForm(known[0], args, kwargs))[0] ?? null);
  }

  /** Calls a value. What a macro gives is Markup inside an autoescape block. */
  invoke(callee: Value, args: Value[], kwargs: Kwargs): Value {
    if (callee instanceof Callable) return callee.call(args, kwargs);
    if (callee instanceof Thing && callee.more.call) {
      const made = callee.more.call(args, kwargs);
      return callee.more.printed && this.escaping && isStr(made) ? markup(made) : made;
    }
    if (callee instanceof Undefined) return failUndefined(callee);
    return fail("TypeError", `'${typeName(callee)}' object is not callable`);
  }
}

/** The name of a filter or test that a template gives as a value. */
function wordOf(kind: string, name: Value, known: ReadonlyMap<string, unknown>): string {
  hash(name);
  if (isStr(name) && known.has(raw(name))) return raw(name);
  let message = `No ${kind} named ${repr(name)}.`;
  if (name instanceof Undefined) message += ` (${undefinedMessage(name)}; did you forget to quote the callable name?)`;
  return fail("TemplateRuntimeError", message);
}

function spread(value: Value): Value[] {
  let items: Iterable<Value>;
  try {
    items = iterate(value);
  } catch {
    return fail("TypeError", `Value after * must be an iterable, not ${typeName(value)}`);
  }
  return [...items];
}

/** `a ~ b`; with autoescape, what is not Markup is escaped if anything is. */
function joined(items: Value[], escaping: boolean): Value {
  if (!escaping || !items.some(isMarkup)) return concat(...items.map(str));
  const from = items.findIndex(isMarkup);
  return markup(concat(...items.map((item, i) => (i < from ? html(str(item)) : html(softStr(item))))));
}

/** A slice that Jinja2 computes when it compiles, and is milder then. */
function foldedSlice(of: Value, parts: (Value | undefined)[]): Value {
  try {
    return getSlice(of, parts);
  } catch (error) {
    if (error instanceof PyError && error.type === "TypeError") return new Undefined({ of, name: "slice" });
    throw error;
  }
}
