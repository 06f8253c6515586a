/** The model Unigram: the best path through a word by a trie and Viterbi, with the rules of the Rust library. */

import { Trie } from "../trie.ts";
import { byteLength, utf8 } from "../unicode.ts";
import type { Lists } from "./lists.ts";
import type { Model } from "./model_face.ts";
import type { Fields } from "./unreadable.ts";
import { failure, flag, unreadable, whole } from "./unreadable.ts";

/** How much worse than the worst token an unknown character is. */
const PENALTY = 10;
const CACHED = 10_000;
const CACHED_LENGTH = 32;

/** A part of a word and its token; -1 if it is none. */
interface Part {
  text: string;
  id: number;
  bytes: number;
}

/** Words of fewer units share one memory. */
const LONG = 256;

/** By unit, of the best path to it: its score, where its last token starts (-1: there is no path yet), and that token. */
function paths(size: number): { score: Float64Array; start: Int32Array; id: Int32Array } {
  return { score: new Float64Array(size), start: new Int32Array(size), id: new Int32Array(size) };
}

export function createUnigram(own: Fields, lists: Lists): Model {
  const unknown =
    own.unk_id === null || own.unk_id === undefined ? -1 : whole(own.unk_id, "`unk_id` of the model Unigram");
  const fallback = flag(own.byte_fallback, "`byte_fallback` of the model Unigram", false);
  const { tokens, scores } = lists.pieces();
  if (unknown >= tokens.size) throw unreadable("`unk_id` of the model Unigram is no id of its vocabulary");
  const lowest = scores.reduce((least, score) => Math.min(least, score), Infinity);
  const trie = new Trie(tokens);
  const unknownScore = lowest - PENALTY;
  const hex = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
  const bytes = fallback ? hex.map((token) => trie.find(token)) : [];
  const cache = new Map<string, readonly Part[]>();
  const short = paths(LONG);

  /** The parts of a word; unknown characters side by side are one part. */
  const parts = (word: string): readonly Part[] => {
    const found = cache.get(word);
    if (found) return found;
    const made = best(word);
    if (word.length <= CACHED_LENGTH) {
      if (cache.size >= CACHED) cache.clear();
      cache.set(word, made);
    }
    return made;
  };

  const best = (word: string): Part[] => {
    const size = word.length;
    const { score, start, id } = size < LONG ? short : paths(size + 1);
    start.fill(-1, 0, size + 1);
    score[0] = 0;
    const offer = (from: number, to: number, candidate: number, token: number): void => {
      if (start[to]! >= 0 && candidate <= score[to]!) return;
      score[to] = candidate;
      start[to] = from;
      id[to] = token;
    };
    for (let from = 0; from < size; ) {
      const next = from + (word.codePointAt(from)! > 0xffff ? 2 : 1);
      let single = false;
      for (
        let node = trie.step(0, word.charCodeAt(from)), to = from + 1;
        node > 0;
        node = to < size ? trie.step(node, word.charCodeAt(to)) : 0, to += 1
      ) {
        const token = trie.id(node);
        if (token < 0) continue;
        offer(from, to, scores[token]! + score[from]!, token);
        single ||= to === next;
      }
      if (!single) {
        const candidate = unknownScore + score[from]!;
        if (start[next]! < 0 || candidate > score[next]!) {
          if (unknown < 0)
            throw failure(
              "the model Unigram has no unknown token, and this text has a character that it does not know",
            );
          offer(from, next, candidate, unknown);
        }
      }
      from = next;
    }
    const out: Part[] = [];
    const put = (from: number, to: number, token: number): void => {
      const text = word.slice(from, to);
      out.push({ text, id: token, bytes: byteLength(text) });
    };
    let unknowns = -1; // where a run of unknown characters ends
    const unknownFrom = (from: number): void => {
      if (unknowns >= 0) put(from, unknowns, trie.find(word.slice(from, unknowns)));
      unknowns = -1;
    };
    for (let to = size; to > 0; to = start[to]!) {
      if (unknown >= 0 && id[to] === unknown) {
        if (unknowns < 0) unknowns = to;
        continue;
      }
      unknownFrom(to);
      put(start[to]!, to, id[to]!);
    }
    unknownFrom(0);
    return out.reverse();
  };

  return {
    type: "Unigram",
    size: tokens.size,
    id: (token) => {
      const id = trie.find(token);
      return id < 0 ? undefined : id;
    },
    token: (id) => tokens.token(id),
    vocabulary: () => Array.from({ length: tokens.size }, (_, id) => [tokens.token(id)!, id] as const),
    tokenize: (word, put) => {
      let at = 0;
      for (const { text, id, bytes: size } of parts(word)) {
        const to = at + size;
        const own = id < 0 && fallback ? Array.from(utf8(text)) : [];
        if (id >= 0) put(id, text, at, to);
        else if (own.length && own.every((byte) => bytes[byte]! >= 0))
          for (const byte of own) put(bytes[byte]!, hex[byte]!, at, to);
        else if (unknown >= 0) put(unknown, text, at, to);
        else
          throw failure("the model Unigram has no unknown token, and this text has a character that it does not know");
        at = to;
      }
    },
  };
}
