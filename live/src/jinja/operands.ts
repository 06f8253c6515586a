/** Jinja2's parser: operands, and what follows them: attributes, subscripts, calls, filters, tests. */
import type { Arguments, Expr } from "./nodes.ts";
import { describe, Stream, test } from "./stream.ts";

export interface TupleOptions {
  simplified?: boolean;
  condition?: boolean;
  parentheses?: boolean;
  namespace?: boolean;
}

export abstract class Operands extends Stream {
  abstract expression(condition?: boolean): Expr;
  abstract tuple(options?: TupleOptions): Expr;

  protected primary(namespace = false): Expr {
    const token = this.current;
    const { line } = token;
    if (token.type === "lparen") {
      this.next();
      const node = this.tuple({ parentheses: true });
      this.expect("rparen");
      return node;
    }
    if (token.type === "lbracket")
      return { type: "List", items: this.#listed("rbracket", () => this.expression()), line };
    if (token.type === "lbrace") return { type: "Dict", pairs: this.#listed("rbrace", () => this.#pair()), line };
    if (token.type === "name") {
      this.next();
      const name = token.value as string;
      if (["true", "True", "false", "False"].includes(name))
        return { type: "Const", value: name.toLowerCase() === "true", line };
      if (name === "none" || name === "None") return { type: "Const", value: null, line };
      if (namespace && this.skipIf("dot"))
        return { type: "NSRef", name, attribute: this.expect("name").value as string, line };
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

  protected postfix(node: Expr): Expr {
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

  protected filters(node: Expr): Expr {
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
        this.next(); // Python reads names in its source by NFKC
        made.kwargs.push([name.normalize("NFKC"), this.expression()]);
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
      const given =
        this.current.type === "lparen" ? this.#arguments() : { args: [], kwargs: [], star: null, starStar: null };
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
    else if (
      ["name", "string", "integer", "float", "lbracket", "lbrace"].includes(type) &&
      !["else", "or", "and"].some((word) => test(this.current, `name:${word}`))
    ) {
      if (test(this.current, "name:is")) this.fail("You cannot chain multiple tests with is");
      given.args.push(this.postfix(this.primary()));
    }
    const node: Expr = { type: "Test", of, name, ...given, line };
    return negated ? { type: "Not", of: node, line } : node;
  }
}
