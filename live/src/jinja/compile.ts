/** What Jinja2 refuses, computes or decides when it compiles a template to Python (compiler.py). */
import { isConstant } from "./constant.ts";
import { PyError } from "./errors.ts";
import { FILTERS } from "./filters.ts";
import { folded, nameIn, writable } from "./folding.ts";
import { type Frame, frameOf, insideOf } from "./frame.ts";
import type { Expr, Signature, Stmt, StmtOf } from "./nodes.ts";
import { PythonLines } from "./python_lines.ts";
import { Symbols } from "./symbols.ts";
import { TESTS } from "./tests.ts";
import { blocksOf, dependencies, has, namespaces, parts, reads, storedIn, targets, undeclared } from "./tree.ts";
import { Float } from "./values.ts";

export interface Compiled {
  body: Stmt[];
  /** Names that a body assigns to, and that are missing until then whatever the context has. */
  missing: ReadonlyMap<readonly Stmt[], string[]>;
  /** Constants that Jinja2 writes as a name that Python does not know: `inf` or `nan`. */
  unwritable: ReadonlyMap<Expr, string>;
}

const KEYWORDS = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);
class Exit extends Error {}

/** Throws PyError TemplateAssertionError or SyntaxError. */
export function compile(body: Stmt[]): Compiled {
  return new Compiler(body).run();
}

class Compiler {
  readonly #lines = new PythonLines();
  #extends = 0;
  #extending = false;
  #known = false;
  #late = false;
  readonly #missing = new Map<readonly Stmt[], string[]>();
  readonly #unwritable = new Map<Expr, string>();

  constructor(readonly body: Stmt[]) {}

  run(): Compiled {
    const { body } = this;
    const blocks = new Map<string, StmtOf<"Block">>();
    for (const block of blocksOf(body)) {
      if (blocks.has(block.name)) this.#fail(`block '${block.name}' defined twice`, block.line);
      blocks.set(block.name, block);
    }
    this.#extending = has(body, "Extends");
    this.#lines.add(1); // name = None; the line before is the first
    const root = frameOf(Symbols.inside(null), { toplevel: true, rootlevel: true });
    this.#function(body, root, ["self"], this.#extending ? 1 : 0);
    if (this.#extending) this.#lines.add(this.#known ? 1 : 2);
    for (const block of blocks.values())
      this.#function(block.body, frameOf(Symbols.inside(null), { block: true }), ["self", "super"], 1);
    const { error } = this.#lines;
    if (error) throw error;
    return { body, missing: this.#missing, unwritable: this.#unwritable };
  }

  #function(body: Stmt[], frame: Frame, special: string[], more: number): void {
    this.#lines.newline(1);
    this.#lines.write();
    this.#lines.add(5);
    for (const name of special) {
      if (!reads(body, name)) continue;
      frame.symbols.parameter(name);
      this.#lines.add(1);
    }
    body.forEach((node) => frame.symbols.statement(node));
    this.#lines.add(more);
    this.#enter(frame, body);
    this.#lines.add(6 * dependencies(body));
    this.#block(body, frame);
  }

  #fail(message: string, line: number): never {
    throw new PyError("TemplateAssertionError", message, line);
  }

  #enter({ symbols }: Frame, body: readonly Stmt[]): void {
    const missing = symbols.missing();
    if (missing.length) this.#missing.set(body, missing);
    this.#lines.add(symbols.enterLines());
  }

  #leave({ symbols }: Frame): void {
    if (symbols.loads.size) this.#lines.add(1);
  }

  #block(body: Stmt[], frame: Frame): void {
    this.#lines.add(1);
    try {
      this.#statements(body, frame);
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
    }
  }

  /** Text and what is printed between two tags is one statement of Jinja2's. */
  #statements(body: Stmt[], frame: Frame): void {
    let output: StmtOf<"Data" | "Print">[] = [];
    for (const node of body) {
      if (node.type === "Data" || node.type === "Print") output.push(node);
      else {
        if (output.length) this.#output(output, frame);
        output = [];
        this.#statement(node, frame);
      }
    }
    if (output.length) this.#output(output, frame);
  }

  #output(nodes: StmtOf<"Data" | "Print">[], frame: Frame): void {
    if (frame.toplevel && this.#extends && this.#known) return;
    if (frame.toplevel && this.#extending && !this.#known) this.#lines.add(1);
    if (frame.buffered) this.#lines.add(1);
    let constant = false;
    for (const node of nodes) {
      const folds =
        node.type === "Data" ? !this.#late : isConstant(node.value, !this.#late) && folded(node.value) !== undefined;
      if (!folds || !constant) this.#lines.add(1);
      constant = folds;
      if (!folds && node.type === "Print") this.#parts(node.value, frame.soft);
    }
    if (frame.buffered) this.#lines.add(1);
  }

  /** An expression: what is constant in it is computed now. */
  #expression(node: Expr, soft: boolean): void {
    if (node.type === "Const" && !(node.value instanceof Float)) return;
    if (isConstant(node, !this.#late)) {
      const value = folded(node);
      if (value !== undefined && writable(value)) {
        const name = nameIn(value);
        if (name !== null) this.#unwritable.set(node, name);
        return;
      }
    }
    this.#parts(node, soft);
  }

  /** An expression that is not constant as a whole. */
  #parts(node: Expr, soft: boolean): void {
    if ((node.type === "Filter" && !FILTERS.has(node.name)) || (node.type === "Test" && !TESTS.has(node.name))) {
      if (!soft) this.#fail(`No ${node.type.toLowerCase()} named '${node.name}'.`, node.line);
    }
    if (node.type === "Getitem" && node.key.type === "Tuple" && node.key.items.some(({ type }) => type === "Slice"))
      this.#lines.refuse("invalid syntax", node.line, "parser");
    if (node.type === "Call" || node.type === "Filter" || node.type === "Test")
      this.#keywords(
        node.kwargs.map(([name]) => name),
        node.line,
      );
    for (const part of parts(node))
      if ("node" in part) this.#expression(part.node as Expr, soft || node.type === "Condition");
  }

  #keywords(names: string[], line: number): void {
    if (names.some((name) => KEYWORDS.has(name))) return;
    const repeated = names.find((name, i) => names.indexOf(name) < i);
    if (repeated !== undefined) this.#lines.refuse(`keyword argument repeated: ${repeated}`, line);
  }

  #statement(node: Stmt, frame: Frame): void {
    const { soft } = frame;
    switch (node.type) {
      case "Data":
      case "Print":
        return;
      case "If": {
        const inner = { ...frame, soft: true, rootlevel: false };
        for (const [test, body] of node.branches) {
          this.#lines.add(1);
          this.#expression(test, true);
          this.#block(body, inner);
        }
        if (!node.otherwise.length) return;
        this.#lines.add(1);
        return this.#block(node.otherwise, inner);
      }
      case "For":
        return this.#for(node, frame);
      case "Set":
        return this.#set(node, frame);
      case "SetBlock": {
        const inner = insideOf(frame, { buffered: true });
        this.#held(node.body, inner, null);
        this.#lines.newline();
        this.#target(node.target);
        if (node.filter) this.#expression(node.filter, false);
        this.#assigned(targets(node.target), frame);
        return this.#leave(inner);
      }
      case "With": {
        const inner = insideOf(frame);
        node.targets.flatMap(targets).forEach((name) => inner.symbols.parameter(name));
        node.body.forEach((one) => inner.symbols.statement(one));
        this.#enter(inner, node.body);
        for (const value of node.values) {
          this.#lines.add(1);
          this.#expression(value, soft);
        }
        this.#block(node.body, inner);
        return this.#leave(inner);
      }
      case "Macro":
        this.#macro(node, node, frame);
        return this.#lines.add(frame.toplevel && !node.name.startsWith("_") ? 2 : 1);
      case "CallBlock":
        this.#macro(node, node, frame);
        this.#lines.add(2);
        if (node.call.type === "Call") this.#keywords([...node.call.kwargs.map(([name]) => name), "caller"], node.line);
        return this.#parts(node.call, soft);
      case "Generation":
        this.#macro({ args: [], defaults: [] }, node, frame);
        return this.#lines.add(2);
      case "FilterBlock": {
        const inner = insideOf(frame, { buffered: true });
        this.#held(node.body, inner, node.filter);
        this.#lines.add(1);
        this.#expression(node.filter, false);
        return this.#leave(inner);
      }
      case "Autoescape": {
        const inner = insideOf(frame);
        inner.symbols.expression(node.value);
        node.body.forEach((one) => inner.symbols.statement(one));
        this.#enter(inner, node.body);
        this.#lines.add(3);
        this.#expression(node.value, false);
        const late = this.#late;
        this.#late ||= !isConstant(node.value);
        this.#statements(node.body, inner);
        this.#late = late;
        this.#lines.add(1);
        return this.#leave(inner);
      }
      case "Block":
        if (frame.toplevel && this.#known) return;
        if (frame.toplevel && this.#extends) this.#lines.add(1);
        return this.#lines.add((node.required ? 2 : 0) + (frame.buffered ? 5 : 1));
      case "Break":
      case "Continue":
        this.#lines.add(1);
        if (!frame.inLoop)
          this.#lines.refuse(
            node.type === "Break" ? "'break' outside loop" : "'continue' not properly in loop",
            node.line,
          );
        return;
      case "Extends":
        if (!frame.toplevel) this.#fail("cannot use extend from a non top-level scope", node.line);
        if (this.#extends) {
          this.#lines.add(this.#known ? 1 : 2);
          if (this.#known) throw new Exit();
        }
        this.#lines.add(1);
        this.#expression(node.template, soft);
        this.#lines.add(2);
        if (frame.rootlevel) this.#known = true;
        this.#extends += 1;
        return;
      case "Include":
        this.#lines.add(node.ignoreMissing ? 2 : 1);
        this.#expression(node.template, soft);
        return this.#lines.add((node.ignoreMissing ? 3 : 0) + (node.withContext ? 5 : 1));
      case "Import":
        this.#lines.add(1);
        this.#expression(node.template, soft);
        return this.#lines.add(frame.toplevel && !node.target.startsWith("_") ? 1 : 0);
      case "FromImport":
        this.#lines.add(1);
        this.#expression(node.template, soft);
        this.#lines.add(3 * node.names.length);
        if (frame.toplevel)
          this.#lines.add(
            (node.names.length ? 1 : 0) + (node.names.some(([, alias]) => !alias.startsWith("_")) ? 1 : 0),
          );
    }
  }

  /** A body that is held back until its end. */
  #held(body: Stmt[], inner: Frame, filter: Expr | null): void {
    body.forEach((one) => inner.symbols.statement(one));
    if (filter) inner.symbols.expression(filter);
    this.#enter(inner, body);
    this.#lines.add(1);
    this.#block(body, inner);
  }

  #for(node: StmtOf<"For">, frame: Frame): void {
    const loop = insideOf(frame, { loop: true, inLoop: true, ...(node.recursive && { buffered: true }) });
    const otherwise = insideOf(frame, node.recursive ? { buffered: true, inLoop: false } : {});
    const extended = node.recursive || reads(node.body, "loop") || blocksOf([node]).some(({ scoped }) => scoped);
    if (extended) loop.symbols.parameter("loop");
    targets(node.target).forEach((name) => loop.symbols.parameter(name));
    node.body.forEach((one) => loop.symbols.statement(one));
    node.otherwise.forEach((one) => otherwise.symbols.statement(one));
    if (node.test) {
      const testing = insideOf(frame);
      targets(node.target).forEach((name) => testing.symbols.parameter(name));
      testing.symbols.expression(node.test);
      this.#lines.add(1);
      this.#enter(testing, []);
      this.#lines.add(2);
      this.#expression(node.test, false);
      this.#lines.add(1);
    }
    this.#lines.add((node.recursive ? 2 : 0) + (extended ? 1 : 0));
    const stored = storedIn(node, "loop");
    if (stored !== null) this.#fail("Can't assign to special loop variable in for-loop target", stored);
    this.#lines.add(node.otherwise.length ? 2 : 1);
    if (!node.recursive) this.#expression(node.iter, frame.soft);
    this.#enter(loop, node.body);
    this.#lines.add(1);
    this.#block(node.body, loop);
    if (node.otherwise.length) this.#lines.add(1);
    if (!node.recursive || node.otherwise.length) this.#leave(loop);
    if (node.otherwise.length) {
      this.#lines.add(1);
      this.#enter(otherwise, node.otherwise);
      this.#block(node.otherwise, otherwise);
      this.#leave(otherwise);
    }
    if (!node.recursive) return;
    this.#lines.add(this.#late ? 5 : 2);
    this.#expression(node.iter, frame.soft);
  }

  #set(node: StmtOf<"Set">, frame: Frame): void {
    this.#lines.add(2 * new Set(namespaces(node.target)).size);
    this.#lines.newline();
    this.#target(node.target);
    this.#expression(node.value, frame.soft);
    this.#assigned(targets(node.target), frame);
  }

  #target(target: Expr): void {
    if (target.type !== "NSRef") this.#lines.write();
    this.#lines.add(namespaces(target).length);
  }

  /** What follows an assignment where others see it. */
  #assigned(names: string[], { toplevel, loop, block }: Frame): void {
    if (!names.length || !(toplevel || loop || block)) return;
    this.#lines.add(1);
    if (!loop && !block && names.some((name) => !name.startsWith("_"))) this.#lines.add(1);
  }

  #macro({ args, defaults }: Signature, node: StmtOf<"Macro" | "CallBlock" | "Generation">, frame: Frame): void {
    const inner = insideOf(frame, { buffered: true, inLoop: false });
    args.forEach((name) => inner.symbols.parameter(name));
    defaults.forEach((value) => inner.symbols.expression(value));
    const special = undeclared(node.body, ["caller", "kwargs", "varargs"]);
    const caller = args.indexOf("caller");
    if (special.has("caller") && caller >= 0 && caller < args.length - defaults.length) {
      this.#fail(
        'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.',
        node.line,
      );
    }
    special.forEach((name) => {
      if (!args.includes(name)) inner.symbols.parameter(name);
    });
    node.body.forEach((one) => inner.symbols.statement(one));
    this.#lines.add(1);
    const twice = args.find((name, i) => args.indexOf(name) < i);
    if (twice !== undefined)
      this.#lines.refuse(
        `duplicate argument '${inner.symbols.find(twice)}' in function definition`,
        node.line,
        "table",
      );
    this.#lines.add(1);
    this.#enter(inner, node.body);
    args.forEach((_, i) => {
      this.#lines.add(2);
      const value = defaults[i - (args.length - defaults.length)];
      if (value) this.#expression(value, false);
    });
    this.#block(node.body, inner);
    this.#lines.add(1);
  }
}
