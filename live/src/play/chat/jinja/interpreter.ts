/** Renders a template: statements. evaluator.ts has the expressions. */
import { iterate } from "./compare.ts";
import { PyError, fail } from "./errors.ts";
import { Evaluator } from "./evaluator.ts";
import { Loop } from "./loop.ts";
import { makeMacro } from "./macro.ts";
import type { Expr, Stmt, StmtOf } from "./nodes.ts";
import { Scope } from "./scope.ts";
import { str } from "./show.ts";
import { type Origin, type Str, TextBuilder, raw } from "./text.ts";
import { Dict, Iter, List, Thing, Tuple, type Value, isStr, truth, typeName } from "./values.ts";

/** What one statement printed. */
export interface Piece {
  text: Str;
  /** Line of the template. */
  line: number;
  /** The message or tool that the innermost loop over such was at. */
  owner: Origin | null;
}

type Signal = "break" | "continue" | undefined;
const MOST = 4_000_000; // characters; a prompt is a small part of that

export class Interpreter {
  #out: Piece[] = [];
  #size = 0;
  #owner: Origin | null = null;
  readonly #evaluate = new Evaluator();

  render(body: Stmt[], scope: Scope): Piece[] {
    this.#runWhole(body, scope);
    return this.#out;
  }

  #print(text: Str, line: number): void {
    const { length } = raw(text);
    if (!length) return;
    this.#size += length;
    if (this.#size > MOST) fail("MemoryError", `the template has printed more than ${MOST} characters; this page stops there`);
    this.#out.push({ text, line, owner: this.#owner });
  }

  /** What a body prints, as a string. */
  #capture(body: Stmt[], scope: Scope): Str {
    return this.#printedBy(() => this.#runWhole(body, scope));
  }

  #printedBy(work: () => void): Str {
    const outer = this.#out;
    this.#out = [];
    try {
      work();
      const text = new TextBuilder();
      for (const piece of this.#out) text.add(piece.text);
      return text.done();
    } finally {
      this.#out = outer;
    }
  }

  /** Runs a body that no `break` or `continue` may leave. */
  #runWhole(body: Stmt[], scope: Scope): void {
    if (this.#run(body, scope)) fail("SyntaxError", "'break' outside loop");
  }

  #run(body: Stmt[], scope: Scope): Signal {
    for (const statement of body) {
      const signal = this.#step(statement, scope);
      if (signal) return signal;
    }
    return undefined;
  }

  #step(node: Stmt, scope: Scope): Signal {
    try {
      return this.#execute(node, scope);
    } catch (error) {
      if (error instanceof PyError) error.line ??= node.line;
      throw error;
    }
  }

  #value(node: Expr, scope: Scope): Value {
    return this.#evaluate.value(node, scope);
  }

  #execute(node: Stmt, scope: Scope): Signal {
    switch (node.type) {
      case "Data": return void this.#print(node.text, node.line);
      case "Print": return void this.#print(str(this.#value(node.value, scope)), node.line);
      case "If": {
        const taken = node.branches.find(([test]) => truth(this.#value(test, scope)));
        return this.#run(taken ? taken[1] : node.otherwise, scope);
      }
      case "For": return void this.#for(node, this.#value(node.iter, scope), scope, 0);
      case "Set": return void this.#assign(node.target, this.#value(node.value, scope), scope);
      case "SetBlock": {
        const text = this.#capture(node.body, new Scope(scope));
        return void this.#assign(node.target, node.filter ? this.#evaluate.piped(node.filter, text, scope) : text, scope);
      }
      case "With": {
        const inner = new Scope(scope);
        node.targets.forEach((target, i) => this.#assign(target, this.#value(node.values[i]!, inner), inner));
        return this.#run(node.body, inner);
      }
      case "Macro": return void scope.set(node.name, this.#macro(node, node.name, scope));
      case "CallBlock": return void this.#print(str(this.#evaluate.call(node.call, scope, this.#macro(node, null, scope))), node.line);
      case "FilterBlock": return void this.#print(str(this.#evaluate.piped(node.filter, this.#capture(node.body, new Scope(scope)), scope)), node.line);
      case "Scope": return this.#run(node.body, new Scope(scope));
      case "Generation": return void this.#runWhole(node.body, new Scope(scope));
      case "Break": return "break";
      case "Continue": return "continue";
      case "Unavailable": return fail("TypeError", node.message);
    }
  }

  #macro(node: StmtOf<"Macro" | "CallBlock">, name: string | null, scope: Scope): Thing {
    return makeMacro(node, name, (inner) => this.#capture(node.body, inner), (value, inner) => this.#value(value, inner), scope);
  }

  #for(node: StmtOf<"For">, iterable: Value, scope: Scope, depth: number): void {
    const source = node.test ? new Iter(this.#filtered(node, iterable, scope)) : iterable;
    const recurse = node.recursive ? (items: Value, deeper: number): Str => this.#printedBy(() => this.#for(node, items, scope, deeper)) : null;
    const loop = new Loop(source, depth, recurse);
    const outer = this.#owner;
    let entered = false;
    try {
      for (let step = loop.next(); step; step = loop.next()) {
        entered = true;
        const inner = new Scope(scope);
        inner.set("loop", loop.thing);
        this.#assign(node.target, step.value, inner);
        this.#owner = originOf(step.value) ?? outer;
        if (this.#run(node.body, inner) === "break") break;
      }
    } finally {
      this.#owner = outer;
    }
    if (!entered) this.#run(node.otherwise, new Scope(scope));
  }

  *#filtered(node: StmtOf<"For">, iterable: Value, scope: Scope): Generator<Value> {
    for (const item of iterate(iterable)) {
      const inner = new Scope(scope);
      this.#assign(node.target, item, inner);
      if (truth(this.#value(node.test!, inner))) yield item;
    }
  }

  #assign(target: Expr, value: Value, scope: Scope): void {
    if (target.type === "Name") return scope.set(target.name, value);
    if (target.type === "NSRef") {
      const found = scope.get(target.name);
      if (!(found instanceof Thing && found.more.set)) fail("TemplateRuntimeError", "cannot assign attribute on non-namespace object");
      return (found as Thing).more.set!(target.attribute, value);
    }
    if (target.type !== "Tuple") return;
    const plain = value === null || typeof value === "boolean" || typeof value === "bigint" || (typeof value === "object" && "value" in value);
    if (plain) fail("TypeError", `cannot unpack non-iterable ${typeName(value)} object`);
    const items = [...iterate(value)];
    const wanted = target.items.length;
    if (items.length < wanted) fail("ValueError", `not enough values to unpack (expected ${wanted}, got ${items.length})`);
    if (items.length > wanted) fail("ValueError", `too many values to unpack (expected ${wanted})`);
    target.items.forEach((part, i) => this.#assign(part, items[i]!, scope));
  }
}

/** The message or tool that a loop's item is, or holds (as `loop over enumerate` does). */
function originOf(value: Value): Origin | null {
  if (value instanceof Dict || value instanceof List) return value.origin ?? null;
  if (isStr(value) || !(value instanceof Tuple)) return null;
  return value.items.map(originOf).find((origin) => origin !== null) ?? null;
}
