/** The model Unigram: the best path through a word by a trie and Viterbi, with the rules of the Rust library. */
import { byteLength, utf8 } from "../unicode.ts";
import type { Model } from "./model_face.ts";
import { Trie } from "./trie.ts";
import type { Fields } from "./unreadable.ts";
import { failure, flag, list, unreadable, whole } from "./unreadable.ts";

/** How much worse than the worst token an unknown character is. */
const PENALTY = 10;
const CACHED = 10_000;
const CACHED_LENGTH = 32;

/** `exact`: the scores are no text of a file, so they are what they are. */
export function createUnigram(own: Fields, exact = false): Model {
  const vocab = list(own.vocab, "`vocab` of the model Unigram");
  const unknown =
    own.unk_id === null || own.unk_id === undefined ? -1 : whole(own.unk_id, "`unk_id` of the model Unigram");
  const fallback = flag(own.byte_fallback, "`byte_fallback` of the model Unigram", false);
  const tokens: string[] = [];
  const scores = new Float64Array(vocab.length);
  const ids = new Map<string, number>();
  let lowest = Infinity;
  vocab.forEach((entry, id) => {
    const [token, score] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof token !== "string" || typeof score !== "number")
      throw unreadable(`entry ${id} of the vocabulary of the model Unigram is not a token and its score`);
    tokens.push(token);
    scores[id] = exact ? score : asRead(score);
    ids.set(token, id);
    lowest = Math.min(lowest, scores[id]!);
  });
  if (unknown >= tokens.length) throw unreadable("`unk_id` of the model Unigram is no id of its vocabulary");
  const trie = new Trie(ids);
  const unknownScore = lowest - PENALTY;
  const hex = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
  const bytes = fallback ? hex.map((token) => ids.get(token)) : [];
  const cache = new Map<string, readonly string[]>();

  /** The parts of a word; unknown characters side by side are one part. */
  const parts = (word: string): readonly string[] => {
    const found = cache.get(word);
    if (found) return found;
    const made = best(word);
    if (word.length <= CACHED_LENGTH) {
      if (cache.size >= CACHED) cache.clear();
      cache.set(word, made);
    }
    return made;
  };

  const best = (word: string): string[] => {
    const size = word.length;
    const score = new Float64Array(size + 1);
    const start = new Int32Array(size + 1).fill(-1);
    const id = new Int32Array(size + 1);
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
    const out: string[] = [];
    let unknowns = -1; // where a run of unknown characters ends
    for (let to = size; to > 0; to = start[to]!) {
      const isUnknown = unknown >= 0 && id[to] === unknown;
      if (isUnknown) {
        if (unknowns < 0) unknowns = to;
      } else {
        if (unknowns >= 0) out.push(word.slice(to, unknowns));
        unknowns = -1;
        out.push(word.slice(start[to]!, to));
      }
    }
    if (unknowns >= 0) out.push(word.slice(0, unknowns));
    return out.reverse();
  };

  return {
    type: "Unigram",
    size: tokens.length,
    id: (token) => ids.get(token),
    token: (id) => tokens[id],
    vocabulary: () => tokens.map((token, id) => [token, id] as const),
    tokenize: (word, put) => {
      let at = 0;
      for (const part of parts(word)) {
        const to = at + byteLength(part);
        const id = ids.get(part);
        const own = id === undefined && fallback ? Array.from(utf8(part)) : [];
        if (id !== undefined) put(id, part, at, to);
        else if (own.length && own.every((byte) => bytes[byte] !== undefined))
          for (const byte of own) put(bytes[byte]!, hex[byte]!, at, to);
        else if (unknown >= 0) put(unknown, part, at, to);
        else
          throw failure("the model Unigram has no unknown token, and this text has a character that it does not know");
        at = to;
      }
    },
  };
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
