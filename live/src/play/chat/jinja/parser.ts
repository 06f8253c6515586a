/** Jinja2's parser: statements. The expressions are in expressions.ts. */
import { Expressions } from "./expressions.ts";
import type { Expr, Signature, Stmt } from "./nodes.ts";
import { tokenize } from "./lexer.ts";
import { describeExpression, test } from "./stream.ts";

/** Throws PyError TemplateSyntaxError with its line. */
export function parse(template: string): Stmt[] {
  return new Parser(tokenize(template)).template();
}

class Parser extends Expressions {
  #tags: string[] = [];
  #ends: string[][] = [];

  template(): Stmt[] {
    return this.#body(null);
  }

  #body(ends: string[] | null): Stmt[] {
    const body: Stmt[] = [];
    if (ends) this.#ends.push(ends);
    while (this.current.type !== "eof") {
      const token = this.current;
      if (token.type === "data") {
        body.push({ type: "Data", text: token.value as string, line: token.line });
        this.next();
      } else if (token.type === "variable_begin") {
        this.next();
        body.push({ type: "Print", value: this.tuple(), line: token.line });
        this.expect("variable_end");
      } else {
        this.next();
        if (ends?.some((end) => test(this.current, end))) {
          this.#ends.pop();
          return body;
        }
        body.push(...this.#statement());
        this.expect("block_end");
      }
    }
    if (ends) this.#ends.pop();
    return body;
  }

  /** The body up to one of the tags, which is then the current token. */
  #statements(ends: string[], drop = false): Stmt[] {
    this.skipIf("colon");
    this.expect("block_end");
    const body = this.#body(ends);
    if (this.current.type === "eof") this.#unknown(null, [...this.#ends, ends], this.current.line);
    if (drop) this.next();
    return body;
  }

  #statement(): Stmt[] {
    const token = this.current;
    if (token.type !== "name") this.fail("tag name expected", token.line);
    const name = token.value as string;
    const parse = this.#known[name];
    if (!parse) this.#unknown(name, this.#ends, token.line);
    this.#tags.push(name);
    const made = parse!(token.line);
    this.#tags.pop();
    return made;
  }

  readonly #known: Record<string, (line: number) => Stmt[]> = {
    for: (line) => [this.#for(line)],
    if: (line) => [this.#if(line)],
    set: (line) => [this.#set(line)],
    with: (line) => [this.#with(line)],
    macro: (line) => [this.#macro(line)],
    call: (line) => [this.#call(line)],
    filter: (line) => {
      this.next();
      const filter = this.filter(null, true)!;
      return [{ type: "FilterBlock", filter, body: this.#statements(["name:endfilter"], true), line }];
    },
    print: (line) => {
      this.next();
      const made: Stmt[] = [];
      while (this.current.type !== "block_end") {
        if (made.length) this.expect("comma");
        made.push({ type: "Print", value: this.expression(), line });
      }
      return made;
    },
    generation: (line) => {
      this.next();
      return [{ type: "Generation", body: this.#statements(["name:endgeneration"], true), line }];
    },
    break: (line) => (this.next(), [{ type: "Break", line }]),
    continue: (line) => (this.next(), [{ type: "Continue", line }]),
    autoescape: (line) => {
      this.next();
      this.expression();
      return [{ type: "Scope", body: this.#statements(["name:endautoescape"], true), line }];
    },
    block: (line) => {
      this.next();
      const name = this.expect("name").value as string;
      this.skipIf("name:scoped");
      this.skipIf("name:required");
      if (this.current.type === "sub") {
        this.fail("Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.");
      }
      const body = this.#statements(["name:endblock"], true);
      this.skipIf(`name:${name}`);
      return [{ type: "Scope", body, line }];
    },
    extends: (line) => this.#other(line),
    include: (line) => this.#other(line),
    import: (line) => this.#other(line),
    from: (line) => this.#other(line),
  };

  /** Tags that need another template: transformers has none to give. */
  #other(line: number): Stmt[] {
    this.next();
    while (this.current.type !== "block_end" && this.current.type !== "eof") this.next();
    return [{ type: "Unavailable", message: "no loader for this environment specified", line }];
  }

  #for(line: number): Stmt {
    this.next();
    const target = this.target(["name:in"]);
    this.expect("name:in");
    const iter = this.tuple({ condition: false, ends: ["name:recursive"] });
    const check = this.skipIf("name:if") ? this.expression() : null;
    const recursive = this.skipIf("name:recursive");
    const body = this.#statements(["name:endfor", "name:else"]);
    const otherwise = this.next().value === "endfor" ? [] : this.#statements(["name:endfor"], true);
    return { type: "For", target, iter, test: check, recursive, body, otherwise, line };
  }

  #if(line: number): Stmt {
    this.next();
    const branches: [Expr, Stmt[]][] = [];
    for (;;) {
      const check = this.tuple({ condition: false });
      branches.push([check, this.#statements(["name:elif", "name:else", "name:endif"])]);
      const token = this.next();
      if (test(token, "name:elif")) continue;
      const otherwise = test(token, "name:else") ? this.#statements(["name:endif"], true) : [];
      return { type: "If", branches, otherwise, line };
    }
  }

  #set(line: number): Stmt {
    this.next();
    const target = this.target(undefined, true);
    if (this.skipIf("assign")) return { type: "Set", target, value: this.tuple(), line };
    const filter = this.filter(null);
    return { type: "SetBlock", target, filter, body: this.#statements(["name:endset"], true), line };
  }

  #with(line: number): Stmt {
    this.next();
    const targets: Expr[] = [];
    const values: Expr[] = [];
    while (this.current.type !== "block_end") {
      if (targets.length) this.expect("comma");
      targets.push(this.target());
      this.expect("assign");
      values.push(this.expression());
    }
    return { type: "With", targets, values, body: this.#statements(["name:endwith"], true), line };
  }

  #macro(line: number): Stmt {
    this.next();
    const name = this.expect("name").value as string;
    const signature = this.#signature();
    return { type: "Macro", name, ...signature, body: this.#statements(["name:endmacro"], true), line };
  }

  #call(line: number): Stmt {
    this.next();
    const signature = this.current.type === "lparen" ? this.#signature() : { args: [], defaults: [] };
    const call = this.expression();
    if (call.type !== "Call") this.fail("expected call", line);
    return { type: "CallBlock", call, ...signature, body: this.#statements(["name:endcall"], true), line };
  }

  #signature(): Signature {
    const args: string[] = [];
    const defaults: Expr[] = [];
    this.expect("lparen");
    while (this.current.type !== "rparen") {
      if (args.length) this.expect("comma");
      const name = this.expect("name").value as string;
      if (this.skipIf("assign")) defaults.push(this.expression());
      else if (defaults.length) this.fail("non-default argument follows default argument");
      args.push(name);
    }
    this.expect("rparen");
    return { args, defaults };
  }

  #unknown(name: string | null, ends: string[][], line: number): never {
    const looking = ends.at(-1)?.map((end) => `'${describeExpression(end)}'`).join(" or ");
    const message = [name === null ? "Unexpected end of template." : `Encountered unknown tag '${name}'.`];
    if (looking) {
      const expected = name !== null && ends.flat().some((end) => describeExpression(end) === name);
      message.push(expected
        ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${looking}.`
        : `Jinja was looking for the following tags: ${looking}.`);
    }
    const innermost = this.#tags.at(-1);
    if (innermost) message.push(`The innermost block that needs to be closed is '${innermost}'.`);
    return this.fail(message.join(" "), line);
  }
}
