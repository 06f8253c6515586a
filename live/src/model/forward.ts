/**
 * Ids in, one score for each entry of the vocabulary out, as scripts/course/model/forward.py: the names are the same.
 * Multiplications run in kernel.wat; everything lies in its memory.
 */
import type { Description, Sizes } from "./description.ts";
import { grow, type Kernel, Pieces } from "./kernel.ts";

/** Ids that are read at once: weights are unpacked once for all of them. */
export const AT_ONCE = 32;

const FLOAT = 4; // bytes

export class Net {
  readonly sizes: Sizes;
  /** Where the weights begin. */
  readonly weights: number;
  readonly #kernel: Kernel;
  readonly #tensors: Description["tensors"];
  readonly #at: Record<"x" | "normed" | "queries" | "new" | "gate" | "up" | "spare" | "scores" | "logits", number>;
  readonly #end: number;
  #floats = new Float32Array();
  /** Keys and values of the ids seen so far: for each layer and group, `#room` rows of each. */
  #cache = 0;
  #room = 0;
  #seen = 0;

  /** The weights are to be put at `weights` of the kernel's memory. Throws a RangeError where there is none. */
  constructor(kernel: Kernel, { sizes, tensors, bytes }: Description) {
    const { width, hidden, vocabulary } = sizes;
    this.sizes = sizes;
    this.#kernel = kernel;
    this.#tensors = tensors;
    const pieces = new Pieces(0);
    const rows = (size: number): number => pieces.take(AT_ONCE * size * FLOAT);
    this.#at = {
      x: rows(width),
      normed: rows(width),
      queries: rows(width),
      new: rows(width),
      gate: rows(hidden),
      up: rows(hidden),
      spare: pieces.take(hidden * FLOAT),
      scores: 0,
      logits: pieces.take(vocabulary * FLOAT),
    };
    this.weights = pieces.take(bytes);
    this.#end = pieces.end;
    grow(kernel, this.#end);
  }

  /** Forgets what it has seen, and has room for so many ids. Throws a RangeError where there is not. */
  begin(ids: number): void {
    const { layers, groups } = this.sizes;
    const pieces = new Pieces(this.#end);
    this.#room = ids;
    this.#seen = 0;
    this.#at.scores = pieces.take(ids * FLOAT);
    this.#cache = pieces.take(2 * layers * groups * ids * this.#head * FLOAT);
    grow(this.#kernel, pieces.end);
    this.#floats = new Float32Array(this.#kernel.memory.buffer);
  }

  get #head(): number {
    return this.sizes.width / this.sizes.heads;
  }

  /** Reads up to AT_ONCE ids more: scores of what may come after the last. The list is overwritten by the next call. */
  forward(ids: readonly number[]): Float32Array {
    const { layers, width, vocabulary } = this.sizes;
    const { x, normed, spare, logits } = this.#at;
    const n = ids.length;
    const [kind, table] = this.#tensor("token_embd.weight");
    const blocks = width / 32;
    const row = this.#bytes(kind, width);
    ids.forEach((id, i) => void this.#kernel.unpack(kind, table + id * row, x + i * width * FLOAT, blocks));
    for (let layer = 0; layer < layers; layer++) {
      this.#norm(x, `blk.${layer}.attn_norm.weight`, n);
      this.#attention(layer, n);
      this.#norm(x, `blk.${layer}.ffn_norm.weight`, n);
      this.#feedForward(layer, n);
    }
    this.#seen += n;
    this.#norm(x + (n - 1) * width * FLOAT, "output_norm.weight", 1);
    this.#kernel.multiply(kind, table, vocabulary, width, normed, 1, logits, spare);
    return this.#floats.subarray(logits / FLOAT, logits / FLOAT + vocabulary);
  }

  /** Each id looks at those before it. */
  #attention(layer: number, n: number): void {
    const { width, heads, groups } = this.sizes;
    const { normed, queries, new: fresh, gate, scores } = this.#at;
    const head = this.#head;
    this.#times(`blk.${layer}.attn_q`, width, normed, width, n, queries);
    this.#rotate(queries, heads, n);
    for (const [part, name] of ["attn_k", "attn_v"].entries()) {
      this.#times(`blk.${layer}.${name}`, groups * head, normed, width, n, fresh);
      if (!part) this.#rotate(fresh, groups, n);
      this.#remember(layer, part, n);
    }
    for (let i = 0; i < n; i++) {
      const seen = this.#seen + i + 1; // nobody sees what comes later
      for (let h = 0; h < heads; h++) {
        const group = Math.floor((h * groups) / heads);
        const place = (i * heads + h) * head * FLOAT;
        this.#kernel.dots(queries + place, head, this.#rows(layer, 0, group), seen, scores, FLOAT);
        this.#softmax(scores, seen, Math.sqrt(head));
        this.#kernel.mix(scores, seen, this.#rows(layer, 1, group), head, gate + place);
      }
    }
    this.#times(`blk.${layer}.attn_output`, width, gate, width, n, fresh);
    this.#add(fresh, n);
  }

  /** Each id by itself. */
  #feedForward(layer: number, n: number): void {
    const { width, hidden } = this.sizes;
    const { normed, new: fresh, gate, up } = this.#at;
    const floats = this.#floats;
    this.#times(`blk.${layer}.ffn_gate`, hidden, normed, width, n, gate);
    this.#times(`blk.${layer}.ffn_up`, hidden, normed, width, n, up);
    for (let i = 0, a = gate / FLOAT, b = up / FLOAT; i < n * hidden; i++, a++, b++)
      floats[a] = (floats[a]! / (1 + Math.exp(-floats[a]!))) * floats[b]!;
    this.#times(`blk.${layer}.ffn_down`, width, gate, hidden, n, fresh);
    this.#add(fresh, n);
  }

  #times(name: string, rows: number, xs: number, width: number, n: number, out: number): void {
    const [kind, weights] = this.#tensor(`${name}.weight`);
    this.#kernel.multiply(kind, weights, rows, width, xs, n, out, this.#at.spare);
  }

  #add(from: number, n: number): void {
    const floats = this.#floats;
    const [to, added] = [this.#at.x / FLOAT, from / FLOAT];
    for (let i = 0; i < n * this.sizes.width; i++) floats[to + i]! += floats[added + i]!;
  }

  #norm(from: number, name: string, n: number): void {
    const { width, epsilon } = this.sizes;
    const floats = this.#floats;
    const weight = this.#tensor(name)[1] / FLOAT;
    for (let i = 0, a = from / FLOAT, to = this.#at.normed / FLOAT; i < n; i++, a += width, to += width) {
      let squares = 0;
      for (let j = 0; j < width; j++) squares += floats[a + j]! ** 2;
      const scale = 1 / Math.sqrt(squares / width + epsilon);
      for (let j = 0; j < width; j++) floats[to + j] = floats[a + j]! * scale * floats[weight + j]!;
    }
  }

  /** Turns neighbouring numbers, as points of a plane, by angles that grow with the place. */
  #rotate(from: number, heads: number, n: number): void {
    const floats = this.#floats;
    const head = this.#head;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < head; j += 2) {
        const angle = (this.#seen + i) * this.sizes.base ** (-j / head);
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        for (let h = 0, at = from / FLOAT + i * heads * head + j; h < heads; h++, at += head) {
          const [left, right] = [floats[at]!, floats[at + 1]!];
          floats[at] = left * cos - right * sin;
          floats[at + 1] = left * sin + right * cos;
        }
      }
  }

  #softmax(at: number, n: number, divisor: number): void {
    const scores = this.#floats.subarray(at / FLOAT, at / FLOAT + n);
    let most = -Infinity;
    for (let i = 0; i < n; i++) most = Math.max(most, scores[i]!);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += scores[i] = Math.exp((scores[i]! - most) / divisor);
    for (let i = 0; i < n; i++) scores[i]! /= sum;
  }

  /** Puts n new rows of keys (part 0) or values (1) behind those of a layer. */
  #remember(layer: number, part: number, n: number): void {
    const { groups } = this.sizes;
    const head = this.#head;
    const fresh = this.#at.new / FLOAT;
    for (let group = 0; group < groups; group++) {
      const rows = this.#rows(layer, part, group) / FLOAT;
      for (let i = 0; i < n; i++) {
        const from = fresh + (i * groups + group) * head;
        this.#floats.copyWithin(rows + (this.#seen + i) * head, from, from + head);
      }
    }
  }

  #rows(layer: number, part: number, group: number): number {
    return this.#cache + ((layer * 2 + part) * this.sizes.groups + group) * this.#room * this.#head * FLOAT;
  }

  #tensor(name: string): [kind: number, at: number] {
    const [kind, start] = this.#tensors[name]!;
    return [kind, this.weights + start];
  }

  /** Of a row in blocks. */
  #bytes(kind: number, width: number): number {
    return (width / 32) * (kind === 3 ? 20 : 34);
  }
}
