/** The models that look up whole words: WordLevel, and WordPiece with the longest known pieces. */

import { byteLength } from "../unicode.ts";
import { Vocabulary } from "../vocabulary.ts";
import type { AnyVocabulary } from "./any_vocabulary.ts";
import type { Lists } from "./lists.ts";
import type { Model } from "./model_face.ts";
import { type Spelt, SpeltList, Trie } from "./trie.ts";
import type { Fields } from "./unreadable.ts";
import { failure, text as string, whole } from "./unreadable.ts";

const CACHED = 10_000;
const CACHED_LENGTH = 64;

export function createWordLevel(own: Fields, lists: Lists): Model {
  const vocabulary = lists.vocabulary("WordLevel");
  const unknown = string(own.unk_token, "`unk_token` of the model WordLevel");
  return withVocabulary(vocabulary, {
    type: "WordLevel",
    tokenize: (word, put) => {
      const id = vocabulary.id(word);
      if (id !== undefined) put(id, word, 0, byteLength(word));
      else put(unknownId(vocabulary, unknown), unknown, 0, byteLength(word));
    },
  });
}

export function createWordPiece(own: Fields, lists: Lists): Model {
  const vocabulary = lists.vocabulary("WordPiece");
  const unknown = string(own.unk_token, "`unk_token` of the model WordPiece");
  const prefix = string(own.continuing_subword_prefix, "`continuing_subword_prefix` of the model WordPiece");
  const longest = whole(own.max_input_chars_per_word, "`max_input_chars_per_word` of the model WordPiece");
  const { tokens, idOf } = spelt(vocabulary);
  let trie: Trie | null = null; // made for the first word that has pieces
  const cache = new Map<string, readonly Found[] | null>();
  return withVocabulary(vocabulary, {
    type: "WordPiece",
    tokenize: (word, put) => {
      const found = word.length <= longest || Array.from(word).length <= longest ? pieces(word) : null;
      if (!found) return put(unknownId(vocabulary, unknown), unknown, 0, byteLength(word));
      let at = 0;
      for (const [id, token, size] of found) {
        const to = at + size;
        put(id, token, at, to);
        at = to;
      }
    },
  });

  function pieces(word: string): readonly Found[] | null {
    let found = cache.get(word);
    if (found !== undefined) return found;
    found = cut(word);
    if (word.length <= CACHED_LENGTH) {
      if (cache.size >= CACHED) cache.clear();
      cache.set(word, found);
    }
    return found;
  }

  /** The longest token at each place; null where there is none. */
  function cut(word: string): readonly Found[] | null {
    if (vocabulary instanceof Vocabulary && vocabulary.searches) {
      const id = vocabulary.id(word); // the first words are mostly there as they are: the trie is not needed yet
      if (id !== undefined) return [[id, word, byteLength(word)]];
    }
    const out: Found[] = [];
    const grown = (trie ??= new Trie(tokens));
    const start = grown.node(prefix);
    for (let from = 0; from < word.length; ) {
      let node = from > 0 ? start : 0;
      let [entry, end] = [-1, from];
      for (let to = from; to < word.length && node >= 0; ) {
        node = grown.step(node, word.charCodeAt(to)) || -1;
        to += 1;
        if (node < 0 || grown.id(node) < 0) continue;
        [entry, end] = [grown.id(node), to];
      }
      if (entry < 0) return null;
      const id = idOf(entry);
      out.push([id, vocabulary.token(id)!, byteLength(word.slice(from, end))]);
      from = end;
    }
    return out;
  }
}

/** Tokens to look through unit by unit, and the id of each entry. */
function spelt(vocabulary: AnyVocabulary): { tokens: Spelt; idOf: (entry: number) => number } {
  if (vocabulary instanceof Vocabulary) return { tokens: vocabulary, idOf: (id) => id };
  const entries = [...vocabulary.entries()];
  return { tokens: new SpeltList(entries.map(([token]) => token)), idOf: (entry) => entries[entry]![1] };
}

type Found = readonly [id: number, token: string, bytes: number];

function unknownId(vocabulary: AnyVocabulary, unknown: string): number {
  const id = vocabulary.id(unknown);
  if (id === undefined)
    throw failure(
      `the model needs its unknown token ${JSON.stringify(unknown)} for this text, and its vocabulary lacks it`,
    );
  return id;
}

/** A model with what all of them have by their vocabulary. */
export function withVocabulary(vocabulary: AnyVocabulary, own: Omit<Model, keyof Known>): Model {
  return {
    ...own,
    get size(): number {
      return vocabulary.size; // counted when asked for
    },
    id: (token) => vocabulary.id(token),
    token: (id) => vocabulary.token(id),
    vocabulary: () => vocabulary.entries(),
  };
}

type Known = Pick<Model, "size" | "id" | "token" | "vocabulary">;
