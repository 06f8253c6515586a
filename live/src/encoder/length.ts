/** `model_max_length` of a tokenizer's files. */

const NO_LIMIT = 1e15; // transformers writes 10 to the 30th where the files state no length

/** Null where the files state none. */
export function lengthOf(value: unknown): number | null {
  return typeof value === "number" && value > 0 && value < NO_LIMIT ? value : null;
}
