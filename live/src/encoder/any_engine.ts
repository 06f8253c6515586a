/** The engine that reads any tokenizer.json, as the worker needs it. */
import type { AnyTokenizer } from "../tokenizers/any/any_tokenizer.ts";
import type { Merges } from "../tokenizers/any/model_face.ts";
import type { Placed } from "../tokenizers/marked.ts";
import { AROUND, type Engine } from "./engine.ts";
import { tokenReader } from "./token_reader.ts";
import { Wrapped } from "./wrapped.ts";

export class AnyEngine extends Wrapped<AnyTokenizer> implements Engine {
  readonly merges: Merges | null;
  readonly placeOf = null;
  readonly bytesOf: (token: string) => Uint8Array;

  constructor(tokenizer: AnyTokenizer) {
    super(tokenizer);
    this.merges = tokenizer.merges;
    this.bytesOf = tokenReader(tokenizer);
  }

  *steps(text: string, { addSpecial = false, splitSpecial = false } = {}): Generator<void, Placed> {
    const found = yield* this.tokenizer.steps(text, null, { addSpecial, splitSpecial });
    const { ids, offsets } = found;
    const starts = ids.map((_, i) => offsets[2 * i]!);
    const ends = ids.map((_, i) => offsets[2 * i + 1]!);
    const words = found.words.map((word) => word ?? AROUND);
    // the library gives [0, 0) to what a post-processor adds: here it stands where it was put
    let at = 0;
    for (let i = 0; i < ids.length; i += 1) {
      if (words[i] === AROUND) starts[i] = ends[i] = at;
      else at = ends[i]!;
    }
    return { ids, starts, ends, words };
  }

  protected own(): Iterable<number> {
    return Array.from(this.tokenizer.vocabulary(), ([, id]) => id);
  }

  get type(): string {
    return this.tokenizer.modelType;
  }
}
