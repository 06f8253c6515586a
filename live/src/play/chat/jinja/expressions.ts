/** Jinja2's parser: expressions, in its order of precedence. */
import type { Arguments, Expr, ExprOf } from "./nodes.ts";
import { Stream, describe, test } from "./stream.ts";

const COMPARE: Record<string, string> = { eq: "==", ne: "!=", lt: "<", lteq: "<=", gt: ">", gteq: ">=" };
type Operator = ExprOf<"Binary">["operator"];
const SUMS: Record<string, Operator> = { add: "+", sub: "-" };
const PRODUCTS: Record<string, Operator> = { mul: "*", div: "/", floordiv: "//", mod: "%" };
const RESERVED = new Set(["true", "false", "none", "True", "False", "None"]);

export interface TupleOptions {
  simplified?: boolean;
  condition?: boolean;
  ends?: string[];
  parentheses?: boolean;
  namespace?: boolean;
}

export class Expressions extends Stream {
  expression(condition = true): Expr {
    return condition ? this.#condition() : this.#or();
  }

  tuple({ simplified = false, condition = true, ends, parentheses = false, namespace = false }: TupleOptions = {}): Expr {
    let line = this.current.line;
    const items: Expr[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length) this.expect("comma");
      if (["variable_end", "block_end", "rparen"].includes(this.current.type) || ends?.some((end) => test(this.current, end))) break;
      items.push(simplified ? this.#primary(namespace) : this.expression(condition));
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

  /** What can stand at the left of `=`. */
  target(ends?: string[], namespace = false): Expr {
    const target = this.tuple({ simplified: true, ...(ends && { ends }), namespace });
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
    const line = this.current.line;
    let left = this.#and();
    while (this.skipIf("name:or")) left = { type: "Or", left, right: this.#and(), line };
    return left;
  }

  #and(): Expr {
    const line = this.current.line;
    let left = this.#not();
    while (this.skipIf("name:and")) left = { type: "And", left, right: this.#not(), line };
    return left;
  }

  #not(): Expr {
    if (!test(this.current, "name:not")) return this.#compare();
    const { line } = this.next();
    return { type: "Not", of: this.#not(), line };
  }

  #compare(): Expr {
    const line = this.current.line;
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
    }
    return rest.length ? { type: "Compare", first, rest, line } : first;
  }

  #binary(operators: Record<string, Operator>, part: () => Expr): Expr {
    const line = this.current.line;
    let left = part();
    for (let operator = operators[this.current.type]; operator; operator = operators[this.current.type]) {
      this.next();
      left = { type: "Binary", operator, left, right: part(), line };
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
    } else node = this.#primary();
    node = this.#postfix(node);
    return filters ? this.#filters(node) : node;
  }

  #primary(namespace = false): Expr {
    const token = this.current;
    const { line } = token;
    if (token.type === "lparen") {
      this.next();
      const node = this.tuple({ parentheses: true });
      this.expect("rparen");
      return node;
    }
    if (token.type === "lbracket") return { type: "List", items: this.#listed("rbracket", () => this.expression()), line };
    if (token.type === "lbrace") return { type: "Dict", pairs: this.#listed("rbrace", () => this.#pair()), line };
    if (token.type === "name") {
      this.next();
      const name = token.value as string;
      if (["true", "True", "false", "False"].includes(name)) return { type: "Const", value: name.toLowerCase() === "true", line };
      if (name === "none" || name === "None") return { type: "Const", value: null, line };
      if (namespace && this.skipIf("dot")) return { type: "NSRef", name, attribute: this.expect("name").value as string, line };
      return { type: "Name", name, line };
    }
    if (token.type === "string") {
      let value = "";
      while (this.current.type === "string") value += this.next().value as string;
      return { type: "Const", value, line };
    }
    if (token.type === "integer" || token.type === "float") {
      this.next();
      return { type: "Const", value: token.value, line };
    }
    return this.fail(`unexpected '${describe(token)}'`, line);
  }

  #pair(): [Expr, Expr] {
    const key = this.expression();
    this.expect("colon");
    return [key, this.expression()];
  }

  #listed<T>(close: string, part: () => T): T[] {
    const items: T[] = [];
    this.next();
    while (this.current.type !== close) {
      if (items.length) this.expect("comma");
      if (this.current.type === close) break;
      items.push(part());
    }
    this.expect(close);
    return items;
  }

  #postfix(node: Expr): Expr {
    for (;;) {
      const { type } = this.current;
      if (type === "dot" || type === "lbracket") node = this.#subscript(node);
      else if (type === "lparen") node = this.#call(node);
      else return node;
    }
  }

  #call(callee: Expr): Expr {
    const { line } = this.current;
    return { type: "Call", callee, ...this.#arguments(), line };
  }

  #filters(node: Expr): Expr {
    for (;;) {
      if (this.current.type === "pipe") node = this.filter(node)!;
      else if (test(this.current, "name:is")) node = this.#test(node);
      else if (this.current.type === "lparen") node = this.#call(node);
      else return node;
    }
  }

  #subscript(of: Expr): Expr {
    const { type, line } = this.next();
    if (type === "dot") {
      const name = this.next();
      if (name.type === "name") return { type: "Getattr", of, name: name.value as string, line };
      if (name.type !== "integer") this.fail("expected name or number", name.line);
      return { type: "Getitem", of, key: { type: "Const", value: name.value, line: name.line }, line };
    }
    const keys: Expr[] = [];
    while (this.current.type !== "rbracket") {
      if (keys.length) this.expect("comma");
      keys.push(this.#subscribed());
    }
    this.expect("rbracket");
    return { type: "Getitem", of, key: keys.length === 1 ? keys[0]! : { type: "Tuple", items: keys, line }, line };
  }

  #subscribed(): Expr {
    const { line } = this.current;
    const parts: (Expr | null)[] = [null, null, null];
    if (this.current.type !== "colon") {
      const node = this.expression();
      if (this.current.type !== "colon") return node;
      parts[0] = node;
    }
    this.next();
    const ended = (): boolean => ["rbracket", "comma"].includes(this.current.type);
    if (this.current.type !== "colon" && !ended()) parts[1] = this.expression();
    if (this.skipIf("colon") && !ended()) parts[2] = this.expression();
    return { type: "Slice", parts, line };
  }

  #arguments(): Arguments {
    const { line } = this.expect("lparen");
    const made: Arguments = { args: [], kwargs: [], star: null, starStar: null };
    const ensure = (right: boolean): void => {
      if (!right) this.fail("invalid syntax for function call expression", line);
    };
    for (let first = true; this.current.type !== "rparen"; first = false) {
      if (!first) {
        this.expect("comma");
        if ((this.current.type as string) === "rparen") break;
      }
      if (this.skipIf("mul")) {
        ensure(!made.star && !made.starStar);
        made.star = this.expression();
      } else if (this.skipIf("pow")) {
        ensure(!made.starStar);
        made.starStar = this.expression();
      } else if (this.current.type === "name" && this.look().type === "assign") {
        ensure(!made.starStar);
        const name = this.next().value as string;
        this.next();
        made.kwargs.push([name, this.expression()]);
      } else {
        ensure(!made.star && !made.starStar && !made.kwargs.length);
        made.args.push(this.expression());
      }
    }
    this.expect("rparen");
    return made;
  }

  #dotted(): string {
    let name = this.expect("name").value as string;
    while (this.skipIf("dot")) name += `.${this.expect("name").value as string}`;
    return name;
  }

  filter(of: Expr | null, inline = false): Expr | null {
    let node = of;
    for (let start = inline; start || this.current.type === "pipe"; start = false) {
      if (!start) this.next();
      const { line } = this.current;
      const name = this.#dotted();
      const given = this.current.type === "lparen" ? this.#arguments() : { args: [], kwargs: [], star: null, starStar: null };
      node = { type: "Filter", of: node, name, ...given, line };
    }
    return node;
  }

  #test(of: Expr): Expr {
    const { line } = this.next();
    const negated = this.skipIf("name:not");
    const name = this.#dotted();
    let given: Arguments = { args: [], kwargs: [], star: null, starStar: null };
    const { type } = this.current;
    if (type === "lparen") given = this.#arguments();
    else if (["name", "string", "integer", "float", "lbracket", "lbrace"].includes(type) && !["else", "or", "and"].some((word) => test(this.current, `name:${word}`))) {
      if (test(this.current, "name:is")) this.fail("You cannot chain multiple tests with is");
      given.args.push(this.#postfix(this.#primary()));
    }
    const node: Expr = { type: "Test", of, name, ...given, line };
    return negated ? { type: "Not", of: node, line } : node;
  }
}
