/** The long lists of a model, apart from its settings: they come from tokenizer.json or from an asset of the build. */

import type { PairLookup } from "../pair_lookup.ts";
import { type Spelt, SpeltList } from "../trie.ts";
import { utf8 } from "../unicode.ts";
import { type AnyVocabulary, WrittenVocabulary } from "./any_vocabulary.ts";
import { PairTable } from "./pair_table.ts";
import type { Fields } from "./unreadable.ts";
import { list, unreadable } from "./unreadable.ts";

/** `model`: its name, for what is said of a list that cannot be read. */
export interface Lists {
  vocabulary(model: string): AnyVocabulary;
  merges(vocabulary: AnyVocabulary, prefix: string): PairLookup;
  /** The tokens of Unigram in the order of their ids, and their scores. */
  pieces(): { tokens: Pieces; scores: Float64Array };
}

export interface Pieces extends Spelt {
  token(id: number): string | undefined;
}

/** Those of tokenizer.json; `exact`: its scores are no text of a file, so they are what they are. */
export function writtenLists(own: Fields, exact = false): Lists {
  return {
    vocabulary: (model) => new WrittenVocabulary(own.vocab, model),
    merges: (vocabulary, prefix) => readMerges(own.merges, vocabulary, prefix),
    pieces: () => readPieces(own.vocab, exact),
  };
}

/** The merges as a table; as pairs, or as texts with a space between the two parts. */
function readMerges(value: unknown, vocabulary: AnyVocabulary, prefix: string): PairTable {
  const merges = list(value, "`merges` of the model BPE");
  const pairs = new PairTable(merges.length);
  const cut = utf8(prefix).length;
  const old = merges.length > 0 && typeof merges[0] === "string";
  let rank = 0;
  for (const merge of merges) {
    if (old && typeof merge === "string" && merge.startsWith("#version")) continue;
    const [first, second, more] = (
      old ? (typeof merge === "string" ? merge.split(" ") : []) : Array.isArray(merge) ? merge : []
    ) as unknown[];
    if (typeof first !== "string" || typeof second !== "string" || more !== undefined)
      throw unreadable(`merge ${rank + 1} of the model BPE is not two tokens`);
    const made = first + (cut ? withoutBytes(second, cut) : second);
    const [a, b, c] = [vocabulary.id(first), vocabulary.id(second), vocabulary.id(made)];
    if (a === undefined || b === undefined || c === undefined) {
      throw unreadable(
        `the token ${JSON.stringify(a === undefined ? first : b === undefined ? second : made)} of merge ${rank + 1} is not in the vocabulary of the model BPE`,
      );
    }
    pairs.set(a, b, rank, c);
    rank += 1;
  }
  return pairs;
}

/** A token without as many bytes as the prefix has: the library does not look whether they are the prefix. */
const withoutBytes = (token: string, count: number): string => new TextDecoder().decode(utf8(token).subarray(count));

function readPieces(value: unknown, exact: boolean): { tokens: Pieces; scores: Float64Array } {
  const vocab = list(value, "`vocab` of the model Unigram");
  const tokens: string[] = [];
  const scores = new Float64Array(vocab.length);
  vocab.forEach((entry, id) => {
    const [token, score] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof token !== "string" || typeof score !== "number")
      throw unreadable(`entry ${id} of the vocabulary of the model Unigram is not a token and its score`);
    tokens.push(token);
    scores[id] = exact ? score : asRead(score);
  });
  return { tokens: new SpeltList(tokens), scores };
}

/**
 * A number as the Rust library reads it: all its digits as a whole number, then divided by a power of ten, which may be
 * off by the last bit.
 * Two ways through a word whose scores are as good as equal part there.
 */
export function asRead(score: number): number {
  if (Number.isInteger(score)) return score;
  const [, sign, before, after = "", power = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(score))!;
  const exponent = Number(power) - after.length;
  const whole = Number(before! + after);
  const value = exponent < 0 ? whole / Number(`1e${-exponent}`) : whole * Number(`1e${exponent}`);
  return sign ? -value : value;
}
