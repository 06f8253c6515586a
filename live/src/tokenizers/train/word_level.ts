/** Trains a WordLevel model: special tokens, then the words, the most frequent first. */
import { utf8 } from "../unicode.ts";

export interface WordLevelSettings {
  vocab_size: number;
  min_frequency: number;
  special_tokens: readonly string[];
}

/** Tokens by id. A word that is a special token too has the later id, as in the library. */
export function trainWordLevel(words: ReadonlyMap<string, number>, settings: WordLevelSettings): Map<string, number> {
  const ordered = [...words]
    .filter(([, count]) => count >= settings.min_frequency)
    .sort(([a, many], [b, more]) => more - many || byBytes(a, b))
    .map(([word]) => word);
  return new Map(
    [...settings.special_tokens, ...ordered].slice(0, settings.vocab_size).map((token, id) => [token, id]),
  );
}

/** Rust's order of texts: that of their UTF-8 bytes. */
function byBytes(a: string, b: string): number {
  const [left, right] = [utf8(a), utf8(b)];
  const size = Math.min(left.length, right.length);
  for (let i = 0; i < size; i += 1) if (left[i] !== right[i]) return left[i]! - right[i]!;
  return left.length - right.length;
}
