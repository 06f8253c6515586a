/** What Jinja2 refuses, computes or decides when it compiles a template to Python (compiler.py). */
import { BodyCompiler } from "./compile_bodies.ts";
import { isConstant } from "./constant.ts";
import { folded } from "./folding.ts";
import { type Frame, frameOf, insideOf } from "./frame.ts";
import type { Expr, Stmt, StmtOf } from "./nodes.ts";
import { Symbols } from "./symbols.ts";
import { blocksOf, dependencies, has, reads, targets } from "./tree.ts";

export interface Compiled {
  body: Stmt[];
  /** Names that a body assigns to, and that are missing until then whatever the context has. */
  missing: ReadonlyMap<readonly Stmt[], string[]>;
  /** Constants that Jinja2 writes as a name that Python does not know: `inf` or `nan`. */
  unwritable: ReadonlyMap<Expr, string>;
  /** Constants that it has computed, a slice in them too. */
  slicing: ReadonlySet<Expr>;
  /** What is printed in one go with the constant before it. */
  joined: ReadonlySet<Stmt>;
}

class Exit extends Error {}

/** Throws PyError TemplateAssertionError or SyntaxError. */
export function compile(body: Stmt[]): Compiled {
  return new Compiler(body).run();
}

class Compiler extends BodyCompiler {
  #extends = 0;
  #extending = false;
  #known = false;
  readonly #joined = new Set<Stmt>();

  constructor(readonly body: Stmt[]) {
    super();
  }

  run(): Compiled {
    const { body } = this;
    const blocks = new Map<string, StmtOf<"Block">>();
    for (const block of blocksOf(body)) {
      if (blocks.has(block.name)) this.fail(`block '${block.name}' defined twice`, block.line);
      blocks.set(block.name, block);
    }
    this.#extending = has(body, "Extends");
    this.lines.add(1); // name = None; the line before is the first
    const root = frameOf(Symbols.inside(null), { toplevel: true, rootlevel: true });
    this.#function(body, root, ["self"], this.#extending ? 1 : 0);
    if (this.#extending) this.lines.add(this.#known ? 1 : 2);
    for (const block of blocks.values())
      this.#function(block.body, frameOf(Symbols.inside(null), { block: true }), ["self", "super"], 1);
    const { error } = this.lines;
    if (error) throw error;
    const { missing, unwritable, slicing } = this;
    return { body, missing, unwritable, slicing, joined: this.#joined };
  }

  #function(body: Stmt[], frame: Frame, special: string[], more: number): void {
    this.lines.newline(1);
    this.lines.write();
    this.lines.add(5);
    for (const name of special) {
      if (!reads(body, name)) continue;
      frame.symbols.parameter(name);
      this.lines.add(1);
    }
    body.forEach((node) => frame.symbols.statement(node));
    this.lines.add(more);
    this.enter(frame, body);
    this.lines.add(6 * dependencies(body));
    this.block(body, frame);
  }

  protected override block(body: Stmt[], frame: Frame): void {
    this.lines.add(1);
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
    if (frame.toplevel && this.#extending && !this.#known) this.lines.add(1);
    if (frame.buffered) this.lines.add(1);
    let constant = false;
    for (const node of nodes) {
      const folds = node.type === "Data" ? !this.late : folded(node.value, !this.late) !== undefined;
      if (!folds || !constant) this.lines.add(1);
      else this.#joined.add(node);
      constant = folds;
      if (node.type === "Data") continue;
      if (folds) this.computed(node.value);
      else this.parts(node.value, frame.soft);
    }
    if (frame.buffered) this.lines.add(1);
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
          this.lines.add(1);
          this.expression(test, true);
          this.block(body, inner);
        }
        if (!node.otherwise.length) return;
        this.lines.add(1);
        return this.block(node.otherwise, inner);
      }
      case "For":
        return this.for(node, frame);
      case "Set":
        return this.set(node, frame);
      case "SetBlock": {
        const inner = insideOf(frame, { buffered: true });
        this.held(node.body, inner, null);
        this.lines.newline();
        this.target(node.target);
        this.visible = inner.symbols;
        if (node.filter) this.expression(node.filter, false);
        this.visible = null;
        this.assigned(targets(node.target), frame);
        return this.leave(inner);
      }
      case "With": {
        const inner = insideOf(frame);
        node.targets.flatMap(targets).forEach((name) => inner.symbols.parameter(name));
        node.body.forEach((one) => inner.symbols.statement(one));
        this.enter(inner, node.body);
        for (const value of node.values) {
          this.lines.add(1);
          this.expression(value, soft);
        }
        this.block(node.body, inner);
        return this.leave(inner);
      }
      case "Macro":
        this.macro(node, node, frame);
        return this.lines.add(frame.toplevel && !node.name.startsWith("_") ? 2 : 1);
      case "CallBlock":
        this.macro(node, node, frame);
        this.lines.add(2);
        if (node.call.type === "Call") this.keywords([...node.call.kwargs.map(([name]) => name), "caller"], node.line);
        return this.parts(node.call, soft);
      case "Generation":
        this.macro({ args: [], defaults: [] }, node, frame);
        return this.lines.add(2);
      case "FilterBlock": {
        const inner = insideOf(frame, { buffered: true });
        this.held(node.body, inner, node.filter);
        this.lines.add(1);
        this.expression(node.filter, false);
        return this.leave(inner);
      }
      case "Autoescape": {
        const inner = insideOf(frame);
        inner.symbols.expression(node.value);
        node.body.forEach((one) => inner.symbols.statement(one));
        this.enter(inner, node.body);
        this.lines.add(3);
        this.expression(node.value, false);
        const late = this.late;
        this.late ||= !isConstant(node.value);
        this.#statements(node.body, inner);
        this.late = late;
        this.lines.add(1);
        return this.leave(inner);
      }
      case "Block":
        if (frame.toplevel && this.#known) return;
        if (frame.toplevel && this.#extends) this.lines.add(1);
        return this.lines.add((node.required ? 2 : 0) + (frame.buffered ? 5 : 1));
      case "Break":
      case "Continue":
        this.lines.add(1);
        if (!frame.inLoop)
          this.lines.refuse(
            node.type === "Break" ? "'break' outside loop" : "'continue' not properly in loop",
            node.line,
          );
        return;
      case "Extends":
        if (!frame.toplevel) this.fail("cannot use extend from a non top-level scope", node.line);
        if (this.#extends) {
          this.lines.add(this.#known ? 1 : 2);
          if (this.#known) throw new Exit();
        }
        this.lines.add(1);
        this.expression(node.template, soft);
        this.lines.add(2);
        if (frame.rootlevel) this.#known = true;
        this.#extends += 1;
        return;
      case "Include":
        this.lines.add(node.ignoreMissing ? 2 : 1);
        this.expression(node.template, soft);
        return this.lines.add((node.ignoreMissing ? 3 : 0) + (node.withContext ? 5 : 1));
      case "Import":
        this.lines.add(1);
        this.expression(node.template, soft);
        return this.lines.add(frame.toplevel && !node.target.startsWith("_") ? 1 : 0);
      case "FromImport":
        this.lines.add(1);
        this.expression(node.template, soft);
        this.lines.add(3 * node.names.length);
        if (frame.toplevel)
          this.lines.add(
            (node.names.length ? 1 : 0) + (node.names.some(([, alias]) => !alias.startsWith("_")) ? 1 : 0),
          );
    }
  }
}
