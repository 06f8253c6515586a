/** Jinja2's parser: statements. The expressions are in expressions.ts. */
import { PyError } from "./errors.ts";
import { Expressions } from "./expressions.ts";
import { tokenize } from "./lexer.ts";
import type { Expr, Signature, Stmt } from "./nodes.ts";
import { leadingSpace } from "./space.ts";
import { describeExpression, test } from "./stream.ts";

/** Throws PyError TemplateSyntaxError with its line. */
export function parse(template: string): Stmt[] {
  const { tokens, broken } = tokenize(template);
  return new Parser(tokens, broken).template();
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
        const { line, from, to } = this.next();
        body.push({ type: "Data", text: token.value as string, line, place: { from, to } });
      } else if (token.type === "variable_begin") {
        this.next();
        const value = this.tuple();
        const { to } = this.expect("variable_end");
        body.push({ type: "Print", value, line: token.line, place: { from: token.from, to } });
      } else {
        this.next();
        if (ends?.some((end) => test(this.current, end))) {
          this.#ends.pop();
          return body;
        }
        const made = this.#statement();
        const { to } = this.expect("block_end");
        body.push(...made.map((one) => ({ ...one, place: { from: token.from, to } })));
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
    const parse = this.#known.get(name);
    if (!parse) this.#unknown(name, this.#ends, token.line);
    this.#tags.push(name);
    const made = parse!(token.line);
    this.#tags.pop();
    return made;
  }

  readonly #known: ReadonlyMap<string, (line: number) => Stmt[]> = new Map(
    Object.entries({
      for: (line: number) => [this.#for(line)],
      if: (line: number) => [this.#if(line)],
      set: (line: number) => [this.#set(line)],
      with: (line: number) => [this.#with(line)],
      macro: (line: number) => [this.#macro(line)],
      call: (line: number) => [this.#call(line)],
      filter: (line: number): Stmt[] => {
        this.next();
        const filter = this.filter(null, true)!;
        return [{ type: "FilterBlock", filter, body: this.#statements(["name:endfilter"], true), line }];
      },
      print: (line: number): Stmt[] => {
        this.next();
        const made: Stmt[] = [];
        while (this.current.type !== "block_end") {
          if (made.length) this.expect("comma");
          made.push({ type: "Print", value: this.expression(), line });
        }
        return made;
      },
      generation: (line: number): Stmt[] => {
        this.next();
        return [{ type: "Generation", body: this.#statements(["name:endgeneration"], true), line }];
      },
      break: (line: number): Stmt[] => (this.next(), [{ type: "Break", line }]),
      continue: (line: number): Stmt[] => (this.next(), [{ type: "Continue", line }]),
      autoescape: (line: number): Stmt[] => {
        this.next();
        const value = this.expression();
        return [{ type: "Autoescape", value, body: this.#statements(["name:endautoescape"], true), line }];
      },
      block: (line: number) => [this.#block(line)],
      extends: (line: number): Stmt[] => {
        this.next();
        return [{ type: "Extends", template: this.expression(), line }];
      },
      include: (line: number) => [this.#include(line)],
      import: (line: number) => [this.#import(line)],
      from: (line: number) => [this.#from(line)],
    }),
  );

  #block(line: number): Stmt {
    this.next();
    const name = this.expect("name").value as string;
    const scoped = this.skipIf("name:scoped");
    const required = this.skipIf("name:required");
    if (this.current.type === "sub") {
      this.fail(
        "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an underscore instead.",
      );
    }
    const body = this.#statements(["name:endblock"], true);
    if (required && body.some((part) => part.type !== "Data" || leadingSpace(part.text) < part.text.length))
      this.fail("Required blocks can only contain comments or whitespace");
    this.skipIf(`name:${name}`);
    return { type: "Block", name, scoped, required, body, line };
  }

  #include(line: number): Stmt {
    this.next();
    const template = this.expression();
    const ignoreMissing = test(this.current, "name:ignore") && test(this.look(), "name:missing");
    if (ignoreMissing) this.#skip(2);
    return { type: "Include", template, ignoreMissing, withContext: this.#context() ?? true, line };
  }

  #import(line: number): Stmt {
    this.next();
    const template = this.expression();
    this.expect("name:as");
    const target = this.nameTarget();
    return { type: "Import", template, target, withContext: this.#context() ?? false, line };
  }

  #from(line: number): Stmt {
    this.next();
    const template = this.expression();
    this.expect("name:import");
    const names: [string, string][] = [];
    let withContext: boolean | null = null;
    for (;;) {
      if (names.length) this.expect("comma");
      if (this.current.type !== "name") this.expect("name");
      if ((withContext = this.#context()) !== null) break;
      const at = this.current.line;
      const name = this.nameTarget();
      if (name.startsWith("_"))
        throw new PyError("TemplateAssertionError", "names starting with an underline can not be imported", at);
      names.push([name, this.skipIf("name:as") ? this.nameTarget() : name]);
      if ((withContext = this.#context()) !== null || this.current.type !== "comma") break;
    }
    return { type: "FromImport", template, names, withContext: withContext ?? false, line };
  }

  /** `with context` or `without context`; null if neither is there. */
  #context(): boolean | null {
    if (!["name:with", "name:without"].some((word) => test(this.current, word)) || !test(this.look(), "name:context"))
      return null;
    const found = this.current.value === "with";
    this.#skip(2);
    return found;
  }

  #skip(count: number): void {
    for (let i = 0; i < count; i += 1) this.next();
  }

  #for(line: number): Stmt {
    this.next();
    const target = this.target(); // Jinja2 means to end it at `in`, and does not: `in` may be its name
    this.expect("name:in");
    const iter = this.tuple({ condition: false });
    const check = this.skipIf("name:if") ? this.expression() : null;
    const recursive = this.skipIf("name:recursive");
    const body = this.#statements(["name:endfor", "name:else"]);
    const otherwise = this.next().value === "endfor" ? [] : this.#statements(["name:endfor"], true);
    return { type: "For", target, iter, test: check, recursive, body, otherwise, line };
  }

  #if(line: number): Stmt {
    this.next();
    const branches: [Expr, Stmt[], number][] = [];
    for (;;) {
      const at = branches.length ? this.current.line : line; // Jinja2 takes an elif for where its test begins
      const check = this.tuple({ condition: false });
      branches.push([check, this.#statements(["name:elif", "name:else", "name:endif"]), at]);
      const token = this.next();
      if (test(token, "name:elif")) continue;
      const otherwise = test(token, "name:else") ? this.#statements(["name:endif"], true) : [];
      return { type: "If", branches, otherwise, line };
    }
  }

  #set(line: number): Stmt {
    this.next();
    const target = this.target(true);
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
    const name = this.nameTarget();
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
      const name = this.nameTarget();
      if (this.skipIf("assign")) defaults.push(this.expression());
      else if (defaults.length) this.fail("non-default argument follows default argument");
      args.push(name);
    }
    this.expect("rparen");
    return { args, defaults };
  }

  #unknown(name: string | null, ends: string[][], line: number): never {
    const looking = ends
      .at(-1)
      ?.map((end) => `'${describeExpression(end)}'`)
      .join(" or ");
    const message = [name === null ? "Unexpected end of template." : `Encountered unknown tag '${name}'.`];
    if (looking) {
      const expected = name !== null && ends.flat().some((end) => describeExpression(end) === name);
      message.push(
        expected
          ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${looking}.`
          : `Jinja was looking for the following tags: ${looking}.`,
      );
    }
    const innermost = this.#tags.at(-1);
    if (innermost) message.push(`The innermost block that needs to be closed is '${innermost}'.`);
    return this.fail(message.join(" "), line);
  }
}
