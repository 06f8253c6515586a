/** Jinja2's parser: expressions, in its order of precedence. */
import type { Expr, ExprOf } from "./nodes.ts";
import type { TupleOptions } from "./operands.ts";
import { Operands } from "./operands.ts";
import { describe, test } from "./stream.ts";

/** Token types are the lexer's own, so that no name of JavaScript is among them. */
const COMPARE: Record<string, string> = { eq: "==", ne: "!=", lt: "<", lteq: "<=", gt: ">", gteq: ">=" };
type Operator = ExprOf<"Binary">["operator"];
const SUMS: Record<string, Operator> = { add: "+", sub: "-" };
const PRODUCTS: Record<string, Operator> = { mul: "*", div: "/", floordiv: "//", mod: "%" };
const RESERVED = new Set(["true", "false", "none", "True", "False", "None"]);

export class Expressions extends Operands {
  expression(condition = true): Expr {
    return condition ? this.#condition() : this.#or();
  }

  tuple({ simplified = false, condition = true, parentheses = false, namespace = false }: TupleOptions = {}): Expr {
    let line = this.current.line;
    const items: Expr[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length) this.expect("comma");
      if (["variable_end", "block_end", "rparen"].includes(this.current.type)) break;
      items.push(simplified ? this.primary(namespace) : this.expression(condition));
      if (this.current.type !== "comma") break;
      isTuple = true;
      line = this.current.line;
    }
    if (!isTuple) {
      if (items[0]) return items[0];
      if (!parentheses) this.fail(`Expected an expression, got '${describe(this.current)}'`);
    }
    return { type: "Tuple", items, line };
  }

  /** A name that is assigned to. */
  nameTarget(): string {
    const { value, line } = this.expect("name");
    return RESERVED.has(value as string) ? this.fail("can't assign to 'name'", line) : (value as string);
  }

  /** What can stand at the left of `=`. */
  target(namespace = false): Expr {
    const target = this.tuple({ simplified: true, namespace });
    const check = (node: Expr): void => {
      if (node.type === "Tuple") return node.items.forEach(check);
      if (node.type === "NSRef" || (node.type === "Name" && !RESERVED.has(node.name))) return;
      this.fail(`can't assign to '${target.type.toLowerCase()}'`, target.line);
    };
    check(target);
    return target;
  }

  #condition(): Expr {
    let line = this.current.line;
    let then = this.#or();
    while (this.skipIf("name:if")) {
      const check = this.#or();
      const otherwise: Expr | null = this.skipIf("name:else") ? this.#condition() : null;
      then = { type: "Condition", test: check, then, otherwise, line };
      line = this.current.line;
    }
    return then;
  }

  #or(): Expr {
    let line = this.current.line;
    let left = this.#and();
    for (; this.skipIf("name:or"); line = this.current.line) left = { type: "Or", left, right: this.#and(), line };
    return left;
  }

  #and(): Expr {
    let line = this.current.line;
    let left = this.#not();
    for (; this.skipIf("name:and"); line = this.current.line) left = { type: "And", left, right: this.#not(), line };
    return left;
  }

  #not(): Expr {
    if (!test(this.current, "name:not")) return this.#compare();
    const { line } = this.next();
    return { type: "Not", of: this.#not(), line };
  }

  #compare(): Expr {
    let line = this.current.line;
    const first = this.#sum();
    const rest: [string, Expr][] = [];
    for (;;) {
      const operator = COMPARE[this.current.type];
      if (operator) {
        this.next();
        rest.push([operator, this.#sum()]);
      } else if (this.skipIf("name:in")) rest.push(["in", this.#sum()]);
      else if (test(this.current, "name:not") && test(this.look(), "name:in")) {
        this.next();
        this.next();
        rest.push(["not in", this.#sum()]);
      } else break;
      line = this.current.line; // behind its last operand
    }
    return rest.length ? { type: "Compare", first, rest, line } : first;
  }

  /** The line of a chain is that of its last operator, but of the first one that where its left side begins. */
  #binary(operators: Record<string, Operator>, part: () => Expr): Expr {
    let line = this.current.line;
    let left = part();
    for (let operator = operators[this.current.type]; operator; operator = operators[this.current.type]) {
      this.next();
      left = { type: "Binary", operator, left, right: part(), line };
      line = this.current.line;
    }
    return left;
  }

  #sum(): Expr {
    return this.#binary(SUMS, () => this.#concat());
  }

  #concat(): Expr {
    const line = this.current.line;
    const product = (): Expr => this.#binary(PRODUCTS, () => this.#binary({ pow: "**" }, () => this.#unary()));
    const items = [product()];
    while (this.skipIf("tilde")) items.push(product());
    return items.length === 1 ? items[0]! : { type: "Concat", items, line };
  }

  #unary(filters = true): Expr {
    const { type, line } = this.current;
    let node: Expr;
    if (type === "sub" || type === "add") {
      this.next();
      node = { type: "Unary", operator: type === "sub" ? "-" : "+", of: this.#unary(false), line };
    } else node = this.primary();
    node = this.postfix(node);
    return filters ? this.filters(node) : node;
  }
}
