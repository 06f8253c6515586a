/** From tokens back to the characters of the text. */
import type { Normalized } from "./normalize.ts";
import { byteLength } from "./unicode.ts";

/** Where the bytes of a stretch of normalised text came from; `take` hands them out from the left. */
export class ByteOrigins {
  readonly #units: Uint32Array;
  #next = 0;

  constructor(readonly normal: Normalized, from: number, to: number) {
    const piece = normal.text.slice(from, to);
    this.#units = new Uint32Array(byteLength(piece));
    let at = 0;
    for (let i = 0; i < piece.length;) {
      const code = piece.codePointAt(i)!;
      const bytes = code > 0xffff ? 4 : code > 0x7ff ? 3 : code > 0x7f ? 2 : 1;
      this.#units.fill(from + i, at, at + bytes);
      at += bytes;
      i += code > 0xffff ? 2 : 1;
    }
  }

  /**
   * The origins of tokens with these `sizes` out of the next `total` bytes. Where a pre-token lost characters, the Rust
   * library goes on counting without them, in the UTF-8 bytes of the byte-level spelling (`spelt`: pre-token, tokens).
   */
  takeAll(sizes: number[], total: number, spelt: () => [string, string[]]): [number, number][] {
    const first = this.#next;
    const spans = sizes.map((size) => this.take(size));
    if (this.#next - first === total) return spans;
    const [preToken, tokens] = spelt();
    const units = Array.from(preToken).flatMap((character, i) => new Array<number>(byteLength(character)).fill(this.#units[first + i] ?? 0));
    this.#next = first + total;
    let at = 0;
    return tokens.map((token) => {
      const start = units[at] ?? 0;
      at += byteLength(token);
      return [this.normal.starts[start]!, this.normal.ends[units[at - 1] ?? start]!];
    });
  }

  /** [start, end) in the original of the next `count` bytes. */
  take(count: number): [number, number] {
    const first = this.#units[this.#next] ?? 0;
    this.#next += count;
    const last = this.#units[this.#next - 1] ?? first;
    return [this.normal.starts[first]!, this.normal.ends[last]!];
  }

  get done(): boolean {
    return this.#next === this.#units.length;
  }
}

/** Turns positions in UTF-16 units into positions in characters, in place. */
export function inCharacters(text: string, positions: number[]): void {
  if (!/[\ud800-\udfff]/.test(text)) return;
  const characters = new Uint32Array(text.length + 1);
  for (let i = 0; i < text.length; i += 1) {
    const half = text.charCodeAt(i) >= 0xdc00 && text.charCodeAt(i) < 0xe000;
    characters[i + 1] = characters[i]! + (half ? 0 : 1);
  }
  for (let i = 0; i < positions.length; i += 1) positions[i] = characters[positions[i]!]!;
}
