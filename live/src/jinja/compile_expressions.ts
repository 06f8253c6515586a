/** Expressions, as Jinja2 compiles them: what is constant is computed now, and what is wrong is refused. */
import { PyError } from "./errors.ts";
import { FILTERS } from "./filters.ts";
import { folded, nameIn, writable } from "./folding.ts";
import type { Expr } from "./nodes.ts";
import { PythonLines } from "./python_lines.ts";
import { repr } from "./show.ts";
import type { Symbols } from "./symbols.ts";
import { TESTS } from "./tests.ts";
import { has, parts } from "./tree.ts";
import { Float } from "./values.ts";

const KEYWORDS = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);

export class ExpressionCompiler {
  protected readonly lines = new PythonLines();
  protected readonly unwritable = new Map<Expr, string>();
  protected readonly slicing = new Set<Expr>();
  /** Whether only rendering tells if an autoescape block around escapes. */
  protected late = false;
  /** The names that a filter may have behind `{% set x | …%}`, into which Jinja2 does not look for others. */
  protected visible: Symbols | null = null;

  protected fail(message: string, line: number): never {
    throw new PyError("TemplateAssertionError", message, line);
  }

  /** An expression: what is constant in it is computed now. */
  protected expression(node: Expr, soft: boolean): void {
    if (node.type === "Const" && !(node.value instanceof Float)) return;
    const value = folded(node, !this.late);
    if (value !== undefined && writable(value)) {
      const name = nameIn(value);
      if (name !== null) this.unwritable.set(node, name);
      return this.computed(node);
    }
    this.parts(node, soft);
  }

  /** A constant that rendering shall find as it was when it was computed. */
  protected computed(node: Expr): void {
    if (has([node], "Slice")) this.slicing.add(node);
  }

  /** An expression that is not constant as a whole. */
  protected parts(node: Expr, soft: boolean): void {
    if (node.type === "Name" && this.visible?.find(node.name) === null) {
      const message = `Tried to resolve a name to a reference that was unknown to the frame (${repr(node.name)})`;
      throw new PyError("AssertionError", message, node.line);
    }
    if ((node.type === "Filter" && !FILTERS.has(node.name)) || (node.type === "Test" && !TESTS.has(node.name))) {
      if (!soft) this.fail(`No ${node.type.toLowerCase()} named '${node.name}'.`, node.line);
    }
    if (node.type === "Getitem" && node.key.type === "Tuple" && node.key.items.some(({ type }) => type === "Slice"))
      this.lines.refuse("invalid syntax", node.line, "parser");
    if (node.type === "Call" || node.type === "Filter" || node.type === "Test")
      this.keywords(
        node.kwargs.map(([name]) => name),
        node.line,
      );
    if (node.type === "Condition") {
      // written as Python writes it
      for (const part of [node.then, node.test, node.otherwise]) if (part) this.expression(part, true);
      return;
    }
    for (const part of parts(node)) if ("node" in part) this.expression(part.node as Expr, soft);
  }

  protected keywords(names: string[], line: number): void {
    if (names.some((name) => KEYWORDS.has(name))) return;
    const repeated = names.find((name, i) => names.indexOf(name) < i);
    if (repeated !== undefined) this.lines.refuse(`keyword argument repeated: ${repeated}`, line);
  }
}
