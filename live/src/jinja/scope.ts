/** Names of a template and what they stand for. */
import { Undefined, type Value } from "./values.ts";

export class Scope {
  readonly #names = new Map<string, Value>();
  constructor(readonly parent: Scope | null = null) {}

  set(name: string, value: Value): void {
    this.#names.set(name, value);
  }

  find(name: string): Value | undefined {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const value = scope.#names.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  get(name: string): Value {
    const value = this.find(name); // None is null here, and is defined
    return value === undefined ? new Undefined({ name }) : value;
  }
}
