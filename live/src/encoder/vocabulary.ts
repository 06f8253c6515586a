/** A whole vocabulary in flat lists, for searching; tokens of the model as they are written, added ones by their names. */
import type { Pieces } from "./pieces.ts";
import { Kind, type Listed, SEPARATOR } from "./protocol.ts";

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

/** What is put before and after the text of a token that is no token alone. */
export const HEADS = ["", "a", " ", "\n", "1", "."] as const;
export const TAILS = ["", "a", " ", "\n"] as const;
/** Where parts of characters are looked for: all of the first plane, without halves of pairs, and emoji. */
export const PLANES = [
  [0, 0xd800],
  [0xe000, 0x10000],
  [0x1f000, 0x1fb00],
] as const;
/** Characters of one text. */
export const AT_ONCE = 0x100;

/** Whether a text gives an id, as far as texts were tried. */
export const Reach = { none: 0, context: 1, alone: 2 } as const;

/**
 * Of each id: its text alone gives it; or only with something beside it; or, where it is a part of a character, one of many
 * characters does. Names of added tokens are their texts.
 */
export function* reached(pieces: Pieces, ids: readonly number[]): Generator<void, number[]> {
  const { engine } = pieces;
  const given = function* (text: string): Generator<void, readonly number[]> {
    return (yield* engine.steps(text, { addSpecial: false })).ids;
  };
  const out: number[] = [];
  for (const id of ids) {
    const alone = yield* given(engine.decode([id], false));
    const is = alone.length === 1 && alone[0] === id;
    out.push(is ? Reach.alone : (yield* inContext(pieces, id, given)) ? Reach.context : Reach.none);
  }
  return out;
}

type Given = (text: string) => Generator<void, readonly number[]>;

function* inContext(pieces: Pieces, id: number, given: Given): Generator<void, boolean> {
  const { bytes, kind } = pieces.read(id);
  if (kind === Kind.part) return (pieces.ofCharacters ??= yield* ofCharacters(given)).has(id);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  for (const head of HEADS) for (const tail of TAILS) if ((yield* given(head + text + tail)).includes(id)) return true;
  return false;
}

/** The ids of characters, each on a line of its own and after a space. */
function* ofCharacters(given: Given): Generator<void, Set<number>> {
  const out = new Set<number>();
  for (const [first, end] of PLANES)
    for (let from = first; from < end; from += AT_ONCE) {
      const twice = Array.from({ length: AT_ONCE }, (_, k) => String.fromCodePoint(from + k, 0x20, from + k));
      for (const id of yield* given(twice.join("\n"))) out.add(id);
      yield;
    }
  return out;
}
