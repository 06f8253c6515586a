/** Tokens and ids of a model, without the added tokens. */
export class Vocabulary {
  readonly tokens: readonly string[];
  readonly #ids: Map<string, number>;

  constructor(tokens: string[]) {
    this.tokens = tokens;
    this.#ids = new Map();
    for (let id = 0; id < tokens.length; id += 1) this.#ids.set(tokens[id]!, id);
  }

  get size(): number {
    return this.tokens.length;
  }

  id(token: string): number | undefined {
    return this.#ids.get(token);
  }

  token(id: number): string | undefined {
    return this.tokens[id];
  }

  entries(): Iterable<readonly [string, number]> {
    return this.#ids;
  }
}
