/** Normalizers, pre-tokenizers and decoders by themselves, by the JSON of their settings. */

import { Aligned } from "../any/aligned.ts";
import { Characters } from "../any/characters.ts";
import { createDecoder } from "../any/decoders.ts";
import { createNormalizer } from "../any/normalizers.ts";
import { Places } from "../any/places.ts";
import { createPostProcessor } from "../any/post_processors.ts";
import { createPreTokenizer } from "../any/pre_tokenizers.ts";

const KEPT = 64;

export class Steps {
  readonly #characters = new Characters();
  readonly #made = new Map<string, unknown>();

  /** Throws an Error named `UnreadableTokenizer` for settings that are none. */
  check(kind: string, json: string): void {
    if (kind === "normalizer") this.#normalizer(json);
    else if (kind === "pre_tokenizer") this.#preTokenizer(json);
    else if (kind === "decoder") this.#decoder(json);
    else createPostProcessor(JSON.parse(json), this.#characters);
  }

  normalize(json: string, text: string): string {
    return this.#normalizer(json)(Aligned.of(text)).text;
  }

  preTokenize(json: string, text: string): [preToken: string, start: number, end: number][] {
    const places = new Places(text);
    const whole = text === "" ? [] : [{ source: Aligned.of(text), from: 0, to: text.length, id: -1 }];
    return [...this.#preTokenizer(json)(whole)].map((piece) => {
      const offsets: number[] = [];
      places.begin(piece);
      places.whole(offsets);
      return [piece.source.text.slice(piece.from, piece.to), offsets[0]!, offsets[1]!];
    });
  }

  decode(json: string, tokens: readonly string[]): string {
    return this.#decoder(json)(tokens).join("");
  }

  #normalizer(json: string): ReturnType<typeof createNormalizer> {
    return this.#of(`normalizer ${json}`, () => createNormalizer(JSON.parse(json), this.#characters));
  }

  #preTokenizer(json: string): ReturnType<typeof createPreTokenizer> {
    return this.#of(`pre_tokenizer ${json}`, () => createPreTokenizer(JSON.parse(json), this.#characters));
  }

  #decoder(json: string): ReturnType<typeof createDecoder> {
    return this.#of(`decoder ${json}`, () => createDecoder(JSON.parse(json), this.#characters));
  }

  #of<Step>(key: string, make: () => Step): Step {
    if (!this.#made.has(key)) {
      if (this.#made.size >= KEPT) this.#made.clear();
      this.#made.set(key, make());
    }
    return this.#made.get(key) as Step;
  }
}
