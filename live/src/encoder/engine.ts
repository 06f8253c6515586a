/** What a playground's worker needs of a tokenizer, whichever engine runs it. */
import type { Merges } from "../tokenizers/any/model_face.ts";
import type { Markable, Placed } from "../tokenizers/marked.ts";

/** In `words`: the tokenizer put the token around the text. */
export const AROUND = -1;

export interface Engine extends Markable {
  /** With pauses, after a few milliseconds each. */
  steps(text: string, options?: { addSpecial?: boolean; splitSpecial?: boolean }): Generator<void, Placed>;
  /** The model's kind, and how many tokens there are with the added ones. */
  readonly type: string;
  readonly size: number;
  token(id: number): string | undefined;
  /** All ids that are tokens, in their order. */
  ids(): Uint32Array;
  /** The bytes of a token of the model; those of examples/tour.py's `token_bytes`, where that knows them. */
  bytesOf(token: string): Uint8Array;
  decode(ids: number[], skipSpecial: boolean): string;
  /** Null where the model does not merge. */
  readonly merges: Merges | null;
  /** The place of a merge in the tokenizer's list, from the rank that `merges` gives; null where the list is not known. */
  readonly placeOf: ((rank: number) => number) | null;
}
