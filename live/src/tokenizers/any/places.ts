/**
 * Where a token lies in the text: from bytes of a pre-token to characters of the original, with the rules of the Rust
 * library.
 */
import type { Piece } from "./pieces.ts";

export class Places {
  readonly #text: string;
  /** Whether characters are units, and if not: characters before each unit. A list in any case, so that code for it stays. */
  readonly #plain: boolean;
  readonly #characters: Int32Array;
  #bytes: Int32Array | undefined;
  /** The pre-token at hand, and how far its bytes have been counted. */
  #piece: Piece | null = null;
  #byte = 0;
  #unit = 0;
  /** The bytes last asked for: a model may give the same place to thousands of tokens. */
  #lastFrom = -1;
  #lastTo = -1;

  constructor(text: string) {
    this.#text = text;
    this.#plain = !/[\ud800-\udfff]/.test(text);
    this.#characters = this.#plain ? new Int32Array(0) : counted(text, () => 1, 0);
  }

  begin(piece: Piece): void {
    this.#piece = piece;
    this.#byte = 0;
    this.#unit = piece.from;
    this.#lastFrom = this.#lastTo = -1;
  }

  /** Puts start and end of the bytes [from, to) of the pre-token behind `offsets`. */
  put(from: number, to: number, offsets: number[]): void {
    if (from === this.#lastFrom && to === this.#lastTo) return void offsets.push(...offsets.slice(-2));
    this.#lastFrom = from;
    this.#lastTo = to;
    const piece = this.#piece!;
    const { source } = piece;
    if (from < to) {
      const first = this.#seek(from);
      const last = this.#seek(to - 1);
      if (first >= 0 && last >= 0) return this.#characterOffsets(source.start(first), source.end(last), offsets);
      return this.#byteOffsets(from, to, offsets); // beyond its pre-token, a token keeps its count of bytes
    }
    const base = this.#byteOf(piece.from < source.text.length ? source.start(piece.from) : 0);
    this.#byteOffsets(base + from, base + to, offsets);
  }

  /** The same of units of the text that the pre-token is in. */
  putUnits(from: number, to: number, offsets: number[]): void {
    const { source } = this.#piece!;
    this.#characterOffsets(source.start(from), source.end(to - 1), offsets);
  }

  /**
   * The unit that holds a byte of the pre-token; -1 beyond its end. Bytes are asked for in rising order, now and then
   * one again.
   */
  #seek(byte: number): number {
    const { source, from, to } = this.#piece!;
    if (byte < this.#byte) [this.#byte, this.#unit] = [0, from];
    while (this.#unit < to) {
      const code = source.text.codePointAt(this.#unit)!;
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (byte < this.#byte + size) return this.#unit;
      this.#byte += size;
      this.#unit += code > 0xffff ? 2 : 1;
    }
    return -1;
  }

  #characterOffsets(start: number, end: number, offsets: number[]): void {
    if (start >= this.#text.length) this.#byteOffsets(this.#byteOf(start), this.#byteOf(end), offsets);
    else if (this.#plain) offsets.push(start, end);
    else offsets.push(this.#characters[start]!, this.#characters[end]!);
  }

  /** Bytes of the original as characters; where there is no such byte, they stay what they are. */
  #byteOffsets(from: number, to: number, offsets: number[]): void {
    const start = this.#characterOfByte(from);
    if (start < 0) return void offsets.push(from, to);
    const end = this.#characterOfByte(to);
    if (end >= 0) return void offsets.push(start, end);
    const last = this.#characterOfByte(to - 1);
    offsets.push(start, (last < 0 ? start + 1 : last) + 1);
  }

  #byteOf(unit: number): number {
    this.#bytes ??= counted(this.#text, (code) => (code < 0x80 ? 1 : code < 0x800 || code > 0xffff ? 2 : 3), 2);
    return this.#bytes[unit]!;
  }

  #characterOfByte(byte: number): number {
    this.#byteOf(0);
    const bytes = this.#bytes!;
    if (byte < 0 || byte >= bytes[this.#text.length]!) return -1;
    let [from, to] = [0, this.#text.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (bytes[middle + 1]! <= byte) from = middle + 1;
      else to = middle;
    }
    if (this.#plain) return from;
    const unit = this.#text.charCodeAt(from);
    return this.#characters[from]! - (unit >= 0xdc00 && unit < 0xe000 ? 1 : 0);
  }
}

/** Before each unit, how much of the text there is; `first`: of a character's first unit, and `second` of its second. */
function counted(text: string, first: (code: number) => number, second: number): Int32Array {
  const out = new Int32Array(text.length + 1);
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at)!;
    sum += first(code);
    out[at + 1] = sum;
    if (code <= 0xffff) continue;
    sum += second;
    at += 1;
    out[at + 1] = sum;
  }
  return out;
}
