/** All ways to cut a word into pieces: the best, the two best, and how often each piece is expected. */
import type { Trie } from "../trie.ts";
import { Heap } from "./heap.ts";

/** Pieces with the logarithms of their probabilities; piece 0 stands for what is unknown. */
export interface Pieces {
  trie: Trie;
  scores: Float64Array;
  unknown: number;
}

export class Lattice {
  readonly #size: number;
  /** By node: its piece, where it begins and ends, in UTF-16 units. Node 0 is the start, node 1 the end. */
  readonly #piece: number[] = [-1, -1];
  readonly #from: number[];
  readonly #to: number[];
  readonly #score: number[] = [0, 0];
  readonly #beginning: number[][];
  readonly #ending: number[][];
  readonly #best: number[] = [];
  readonly #before: number[] = [];

  constructor(word: string, { trie, scores, unknown }: Pieces) {
    const size = word.length;
    this.#size = size;
    this.#from = [0, size];
    this.#to = [0, size];
    this.#beginning = Array.from({ length: size + 1 }, () => []);
    this.#ending = Array.from({ length: size + 1 }, () => []);
    this.#beginning[size]!.push(1);
    this.#ending[0]!.push(0);
    for (let from = 0; from < size; ) {
      const next = from + (word.codePointAt(from)! > 0xffff ? 2 : 1);
      let single = false;
      let node = trie.step(0, word.charCodeAt(from));
      for (let to = from + 1; node > 0; node = to < size ? trie.step(node, word.charCodeAt(to)) : 0, to += 1) {
        const piece = trie.id(node);
        if (piece < 0) continue;
        this.#put(piece, from, to, scores[piece]!);
        single ||= to === next;
      }
      if (!single) this.#put(0, from, next, unknown);
      from = next;
    }
    this.#search();
  }

  #put(piece: number, from: number, to: number, score: number): void {
    const node = this.#piece.push(piece) - 1;
    this.#from.push(from);
    this.#to.push(to);
    this.#score.push(score);
    this.#beginning[from]!.push(node);
    this.#ending[to]!.push(node);
  }

  /** Viterbi: the best way to each node. */
  #search(): void {
    this.#best[0] = 0;
    this.#before[0] = -1;
    for (let at = 0; at <= this.#size; at += 1) {
      for (const right of this.#beginning[at]!) {
        let [best, before] = [0, -1];
        for (const left of this.#ending[at]!) {
          const score = this.#best[left]! + this.#score[right]!;
          if (before < 0 || score > best) [best, before] = [score, left];
        }
        this.#best[right] = best;
        this.#before[right] = before;
      }
    }
  }

  /** The pieces of the best way. */
  best(): number[] {
    const out: number[] = [];
    for (let node = this.#before[1]!; node > 0; node = this.#before[node]!) out.push(this.#piece[node]!);
    return out.reverse();
  }

  /** The pieces of the best way and of the second one, if there are two: from the end, by what is still to come. */
  twoBest(): number[][] {
    type Way = { node: number; next: Way | null; promise: number; sum: number };
    const ways = new Heap<Way>((a, b) => a.promise >= b.promise);
    ways.push({ node: 1, next: null, promise: 0, sum: 0 });
    const out: number[][] = [];
    for (let way = ways.pop(); way && out.length < 2; way = ways.pop()) {
      if (way.node === 0) {
        const pieces: number[] = [];
        for (let at = way.next!; at.next; at = at.next) pieces.push(this.#piece[at.node]!);
        out.push(pieces);
        continue;
      }
      for (const node of this.#ending[this.#from[way.node]!]!)
        ways.push({
          node,
          next: way,
          promise: this.#best[node]! + way.sum,
          sum: this.#score[node]! + way.sum,
        });
    }
    return out;
  }

  /** Adds to `expected`, by piece, how often it stands in this word of `frequency`, over all ways. */
  expect(frequency: number, expected: Float64Array): void {
    const alpha = new Float64Array(this.#piece.length);
    const beta = new Float64Array(this.#piece.length);
    for (let at = 0; at <= this.#size; at += 1)
      for (const right of this.#beginning[at]!)
        this.#ending[at]!.forEach((left, i) => {
          alpha[right] = added(alpha[right]!, this.#score[left]! + alpha[left]!, i === 0);
        });
    for (let at = this.#size; at >= 0; at -= 1)
      for (const left of this.#ending[at]!)
        this.#beginning[at]!.forEach((right, i) => {
          beta[left] = added(beta[left]!, this.#score[right]! + beta[right]!, i === 0);
        });
    for (let at = 0; at < this.#size; at += 1)
      for (const node of this.#beginning[at]!)
        expected[this.#piece[node]!]! +=
          frequency * Math.exp(alpha[node]! + this.#score[node]! + beta[node]! - alpha[1]!);
  }
}

/** log(exp(x) + exp(y)); `first`: there is no x yet. */
function added(x: number, y: number, first: boolean): number {
  if (first) return y;
  const [low, high] = x > y ? [y, x] : [x, y];
  return high > low + 50 ? high : high + Math.log(Math.exp(low - high) + 1);
}
