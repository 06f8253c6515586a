/** A whole vocabulary in flat lists, for searching; tokens of the model as they are written, added ones by their names. */
import type { Pieces } from "./pieces.ts";
import { type Listed, SEPARATOR } from "./protocol.ts";

/** Tokens between two pauses: a few milliseconds. */
const PAUSE = 8_000;

export function* listed(pieces: Pieces): Generator<void, Listed> {
  const { ids } = pieces;
  const kinds = new Uint8Array(ids.length);
  const byteAt = new Uint32Array(ids.length + 1);
  const written: string[] = [];
  let all = new Uint8Array(1 << 20);
  for (let i = 0; i < ids.length; i += 1) {
    const id = ids[i]!;
    const { bytes, kind } = pieces.read(id);
    const [from, to] = [byteAt[i]!, byteAt[i]! + bytes.length];
    if (to > all.length) {
      const larger = new Uint8Array(Math.max(to, 2 * all.length));
      larger.set(all);
      all = larger;
    }
    all.set(bytes, from);
    byteAt[i + 1] = to;
    kinds[i] = kind;
    written.push(pieces.engine.token(id)!);
    if (i % PAUSE === PAUSE - 1) yield;
  }
  return { ids: ids.slice(), kinds, byteAt, spelt: all.slice(0, byteAt[ids.length]), written: written.join(SEPARATOR) };
}

/** Of each id, whether a text can give it: the text of the token, encoded, is the token. Those of added tokens are their names. */
export function* reached({ engine }: Pieces, ids: readonly number[]): Generator<void, boolean[]> {
  const out: boolean[] = [];
  for (const id of ids) {
    const text = engine.decode([id], false);
    const given = yield* engine.steps(text, { addSpecial: false });
    out.push(given.ids.length === 1 && given.ids[0] === id);
  }
  return out;
}
