/** Takes the tokens of a text one after the other, with where each lies. */
import { emptyEncoding } from "./encoding.ts";
import type { Put, Sink } from "./model_face.ts";
import type { Piece } from "./pieces.ts";
import { Places } from "./places.ts";

export class TokenSink implements Sink {
  readonly encoding = emptyEncoding();
  readonly #places: Places;
  /** The number of the pre-token at hand. */
  #word = -1;

  constructor(text: string) {
    this.#places = new Places(text);
  }

  /** How many tokens there are. */
  get size(): number {
    return this.encoding.ids.length;
  }

  /** The tokens that follow are of this pre-token. */
  begin(piece: Piece): void {
    this.#word += 1;
    this.#places.begin(piece);
  }

  units(id: number, token: string, from: number, to: number): void {
    this.#put(id, token);
    this.#places.putUnits(from, to, this.encoding.offsets);
  }

  readonly bytes: Put = (id, token, from, to) => {
    this.#put(id, token);
    this.#places.put(from, to, this.encoding.offsets);
  };

  #put(id: number, token: string): void {
    const { ids, tokens, words } = this.encoding;
    ids.push(id);
    tokens.push(token);
    words.push(this.#word);
  }
}
