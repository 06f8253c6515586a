/** Statements with names of their own, as Jinja2 compiles them: loops, macros, assignments, what is held back. */
import { ExpressionCompiler } from "./compile_expressions.ts";
import { type Frame, insideOf } from "./frame.ts";
import type { Expr, Signature, Stmt, StmtOf } from "./nodes.ts";
import { blocksOf, namespaces, reads, storedIn, targets, undeclared } from "./tree.ts";

export abstract class BodyCompiler extends ExpressionCompiler {
  protected readonly missing = new Map<readonly Stmt[], string[]>();

  protected abstract block(body: Stmt[], frame: Frame): void;

  protected enter({ symbols }: Frame, body: readonly Stmt[]): void {
    const missing = symbols.missing();
    if (missing.length) this.missing.set(body, missing);
    this.lines.add(symbols.enterLines());
  }

  protected leave({ symbols }: Frame): void {
    if (symbols.loads.size) this.lines.add(1);
  }

  /** A body that is held back until its end. */
  protected held(body: Stmt[], inner: Frame, filter: Expr | null): void {
    body.forEach((one) => inner.symbols.statement(one));
    if (filter) inner.symbols.expression(filter);
    this.enter(inner, body);
    this.lines.add(1);
    this.block(body, inner);
  }

  protected for(node: StmtOf<"For">, frame: Frame): void {
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
      this.lines.add(1);
      this.enter(testing, []);
      this.lines.add(2);
      this.expression(node.test, false);
      this.lines.add(1);
    }
    this.lines.add((node.recursive ? 2 : 0) + (extended ? 1 : 0));
    const stored = storedIn(node, "loop");
    if (stored !== null) this.fail("Can't assign to special loop variable in for-loop target", stored);
    this.lines.add(node.otherwise.length ? 2 : 1);
    if (!node.recursive) this.expression(node.iter, frame.soft);
    this.enter(loop, node.body);
    this.lines.add(1);
    this.block(node.body, loop);
    if (node.otherwise.length) this.lines.add(1);
    if (!node.recursive || node.otherwise.length) this.leave(loop);
    if (node.otherwise.length) {
      this.lines.add(1);
      this.enter(otherwise, node.otherwise);
      this.block(node.otherwise, otherwise);
      this.leave(otherwise);
    }
    if (!node.recursive) return;
    this.lines.add(this.late ? 5 : 2);
    this.expression(node.iter, frame.soft);
  }

  protected set(node: StmtOf<"Set">, frame: Frame): void {
    this.lines.add(2 * new Set(namespaces(node.target)).size);
    this.lines.newline();
    this.target(node.target);
    this.expression(node.value, frame.soft);
    this.assigned(targets(node.target), frame);
  }

  protected target(target: Expr): void {
    if (target.type !== "NSRef") this.lines.write();
    this.lines.add(namespaces(target).length);
  }

  /** What follows an assignment where others see it. */
  protected assigned(names: string[], { toplevel, loop, block }: Frame): void {
    if (!names.length || !(toplevel || loop || block)) return;
    this.lines.add(1);
    if (!loop && !block && names.some((name) => !name.startsWith("_"))) this.lines.add(1);
  }

  protected macro(
    { args, defaults }: Signature,
    node: StmtOf<"Macro" | "CallBlock" | "Generation">,
    frame: Frame,
  ): void {
    const inner = insideOf(frame, { buffered: true, inLoop: false });
    args.forEach((name) => inner.symbols.parameter(name));
    defaults.forEach((value) => inner.symbols.expression(value));
    const special = undeclared(node.body, ["caller", "kwargs", "varargs"]);
    const caller = args.indexOf("caller");
    if (special.has("caller") && caller >= 0 && caller < args.length - defaults.length) {
      this.fail(
        'When defining macros or call blocks the special "caller" argument must be omitted or be given a default.',
        node.line,
      );
    }
    special.forEach((name) => {
      if (!args.includes(name)) inner.symbols.parameter(name);
    });
    node.body.forEach((one) => inner.symbols.statement(one));
    this.lines.add(1);
    const twice = args.find((name, i) => args.indexOf(name) < i);
    if (twice !== undefined)
      this.lines.refuse(`duplicate argument '${inner.symbols.find(twice)}' in function definition`, node.line, "table");
    this.lines.add(1);
    this.enter(inner, node.body);
    args.forEach((_, i) => {
      this.lines.add(2);
      const value = defaults[i - (args.length - defaults.length)];
      if (value) this.expression(value, false);
    });
    this.block(node.body, inner);
    this.lines.add(1);
  }
}
