/**
 * Trains a Unigram model with the steps of the Rust library's UnigramTrainer. The library adds up in the order of its
 * hash tables, which differs from run to run; so do the last digits of its scores, and sometimes which of two equally
 * good pieces stays.
 */
import { SpeltList, Trie } from "../trie.ts";
import { Lattice, type Pieces } from "./lattice.ts";
import { type Piece, seeds } from "./seeds.ts";

export interface UnigramSettings {
  vocab_size: number;
  n_sub_iterations: number;
  shrinking_factor: number;
  special_tokens: readonly string[];
  initial_alphabet: readonly string[];
  unk_token: string | null;
  max_piece_length: number;
  seed_size: number;
}

export interface TrainedUnigram {
  vocab: Piece[];
  unk_id: number | null;
}

const PENALTY = 10;
const UNKNOWN = "<UNK>"; // what stands for the unknown while training, whatever `unk_token` says

/** Throws where the vocabulary is too small for the characters. */
export function trainUnigram(words: ReadonlyMap<string, number>, settings: UnigramSettings): TrainedUnigram {
  let pieces: Piece[] = [[UNKNOWN, NaN], ...logarithms(seeds(words, settings.max_piece_length, settings.seed_size))];
  const required = new Set([...words.keys()].flatMap((word) => Array.from(word)));
  for (const character of settings.initial_alphabet) required.add(character);
  if (required.size > settings.vocab_size) throw new Error("The vocabulary is not large enough to contain all chars");
  const desired = Math.floor((settings.vocab_size * 11) / 10);
  for (;;) {
    for (let i = 0; i < settings.n_sub_iterations; i += 1) pieces = expectation(pieces, words);
    if (pieces.length <= desired) break;
    const target = Math.max(desired, Math.floor(pieces.length * settings.shrinking_factor));
    pieces = pruned(pieces, words, target);
  }
  return finished(pieces, required, settings);
}

function logarithms(pieces: Piece[]): Piece[] {
  const sum = Math.log(pieces.reduce((all, [, score]) => all + score, 0));
  return pieces.map(([text, score]) => [text, Math.log(score) - sum]);
}

/** The lowest score, as the library finds it: NaN is below nothing. */
const lowest = (pieces: readonly Piece[]): number =>
  pieces.reduce((least, [, score]) => (Number.isNaN(score) ? least : Math.min(least, score)), Infinity);

function prepared(pieces: readonly Piece[]): Pieces {
  return {
    trie: new Trie(new SpeltList(pieces.map(([text]) => text))),
    scores: Float64Array.from(pieces, ([, score]) => score),
    unknown: lowest(pieces) - PENALTY,
  };
}

/** One round: how often each piece is expected, and scores made of that. Rare pieces are gone. */
function expectation(pieces: readonly Piece[], words: ReadonlyMap<string, number>): Piece[] {
  const expected = new Float64Array(pieces.length);
  const ready = prepared(pieces);
  for (const [word, count] of words) new Lattice(word, ready).expect(count, expected);
  const kept: Piece[] = [];
  pieces.forEach(([text], id) => {
    if (id > 0 && expected[id]! >= 0.5) kept.push([text, expected[id]!]);
  });
  const sum = digamma(kept.reduce((all, [, often]) => all + often, 0));
  return [[pieces[0]![0], NaN], ...kept.map(([text, often]): Piece => [text, digamma(often) - sum])];
}

/** Leaves out the pieces that the words miss least. */
function pruned(pieces: readonly Piece[], words: ReadonlyMap<string, number>, target: number): Piece[] {
  const ready = prepared(pieces);
  const frequency = new Float64Array(pieces.length);
  const within = new Float64Array(pieces.length);
  let all = 0;
  for (const [word, count] of words) {
    all += count;
    for (const piece of new Lattice(word, ready).best()) {
      frequency[piece]! += count;
      within[piece]! += count;
    }
  }
  const sum = frequency.reduce((total, often) => total + often, 0);
  const kept: Piece[] = [pieces[0]!];
  const candidates: [id: number, loss: number][] = [];
  for (let id = 1; id < pieces.length; id += 1) {
    const { always, instead } = alternatives(pieces[id]![0], ready);
    if (frequency[id] === 0 && !always) continue;
    if (!instead.length) kept.push(pieces[id]!);
    else if (within[id]! > 0) {
      const later = Math.log(sum + frequency[id]! * (instead.length - 1));
      const other = instead.reduce((total, piece) => total + Math.log(frequency[piece]! + frequency[id]!) - later, 0);
      candidates.push([id, (within[id]! / all) * (Math.log(frequency[id]!) - Math.log(sum) - other)]);
    }
  }
  candidates.sort(([, a], [, b]) => b - a);
  for (const [id] of candidates) {
    if (kept.length === target) break;
    kept.push(pieces[id]!);
  }
  return kept;
}

/** Whether a piece stays in any case, and the pieces that would stand for it. */
function alternatives(text: string, ready: Pieces): { always: boolean; instead: number[] } {
  const [first, second] = new Lattice(text, ready).twoBest();
  if (!second) return { always: true, instead: [] };
  if (first!.length >= 2) return { always: false, instead: [] };
  return { always: true, instead: second };
}

function finished(pieces: readonly Piece[], required: ReadonlySet<string>, settings: UnigramSettings): TrainedUnigram {
  const known = new Map(pieces);
  const least = lowest(pieces);
  const out: Piece[] = [];
  let penalty = 0;
  for (const character of required) {
    const score = known.get(character);
    out.push([character, score ?? least + penalty]);
    if (score === undefined) penalty += 0.0001;
  }
  const at = settings.special_tokens.indexOf(settings.unk_token ?? "");
  const addsUnknown = settings.unk_token !== null && at < 0;
  const room = settings.vocab_size - settings.special_tokens.length - (addsUnknown ? 1 : 0);
  for (const [text, score] of pieces) {
    if (text === UNKNOWN || required.has(text)) continue;
    out.push([text, Number.isNaN(score) ? 0 : score]);
    if (out.length === room) break;
  }
  out.sort(([, a], [, b]) => b - a);
  const special = addsUnknown ? [settings.unk_token!, ...settings.special_tokens] : settings.special_tokens;
  return {
    vocab: [...special.map((token): Piece => [token, 0]), ...out],
    unk_id: settings.unk_token === null ? null : Math.max(at, 0),
  };
}

function digamma(of: number): number {
  let [x, result] = [of, 0];
  for (; x < 7; x += 1) result -= 1 / x;
  x -= 1 / 2;
  const two = 1 / (x * x);
  const four = two * two;
  return (
    result + (Math.log(x) + (1 / 24) * two - (7 / 960) * four + (31 / 8064) * four * two - (127 / 30720) * four * four)
  );
}
