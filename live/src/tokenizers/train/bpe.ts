/** Trains a BPE model as the Rust library's BpeTrainer does: the same vocabulary, ids and merges. */
import { alphabet, GrowingVocabulary } from "./alphabet.ts";
import { Heap } from "./heap.ts";

export interface BpeSettings {
  vocab_size: number;
  min_frequency: number;
  special_tokens: readonly string[];
  limit_alphabet: number | null;
  initial_alphabet: readonly string[];
  continuing_subword_prefix: string | null;
  end_of_word_suffix: string | null;
  max_token_length: number | null;
}

/** Merges in their order, as ids; a pair that the library merges twice stands where it did so last. */
export interface TrainedBpe {
  tokens: string[];
  merges: [left: string, right: string][];
}

/** A pair that waits for its turn, and the words where it was found. */
interface Waiting {
  left: number;
  right: number;
  count: number;
  words: Set<number>;
}

/** Both ids in one number: exact below 2 ** 26 tokens. */
const key = (left: number, right: number): number => left * 2 ** 26 + right;

/** `told` hears of each merge, in the order of training, with how often the pair stood in the words. */
export function trainBpe(
  words: ReadonlyMap<string, number>,
  settings: BpeSettings,
  told: (left: string, right: string, count: number) => void = () => {},
): TrainedBpe {
  const vocabulary = new GrowingVocabulary();
  for (const token of settings.special_tokens) vocabulary.add(token);
  for (const character of alphabet(words, settings.initial_alphabet, settings.limit_alphabet))
    vocabulary.add(character);
  const [prefix, suffix] = [settings.continuing_subword_prefix ?? "", settings.end_of_word_suffix ?? ""];
  const spelled = [...words.keys()].map((word) => new Word(spell(word, vocabulary, prefix, suffix)));
  const frequencies = [...words.values()];
  const pairs = new Pairs();
  spelled.forEach((word, i) => {
    word.ids.slice(1).forEach((right, at) => pairs.count(word.ids[at]!, right, frequencies[i]!, i));
  });
  pairs.enqueue();
  const longest = settings.max_token_length ?? Infinity;
  const merges = new Map<number, [number, number]>();
  while (vocabulary.size < settings.vocab_size) {
    const top = pairs.next(settings.min_frequency);
    if (!top) break;
    const { left, right } = top;
    told(vocabulary.tokens[left]!, vocabulary.tokens[right]!, top.count);
    let second = vocabulary.tokens[right]!;
    if (prefix && second.startsWith(prefix)) second = second.slice(prefix.length);
    const made = vocabulary.add(vocabulary.tokens[left]! + second);
    merges.delete(key(left, right));
    merges.set(key(left, right), [left, right]);
    for (const i of top.words)
      spelled[i]!.merge(left, right, made, longest, (a, b, change) => pairs.count(a, b, change * frequencies[i]!, i));
    pairs.enqueue();
  }
  const { tokens } = vocabulary;
  return { tokens, merges: [...merges.values()].map(([left, right]) => [tokens[left]!, tokens[right]!]) };
}

/** The ids of a word's characters; what the alphabet lacks is left out. */
function spell(word: string, vocabulary: GrowingVocabulary, prefix: string, suffix: string): number[] {
  const characters = Array.from(word);
  const ids: number[] = [];
  characters.forEach((character, at) => {
    if (vocabulary.id(character) === undefined) return;
    ids.push(vocabulary.add((at > 0 ? prefix : "") + character + (at === characters.length - 1 ? suffix : "")));
  });
  return ids;
}

class Word {
  readonly lengths: number[];

  constructor(public ids: number[]) {
    this.lengths = ids.map(() => 1);
  }

  /** Merges a pair wherever it stands; `changed` hears which neighbours are gone and which are new. */
  merge(
    left: number,
    right: number,
    made: number,
    longest: number,
    changed: (left: number, right: number, change: number) => void,
  ): void {
    const { ids, lengths } = this;
    let kept = 0;
    for (let at = 0; at < ids.length; at += 1, kept += 1) {
      if (ids[at] !== left || at + 1 >= ids.length || ids[at + 1] !== right) {
        ids[kept] = ids[at]!;
        lengths[kept] = lengths[at]!;
        continue;
      }
      const length = lengths[at]! + lengths[at + 1]!;
      if (kept > 0) {
        changed(ids[kept - 1]!, left, -1);
        if (lengths[kept - 1]! + length < longest) changed(ids[kept - 1]!, made, 1);
      }
      if (at + 2 < ids.length) {
        changed(right, ids[at + 2]!, -1);
        if (lengths[at + 2]! + length < longest) changed(made, ids[at + 2]!, 1);
      }
      ids[kept] = made;
      lengths[kept] = length;
      at += 1;
    }
    ids.length = lengths.length = kept;
  }
}

/** How often each pair stands in the words, and which comes next. */
class Pairs {
  readonly #counts = new Map<number, number>();
  #fresh = new Map<number, Waiting>();
  readonly #queue = new Heap<Waiting>(
    (a, b) =>
      a.count > b.count || (a.count === b.count && (a.left < b.left || (a.left === b.left && a.right < b.right))),
  );

  count(left: number, right: number, change: number, word: number): void {
    const pair = key(left, right);
    this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + change);
    if (change <= 0) return;
    const fresh = this.#fresh.get(pair);
    if (fresh) fresh.words.add(word);
    else this.#fresh.set(pair, { left, right, count: 0, words: new Set([word]) });
  }

  /** Pairs that were found since the last time take their place in the queue. */
  enqueue(): void {
    for (const [pair, waiting] of this.#fresh) {
      waiting.count = this.#counts.get(pair)!;
      if (waiting.count > 0) this.#queue.push(waiting);
    }
    this.#fresh = new Map();
  }

  /** The most frequent pair, of equally frequent ones the one with the lowest ids; undefined when none is left. */
  next(least: number): Waiting | undefined {
    for (let top = this.#queue.pop(); top; top = this.#queue.pop()) {
      const count = unsigned(this.#counts.get(key(top.left, top.right))!);
      if (top.count === count) return count < 1 || least > count ? undefined : top;
      top.count = count;
      this.#queue.push(top);
    }
    return undefined;
  }
}

/** With `max_token_length` a count may fall below zero, which the library takes for a huge one; so does this. */
const unsigned = (count: number): number => (count < 0 ? Number.MAX_SAFE_INTEGER + count : count);
