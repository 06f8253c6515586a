/** The lines of the Python that Jinja2 writes: none is written here, but errors of Python's own compiler name them. */
import { PyError } from "./errors.ts";

/** A step of Python's compiler; what an earlier one refuses, no later one sees. */
type Step = "parser" | "table" | "code";

export class PythonLines {
  #line = 1;
  #pending = 0;
  readonly #errors: Record<Step, PyError[]> = { parser: [], table: [], code: [] };

  /** The line breaks that are due come before what is written next. */
  write(): void {
    this.#line += this.#pending;
    this.#pending = 0;
  }

  newline(extra = 0): void {
    this.#pending = Math.max(this.#pending, 1 + extra);
  }

  /** So many lines of one statement each. */
  add(count: number): void {
    for (let i = 0; i < count; i += 1) {
      this.newline();
      this.write();
    }
  }

  /** Python would refuse the line at hand; `line` is that of the template. */
  refuse(message: string, line: number, step: Step = "code"): void {
    this.#errors[step].push(new PyError("SyntaxError", `${message} (<template>, line ${this.#line})`, line));
  }

  /** What Python would say; undefined if it compiles. */
  get error(): PyError | undefined {
    return [...this.#errors.parser, ...this.#errors.table, ...this.#errors.code][0];
  }
}
