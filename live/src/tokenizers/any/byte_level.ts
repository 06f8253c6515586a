/** Texts in the characters that stand for their UTF-8 bytes. */
import { BYTES } from "../bytes.ts";
import { Builder } from "./aligned.ts";
import type { Piece } from "./pieces.ts";

/** Writes every piece that is no added token byte by byte, into one text. */
export function byteLevel(pieces: readonly Piece[]): Piece[] {
  const units = Uint16Array.from(
    [...BYTES].sort(([, a], [, b]) => a - b),
    ([character]) => character.charCodeAt(0),
  );
  const expected = pieces.reduce((sum, { from, to, id }) => sum + (id < 0 ? to - from : 0), 0);
  const out = new Builder(expected);
  const places: number[] = [];
  for (const { source, from, to, id } of pieces) {
    places.push(out.size);
    if (id >= 0) continue;
    for (let at = from; at < to; at += 1) {
      const code = source.text.codePointAt(at)!;
      const [start, end] = [source.starts[at]!, source.ends[at]!];
      if (code < 0x80) out.unit(units[code]!, start, end);
      else if (code < 0x800) {
        out.unit(units[0xc0 | (code >> 6)]!, start, end);
        out.unit(units[0x80 | (code & 63)]!, start, end);
      } else if (code < 0x10000) {
        out.unit(units[0xe0 | (code >> 12)]!, start, end);
        out.unit(units[0x80 | ((code >> 6) & 63)]!, start, end);
        out.unit(units[0x80 | (code & 63)]!, start, end);
      } else {
        out.unit(units[0xf0 | (code >> 18)]!, start, end);
        out.unit(units[0x80 | ((code >> 12) & 63)]!, start, end);
        out.unit(units[0x80 | ((code >> 6) & 63)]!, start, end);
        out.unit(units[0x80 | (code & 63)]!, start, end);
        at += 1;
      }
    }
  }
  places.push(out.size);
  const source = out.aligned(pieces[0]?.source.base ?? 0);
  return pieces.map((piece, i) => (piece.id >= 0 ? piece : { source, from: places[i]!, to: places[i + 1]!, id: -1 }));
}
