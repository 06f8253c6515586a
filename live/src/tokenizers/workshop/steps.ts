/** Normalizers, pre-tokenizers and decoders by themselves. */

import { Aligned } from "../any/aligned.ts";
import { Characters } from "../any/characters.ts";
import { createDecoder, type Decoder } from "../any/decoders.ts";
import { createNormalizer, type Normalizer } from "../any/normalizers.ts";
import { Places } from "../any/places.ts";
import { createPreTokenizer, type PreTokenizer } from "../any/pre_tokenizers.ts";

export class Steps {
  readonly #characters = new Characters();
  readonly #numbers = new Map<string, number>();
  readonly #made: unknown[] = [];

  /** The number of a step; two with the same settings are one. Throws `UnreadableTokenizer` for settings that are none. */
  number(kind: string, json: string): number {
    const key = `${kind} ${json}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#made.push(this.#create(kind, JSON.parse(json))) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  #create(kind: string, config: unknown): unknown {
    if (kind === "normalizer") return createNormalizer(config, this.#characters);
    if (kind === "pre_tokenizer") return createPreTokenizer(config, this.#characters);
    return createDecoder(config, this.#characters);
  }

  normalize(number: number, text: string): string {
    return (this.#made[number] as Normalizer)(Aligned.of(text)).text;
  }

  preTokenize(number: number, text: string): [preToken: string, start: number, end: number][] {
    const places = new Places(text);
    const whole = text === "" ? [] : [{ source: Aligned.of(text), from: 0, to: text.length, id: -1 }];
    return [...(this.#made[number] as PreTokenizer)(whole)].map((piece) => {
      const offsets: number[] = [];
      places.begin(piece);
      places.putUnits(piece.from, piece.to, offsets);
      return [piece.source.text.slice(piece.from, piece.to), offsets[0]!, offsets[1]!];
    });
  }

  decode(number: number, tokens: readonly string[]): string {
    return (this.#made[number] as Decoder)(tokens).join("");
  }
}
