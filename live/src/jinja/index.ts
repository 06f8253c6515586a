/**
 * Jinja2 as transformers sets it up for chat templates: parse once, render with values. Knows nothing of chats.
 *
 * In: a template and values. Out: the text, and which of its characters the caller had marked.
 * May import: tokenizers.
 */
import { type Compiled, compile } from "./compile.ts";
import { limitOf, PyError } from "./errors.ts";
import { templateGlobals } from "./globals.ts";
import { Interpreter } from "./interpreter.ts";
import { literals } from "./literals.ts";
import type { Stmt } from "./nodes.ts";
import { parse } from "./parser.ts";
import type { Piece } from "./printer.ts";
import { Scope } from "./scope.ts";
import type { Value } from "./values.ts";
import { type Variable, variables } from "./variables.ts";

/** Names that Jinja gives a meaning inside of a template. */
const OWN = ["loop", "self", "caller", "varargs", "kwargs"];

export class Template {
  readonly #compiled: Compiled;

  /** Throws PyError TemplateSyntaxError, TemplateAssertionError or SyntaxError, with a line. */
  constructor(readonly source: string) {
    this.#compiled = guarded(() => compile(parse(source)));
  }

  /** Throws PyError. `generated` gets the characters [start, end) of `generation` blocks, as transformers counts them. */
  render(
    values: Iterable<readonly [string, Value]>,
    now = new Date(),
    generated: [number, number][] | null = null,
  ): Piece[] {
    const globals = new Scope();
    for (const [name, value] of templateGlobals(now)) globals.set(name, value);
    const scope = new Scope(globals);
    for (const [name, value] of values) scope.set(name, value);
    return guarded(() => new Interpreter(this.#compiled, generated).render(scope));
  }

  /** Its statements, each with its place. */
  get body(): readonly Stmt[] {
    return this.#compiled.body;
  }

  /** What the template expects from outside, besides `known` and what every template has. */
  variables(known: readonly string[]): Variable[] {
    const all = new Set([...known, ...templateGlobals(new Date()).map(([name]) => name), ...OWN]);
    return variables(this.#compiled.body, all);
  }

  /** Text and string constants, joined with null characters, as transformers looks through them. */
  literalText(): string {
    return [...literals(this.#compiled.body)].join("\0");
  }
}

/** JavaScript's own limits, as Python names them. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const limit = limitOf(error);
    if (!limit) throw error;
    if (limit === "stack") throw new PyError("RecursionError", "maximum recursion depth exceeded");
    throw new PyError("MemoryError", "");
  }
}

export { parseJson } from "./json.ts";
export { raw } from "./text.ts";
