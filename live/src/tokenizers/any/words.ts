/** The models that look up whole words: WordLevel, and WordPiece with the longest known pieces. */

import { TextVocabulary } from "../text_vocabulary.ts";
import { type Spelt, SpeltList } from "../trie.ts";
import { byteLength } from "../unicode.ts";
import type { AnyVocabulary } from "./any_vocabulary.ts";
import type { Lists } from "./lists.ts";
import { LongestToken } from "./longest_token.ts";
import type { Model } from "./model_face.ts";
import type { Fields } from "./unreadable.ts";
import { failure, text as string, whole } from "./unreadable.ts";

const CACHED = 20_000;
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
  let longestToken: LongestToken | null = null; // made for the first word that has pieces
  const cache = new Map<string, readonly Found[]>();
  /** Words of one unit, which are every other one in a mixed text. */
  const singles: (readonly Found[] | undefined)[] = [];
  let unknownWord: Found | undefined;
  return withVocabulary(vocabulary, {
    type: "WordPiece",
    tokenize: (word, put) => {
      let at = 0;
      for (const { id, token, units, bytes } of pieces(word, 0, word.length)) {
        const to = at + (units ? bytes : byteLength(word));
        put(id, token, at, to);
        at = to;
      }
    },
    tokenizeIn: (text, from, to, sink) => {
      let at = from;
      const found = pieces(text, from, to);
      for (let i = 0; i < found.length; i += 1) {
        const { id, token, units } = found[i]!;
        const end = units ? at + units : to;
        sink.units(id, token, at, end);
        at = end;
      }
    },
  });

  function pieces(text: string, from: number, to: number): readonly Found[] {
    if (to === from + 1) return (singles[text.charCodeAt(from)] ??= looked(text.slice(from, to)));
    const word = text.slice(from, to);
    const known = cache.get(word);
    if (known) return known;
    const found = looked(word);
    if (word.length > CACHED_LENGTH) return found;
    if (cache.size >= CACHED) cache.clear();
    cache.set(word, found);
    return found;
  }

  function looked(word: string): readonly Found[] {
    const found = word.length <= longest || Array.from(word).length <= longest ? cut(word) : null;
    return found ?? [(unknownWord ??= { id: unknownId(vocabulary, unknown), token: unknown, units: 0, bytes: 0 })];
  }

  /** The longest token at each place; null where there is none. */
  function cut(word: string): readonly Found[] | null {
    if (vocabulary instanceof TextVocabulary && vocabulary.searches) {
      const id = vocabulary.id(word); // the first words are mostly there as they are: the table is not needed yet
      if (id !== undefined) return [{ id, token: word, units: word.length, bytes: byteLength(word) }];
    }
    const out: Found[] = [];
    const table = (longestToken ??= new LongestToken(tokens));
    for (let from = 0; from < word.length; ) {
      const entry = table.find(from > 0 ? prefix : "", word, from, word.length);
      if (entry < 0) return null;
      const units = tokens.length(entry) - (from > 0 ? prefix.length : 0);
      const id = idOf(entry);
      out.push({ id, token: vocabulary.token(id)!, units, bytes: byteLength(word.slice(from, from + units)) });
      from += units;
    }
    return out;
  }
}

/** Tokens to look through unit by unit, and the id of each entry. */
function spelt(vocabulary: AnyVocabulary): { tokens: Spelt; idOf: (entry: number) => number } {
  if (vocabulary instanceof TextVocabulary) return { tokens: vocabulary, idOf: (id) => id };
  const entries = [...vocabulary.entries()];
  return { tokens: new SpeltList(entries.map(([token]) => token)), idOf: (entry) => entries[entry]![1] };
}

/** A token of a word; with neither units nor bytes it stands for the whole word. */
interface Found {
  readonly id: number;
  readonly token: string;
  readonly units: number;
  readonly bytes: number;
}

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
