/** The models that look up whole words: WordLevel, and WordPiece with the longest known pieces. */

import { byteLength } from "../unicode.ts";
import type { AnyVocabulary } from "./any_vocabulary.ts";
import type { Lists } from "./lists.ts";
import type { Model } from "./model_face.ts";
import type { Fields } from "./unreadable.ts";
import { failure, text as string, whole } from "./unreadable.ts";

export function createWordLevel(own: Fields, lists: Lists): Model {
  const vocabulary = lists.vocabulary("WordLevel");
  const unknown = string(own.unk_token, "`unk_token` of the model WordLevel");
  return {
    ...faces(vocabulary, "WordLevel"),
    tokenize: (word, put) => {
      const id = vocabulary.id(word);
      if (id !== undefined) put(id, word, 0, byteLength(word));
      else put(unknownId(vocabulary, unknown), unknown, 0, byteLength(word));
    },
  };
}

export function createWordPiece(own: Fields, lists: Lists): Model {
  const vocabulary = lists.vocabulary("WordPiece");
  const unknown = string(own.unk_token, "`unk_token` of the model WordPiece");
  const prefix = string(own.continuing_subword_prefix, "`continuing_subword_prefix` of the model WordPiece");
  const longest = whole(own.max_input_chars_per_word, "`max_input_chars_per_word` of the model WordPiece");
  let longestToken = 0;
  for (const [token] of vocabulary.entries()) longestToken = Math.max(longestToken, token.length);
  return {
    ...faces(vocabulary, "WordPiece"),
    tokenize: (word, put) => {
      const found = word.length <= longest || Array.from(word).length <= longest ? pieces(word) : null;
      if (!found) return put(unknownId(vocabulary, unknown), unknown, 0, byteLength(word));
      let at = 0;
      for (const [id, token, part] of found) {
        const to = at + byteLength(part);
        put(id, token, at, to);
        at = to;
      }
    },
  };

  function pieces(word: string): [id: number, token: string, part: string][] | null {
    const out: [number, string, string][] = [];
    for (let from = 0; from < word.length; ) {
      let to = Math.min(word.length, from + longestToken);
      if (inPair(word, to)) to -= 1;
      let id: number | undefined;
      let token = "";
      for (; to > from; to -= inPair(word, to - 1) ? 2 : 1) {
        token = from > 0 ? prefix + word.slice(from, to) : word.slice(from, to);
        id = vocabulary.id(token);
        if (id !== undefined) break;
      }
      if (id === undefined) return null;
      out.push([id, token, word.slice(from, to)]);
      from = to;
    }
    return out;
  }
}

/** Whether a place lies between the halves of a pair. */
function inPair(word: string, at: number): boolean {
  const unit = word.charCodeAt(at);
  return unit >= 0xdc00 && unit < 0xe000 && at > 0;
}

function unknownId(vocabulary: AnyVocabulary, unknown: string): number {
  const id = vocabulary.id(unknown);
  if (id === undefined)
    throw failure(
      `the model needs its unknown token ${JSON.stringify(unknown)} for this text, and its vocabulary lacks it`,
    );
  return id;
}

export function faces(vocabulary: AnyVocabulary, type: string): Omit<Model, "tokenize"> {
  return {
    type,
    size: vocabulary.size,
    id: (token) => vocabulary.id(token),
    token: (id) => vocabulary.token(id),
    vocabulary: () => vocabulary.entries(),
  };
}
