/** What both engines hand on to their tokenizers. */
import type { Engine } from "./engine.ts";

type Named = "added" | "id" | "token" | "normalize" | "preTokenize" | "idsOf" | "decode";

export interface Tokenizer extends Pick<Engine, Named> {
  /** Size of the model's vocabulary, without the added tokens. */
  readonly vocabularySize: number;
}

export abstract class Wrapped<T extends Tokenizer> implements Pick<Engine, Named | "size" | "ids"> {
  constructor(readonly tokenizer: T) {}

  /** With the added tokens that are not in the vocabulary. */
  get size(): number {
    const { vocabularySize } = this.tokenizer;
    return vocabularySize + this.added().filter(([id]) => id >= vocabularySize).length;
  }

  /** Ids of the model's vocabulary. */
  protected abstract own(): Iterable<number>;

  ids(): Uint32Array {
    return Uint32Array.from(new Set([...this.own(), ...this.added().map(([id]) => id)])).sort();
  }

  added(): ReturnType<Engine["added"]> {
    return this.tokenizer.added();
  }

  id(token: string): number | undefined {
    return this.tokenizer.id(token);
  }

  token(id: number): string | undefined {
    return this.tokenizer.token(id);
  }

  normalize(text: string): string {
    return this.tokenizer.normalize(text);
  }

  preTokenize(normalized: string): ReturnType<Engine["preTokenize"]> {
    return this.tokenizer.preTokenize(normalized);
  }

  idsOf(preToken: string): readonly number[] {
    return this.tokenizer.idsOf(preToken);
  }

  decode(ids: number[], skipSpecial: boolean): string {
    return this.tokenizer.decode(ids, skipSpecial);
  }
}
