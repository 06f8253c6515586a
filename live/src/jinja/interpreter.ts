/** Renders a template: statements. evaluator.ts has the expressions. */
import { asTarget, namespaceOf, setItem } from "./assignment.ts";
import { noParent, selfOf } from "./block_references.ts";
import { iterate, unpacked } from "./compare.ts";
import type { Compiled } from "./compile.ts";
import { isConstant } from "./constant.ts";
import { fail, within } from "./errors.ts";
import { Evaluator } from "./evaluator.ts";
import { html } from "./html.ts";
import { Loop } from "./loop.ts";
import { makeMacro } from "./macro.ts";
import type { Expr, Stmt, StmtOf } from "./nodes.ts";
import { characters, originOf, type Piece, Printer } from "./printer.ts";
import { Scope } from "./scope.ts";
import { repr, softStr, str } from "./show.ts";
import { markup, type Str } from "./text.ts";
import { blocksOf, namespaces, reads } from "./tree.ts";
import { Iter, isStr, type Thing, truth, Undefined, type Value } from "./values.ts";

type Signal = "break" | "continue" | undefined;
const NO_LOADER = "no loader for this environment specified";

export class Interpreter {
  #root = new Scope();
  /** What blocks see: the values given, and what the template has assigned outside everything. */
  #exported = new Scope();
  #blocks: ReadonlyMap<string, StmtOf<"Block">> = new Map();
  /** What the block around sees, which a block in it sees too. */
  #context = this.#exported;
  /** Whether what is printed here is escaped, which the text of a template decides and not who calls it. */
  #escapes = false;
  /** Whether only rendering tells if an autoescape block escapes. Constants are not escaped then. */
  #late = false;
  readonly #evaluate: Evaluator;
  readonly #printer: Printer;

  /** `generated` gets the characters [start, end) of each `generation` block, as transformers counts them. */
  constructor(
    private readonly compiled: Compiled,
    private readonly generated: [start: number, end: number][] | null = null,
  ) {
    this.#evaluate = new Evaluator(compiled.unwritable, compiled.slicing);
    this.#printer = new Printer(generated !== null);
  }

  render(values: Scope): Piece[] {
    const { body } = this.compiled;
    this.#exported = this.#context = new Scope(values);
    const scope = this.#inside(values, body);
    this.#root = scope;
    this.#blocks = new Map(blocksOf(body).map((block) => [block.name, block]));
    if (reads(body, "self")) scope.set("self", this.#self());
    this.#run(body, scope);
    this.#printer.end();
    return this.#printer.pieces;
  }

  /** The scope of a body. */
  #inside(scope: Scope, body: readonly Stmt[]): Scope {
    const inner = new Scope(scope);
    for (const name of this.compiled.missing.get(body) ?? []) inner.set(name, new Undefined({ name }));
    return inner;
  }

  /** What a body prints, as a string. */
  #capture(body: Stmt[], scope: Scope): Str {
    return this.#printer.printedBy(() => void this.#run(body, this.#inside(scope, body)));
  }

  #run(body: Stmt[], scope: Scope): Signal {
    for (const statement of body) {
      const signal = this.#step(statement, scope);
      if (signal) return signal;
    }
    return undefined;
  }

  #step(node: Stmt, scope: Scope): Signal {
    // Jinja2 tells the line of a statement, and of what is printed that of its outermost expression. Of `with`, and where
    // an attribute is set, its compiler notes no line, so that it tells one above: here it is the statement's all the same
    return within(node.type === "Print" ? node.value.line : node.line, () => this.#execute(node, scope));
  }

  #value(node: Expr, scope: Scope): Value {
    return this.#evaluate.value(node, scope);
  }

  #execute(node: Stmt, scope: Scope): Signal {
    switch (node.type) {
      case "Data":
        return void this.#printer.print(node.text, node, this.compiled.joined.has(node));
      case "Print":
        return void this.#show(
          this.#value(node.value, scope),
          node,
          this.#escapes && !(this.#late && isConstant(node.value, false)),
        );
      case "If": {
        const taken = node.branches.find(([test, _body, line]) => within(line, () => truth(this.#value(test, scope))));
        return this.#run(taken ? taken[1] : node.otherwise, scope);
      }
      case "For":
        return this.#for(node, this.#value(node.iter, scope), scope, 0);
      case "Set":
        for (const name of namespaces(node.target)) namespaceOf(scope.get(name)); // before the value is computed
        return void this.#assign(node.target, this.#value(node.value, scope), scope);
      case "SetBlock": {
        const inner = this.#inside(scope, node.body);
        const [text, signal] = this.#held(node.body, inner);
        if (signal) return signal;
        const value = node.filter
          ? this.#evaluate.piped(node.filter, this.#escapes ? markup(text) : text, inner)
          : text;
        return void this.#assign(node.target, this.#evaluate.escaping ? markup(softStr(value)) : value, scope);
      }
      case "With": {
        const inner = this.#inside(scope, node.body);
        node.targets.forEach((target, i) => this.#assign(target, this.#value(node.values[i]!, scope), inner));
        return this.#run(node.body, inner);
      }
      case "Macro":
        return this.#store(node.name, this.#macro(node, node.name, scope), scope);
      case "CallBlock":
        return void this.#printer.join(this.#evaluate.call(node.call, scope, this.#macro(node, null, scope)), node);
      case "FilterBlock": {
        const inner = this.#inside(scope, node.body);
        const [text, signal] = this.#held(node.body, inner);
        return (
          signal ??
          void this.#printer.join(this.#evaluate.piped(node.filter, this.#escapes ? markup(text) : text, inner), node)
        );
      }
      case "Generation":
        return void this.#generation(node, scope);
      case "Autoescape":
        return this.#autoescape(node, scope);
      case "Block": {
        if (node.required) fail("TemplateRuntimeError", `Required block ${repr(node.name)} not found`);
        return void this.#block(node, node.scoped ? scope : this.#context);
      }
      case "Break":
        return "break";
      case "Continue":
        return "continue";
      case "Extends":
      case "Import":
      case "FromImport":
        this.#value(node.template, scope);
        return fail("TypeError", NO_LOADER);
      case "Include":
        return void this.#include(node, this.#value(node.template, scope));
    }
  }

  /** A call block, as it is there. Where it stands is counted by what came out before: not by what a macro still holds. */
  #generation(node: StmtOf<"Generation">, scope: Scope): void {
    const call = { type: "Const", value: null, line: node.line } as const;
    const macro = this.#macro({ ...node, type: "CallBlock", call, args: [], defaults: [] }, null, scope);
    const text = str(this.#evaluate.invoke(macro, [], new Map()));
    this.generated?.push([this.#printer.yielded, this.#printer.yielded + characters(text)]);
    this.#printer.print(text, node);
  }

  #show(value: Value, node: Stmt, escapes: boolean): void {
    this.#printer.print(escapes ? html(value) : str(value), node, this.compiled.joined.has(node));
  }

  /** What a body prints that a `break` may leave; its text is lost then. */
  #held(body: Stmt[], scope: Scope): [Str, Signal] {
    let signal: Signal;
    const text = this.#printer.printedBy(() => {
      signal = this.#run(body, scope);
    });
    return [text, signal];
  }

  #autoescape(node: StmtOf<"Autoescape">, scope: Scope): Signal {
    const inner = this.#inside(scope, node.body);
    const escapes = truth(this.#value(node.value, inner));
    const before = [this.#escapes, this.#evaluate.escaping, this.#evaluate.joining, this.#late] as const;
    const late = this.#late || !isConstant(node.value);
    [this.#escapes, this.#evaluate.escaping, this.#evaluate.joining, this.#late] = [
      escapes,
      escapes,
      escapes && !late,
      late,
    ];
    try {
      return this.#run(node.body, inner);
    } finally {
      [this.#escapes, this.#evaluate.escaping, this.#evaluate.joining, this.#late] = before;
    }
  }

  /** Runs a block, whose text knows nothing of an autoescape around it. */
  #block(node: StmtOf<"Block">, around: Scope): void {
    this.#asWritten(false, false, around, () => {
      const scope = this.#inside(around, node.body);
      if (reads(node.body, "self")) scope.set("self", this.#self());
      if (reads(node.body, "super")) scope.set("super", noParent(node.name));
      this.#run(node.body, scope);
    });
  }

  /** Blocks and macros know what was around them where they stand, not what is where they are called. */
  #asWritten<T>(escapes: boolean, joining: boolean, context: Scope, work: () => T): T {
    const before = [this.#escapes, this.#evaluate.joining, this.#context] as const;
    [this.#escapes, this.#evaluate.joining, this.#context] = [escapes, joining, context];
    try {
      return work();
    } finally {
      [this.#escapes, this.#evaluate.joining, this.#context] = before;
    }
  }

  #self(): Thing {
    const context = this.#context;
    return selfOf(this.#blocks, (block) => this.#printer.printedBy(() => this.#block(block, context)));
  }

  /** There is nothing to include from: transformers gives Jinja2 no loader. */
  #include(node: StmtOf<"Include">, name: Value): void {
    if (isStr(name) || name instanceof Undefined) return fail("TypeError", NO_LOADER);
    if (!truth(name))
      return node.ignoreMissing
        ? undefined
        : fail("TemplatesNotFound", "Tried to select from an empty list of templates.");
    for (const _ of iterate(name)) return fail("TypeError", NO_LOADER);
  }

  #macro(node: StmtOf<"Macro" | "CallBlock">, name: string | null, scope: Scope): Thing {
    const written = [this.#escapes, this.#evaluate.joining, this.#context] as const;
    return makeMacro(
      node,
      name,
      (inner) => this.#asWritten(...written, () => this.#capture(node.body, inner)),
      (value, inner) => within(node.line, () => this.#value(value, inner)),
      scope,
    );
  }

  #for(node: StmtOf<"For">, iterable: Value, scope: Scope, depth: number): Signal {
    const source = node.test ? new Iter(this.#filtered(node, iterable, scope)) : iterable;
    const recurse = node.recursive
      ? (items: Value, deeper: number): Str =>
          this.#printer.printedBy(() => within(node.line, () => void this.#for(node, items, scope, deeper)))
      : null;
    const loop = new Loop(source, depth, recurse);
    const outer = this.#printer.owner;
    let finished = false; // whether a body came to its end, which is what Jinja2 asks before the else
    try {
      for (let step = loop.next(); step; step = loop.next()) {
        const inner = this.#inside(scope, node.body);
        inner.set("loop", loop.thing);
        this.#assign(node.target, step.value, inner);
        this.#printer.owner = originOf(step.value) ?? outer;
        const signal = this.#run(node.body, inner);
        if (signal === "break") break;
        if (!signal) finished = true;
      }
    } finally {
      this.#printer.owner = outer;
    }
    return finished ? undefined : this.#run(node.otherwise, this.#inside(scope, node.otherwise));
  }

  *#filtered(node: StmtOf<"For">, iterable: Value, scope: Scope): Generator<Value> {
    for (const item of iterate(iterable)) {
      const inner = new Scope(scope);
      this.#assign(node.target, item, inner);
      const test = node.test!;
      if (within(test.line, () => truth(this.#value(test, inner)))) yield asTarget(node.target, item, inner);
    }
  }

  #store(name: string, value: Value, scope: Scope): undefined {
    scope.set(name, value);
    if (scope === this.#root) this.#exported.set(name, value);
  }

  #assign(target: Expr, value: Value, scope: Scope): void {
    if (target.type === "Name") return this.#store(target.name, value, scope);
    if (target.type === "NSRef") {
      return setItem(target, scope.get(target.name), value);
    }
    if (target.type !== "Tuple") return;
    const items = unpacked(value, target.items.length);
    target.items.forEach((part, i) => this.#assign(part, items[i]!, scope));
  }
}
