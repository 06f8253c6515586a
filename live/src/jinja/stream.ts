/** The tokens of a template, one after another. */
import { PyError } from "./errors.ts";
import type { Token } from "./lexer.ts";

const SIGNS: Record<string, string> = {
  add: "+",
  sub: "-",
  div: "/",
  floordiv: "//",
  mul: "*",
  mod: "%",
  pow: "**",
  tilde: "~",
  lbracket: "[",
  rbracket: "]",
  lparen: "(",
  rparen: ")",
  lbrace: "{",
  rbrace: "}",
  eq: "==",
  ne: "!=",
  gt: ">",
  gteq: ">=",
  lt: "<",
  lteq: "<=",
  assign: "=",
  dot: ".",
  colon: ":",
  pipe: "|",
  comma: ",",
  semicolon: ";",
  block_begin: "begin of statement block",
  block_end: "end of statement block",
  variable_begin: "begin of print statement",
  variable_end: "end of print statement",
  data: "template data / text",
  eof: "end of template",
};

export const describe = (token: Token): string =>
  token.type === "name" ? (token.value as string) : (SIGNS[token.type] ?? token.type);

export function describeExpression(expression: string): string {
  const [type = "", value] = expression.split(":");
  return type === "name" && value !== undefined ? value : (SIGNS[type] ?? type);
}

/** `type` or `type:value`. */
export function test(token: Token, expression: string): boolean {
  if (token.type === expression) return true;
  const at = expression.indexOf(":");
  return at > 0 && token.type === expression.slice(0, at) && token.value === expression.slice(at + 1);
}

export class Stream {
  #at = 0;
  /** `broken`: what the lexer stopped at, behind the last token; it is told when the parser gets there. */
  constructor(
    readonly tokens: Token[],
    private readonly broken: PyError | null,
  ) {
    if (!tokens.length) this.#stop();
  }

  get current(): Token {
    return this.tokens[this.#at]!;
  }

  look(): Token {
    return this.tokens[this.#at + 1] ?? (this.broken ? this.#stop() : this.current);
  }

  #stop(): never {
    throw this.broken!;
  }

  next(): Token {
    const token = this.current;
    if (this.#at < this.tokens.length - 1) this.#at += 1;
    else if (this.broken) this.#stop();
    return token;
  }

  skipIf(expression: string): boolean {
    if (!test(this.current, expression)) return false;
    this.next();
    return true;
  }

  expect(expression: string): Token {
    if (test(this.current, expression)) return this.next();
    const wanted = describeExpression(expression);
    if (this.current.type === "eof") return this.fail(`unexpected end of template, expected '${wanted}'.`);
    return this.fail(`expected token '${wanted}', got '${describe(this.current)}'`);
  }

  fail(message: string, line = this.current.line): never {
    throw new PyError("TemplateSyntaxError", message, line);
  }
}
