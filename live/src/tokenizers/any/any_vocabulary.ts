/** Tokens and ids of a model. */
import { isFields, unreadable } from "./unreadable.ts";

export interface AnyVocabulary {
  readonly size: number;
  id(token: string): number | undefined;
  token(id: number): string | undefined;
  entries(): Iterable<readonly [string, number]>;
}

/** As tokenizer.json has them: the ids may have holes. */
export class WrittenVocabulary implements AnyVocabulary {
  readonly #ids: Map<string, number>;
  readonly #tokens: (string | undefined)[] = [];
  /** Tokens with ids too far apart for a list. */
  readonly #far = new Map<number, string>();

  constructor(vocab: unknown, model: string) {
    if (!isFields(vocab)) throw unreadable(`\`vocab\` of the model ${model} is not an object`);
    this.#ids = new Map();
    for (const token in vocab) {
      const id = vocab[token];
      if (typeof id !== "number" || !Number.isInteger(id) || id < 0 || id > 0xffffffff)
        throw unreadable(`the id of ${JSON.stringify(token)} in \`vocab\` is not a whole number`);
      this.#ids.set(token, id);
      if (id < 1 << 22) this.#tokens[id] = token;
      else this.#far.set(id, token);
    }
  }

  get size(): number {
    return this.#ids.size;
  }

  id(token: string): number | undefined {
    return this.#ids.get(token);
  }

  token(id: number): string | undefined {
    return this.#tokens[id] ?? this.#far.get(id);
  }

  entries(): Iterable<readonly [string, number]> {
    return this.#ids;
  }
}
