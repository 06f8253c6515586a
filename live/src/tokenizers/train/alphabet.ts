/** The first tokens of a trained vocabulary: special tokens, then the characters that were seen or asked for. */

export class GrowingVocabulary {
  readonly tokens: string[] = [];
  readonly #ids = new Map<string, number>();

  get size(): number {
    return this.tokens.length;
  }

  id(token: string): number | undefined {
    return this.#ids.get(token);
  }

  /** The id of a token, which gets one if it has none. */
  add(token: string): number {
    const known = this.#ids.get(token);
    if (known !== undefined) return known;
    this.#ids.set(token, this.tokens.length);
    return this.tokens.push(token) - 1;
  }
}

/**
 * The characters of the words by code point; with a `limit`, the most frequent ones, those of `initial` first of all.
 * Among equally frequent ones the library lets chance decide; here those with lower code points stay.
 */
export function alphabet(
  words: ReadonlyMap<string, number>,
  initial: readonly string[],
  limit: number | null,
): string[] {
  const counts = new Map<string, number>();
  for (const [word, count] of words)
    for (const character of word) counts.set(character, (counts.get(character) ?? 0) + count);
  for (const character of initial) counts.set(character, Infinity);
  const code = (character: string): number => character.codePointAt(0)!;
  let kept = [...counts];
  if (limit !== null && kept.length > limit)
    kept = kept.sort(([a, many], [b, more]) => more - many || code(a) - code(b)).slice(0, limit);
  return kept.map(([character]) => character).sort((a, b) => code(a) - code(b));
}
