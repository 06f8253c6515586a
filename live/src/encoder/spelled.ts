/** Ids as tokens and text, wherever they come from: what is no token, what is no whole character, whether text gives them again. */
import { utf8 } from "../tokenizers/unicode.ts";
import type { Pieces } from "./pieces.ts";
import { Kind, type Spelled, type SpelledItem } from "./protocol.ts";

/** Items between two pauses. */
const PAUSE = 20_000;
/** Strange ids and broken tokens that are listed. */
const LISTED = 200;

/** `items`: an id, or the bytes of a token whose id the tokenizer has to say. */
export function* spelled(pieces: Pieces, items: readonly SpelledItem[]): Generator<void, Omit<Spelled, "ms">> {
  const { engine } = pieces;
  const byBytes = items.some((item) => typeof item !== "number") ? idsByBytes(pieces) : null;
  const found: number[] = [];
  let unfound = 0;
  for (const item of items) {
    const id = typeof item === "number" ? item : byBytes!.get(keyOf(item));
    if (id === undefined) unfound += 1;
    else found.push(id);
  }
  yield;
  const ids = Uint32Array.from(found);
  const kinds = new Uint8Array(ids.length);
  const byteAt = new Uint32Array(ids.length + 1);
  const parts: Uint8Array[] = [];
  const strange: Spelled["strange"] = [];
  const top = pieces.top;
  let [beyond, holes] = [0, 0];
  for (let i = 0; i < ids.length; i += 1) {
    const id = ids[i]!;
    const known = engine.token(id) !== undefined;
    const piece = known ? pieces.piece(id) : { bytes: utf8(""), kind: Kind.none };
    if (!known) {
      if (id >= top) beyond += 1;
      else holes += 1;
      if (strange.length < LISTED) strange.push({ at: i, id, beyond: id >= top });
    }
    kinds[i] = piece.kind;
    parts.push(piece.bytes);
    byteAt[i + 1] = byteAt[i]! + piece.bytes.length;
    if (i % PAUSE === PAUSE - 1) yield;
  }
  const bytes = new Uint8Array(byteAt[ids.length]!);
  for (const [i, part] of parts.entries()) bytes.set(part, byteAt[i]);
  const { starts, ends, broken } = places(bytes, byteAt, kinds);
  yield;
  const list = [...ids];
  const text = engine.decode(list, false);
  yield;
  const plain = engine.decode(list, true);
  const again = yield* shareAgain(pieces, list, text);
  const tokens = { ids, starts, ends, words: new Uint32Array(ids.length), kinds, byteAt, bytes, ms: 0 };
  return {
    tokens,
    text,
    plain,
    top,
    beyond,
    holes,
    unfound,
    strange,
    broken: broken.slice(0, LISTED),
    brokenCount: broken.length,
    again,
  };
}

/** Bytes, one a character, to the id that has them; of two the lower one, and special tokens by their names. */
function idsByBytes(pieces: Pieces): Map<string, number> {
  const out = new Map<string, number>();
  for (const id of pieces.ids) {
    const key = keyOf(pieces.read(id).bytes);
    if (!out.has(key)) out.set(key, id);
  }
  return out;
}

const LATIN = new TextDecoder("latin1");
/** Each byte as a character of its own; a function takes no list of a hundred thousand. */
const keyOf = (bytes: ArrayLike<number>): string => LATIN.decode(Uint8Array.from(bytes));

/** The characters that tokens hold, counted through all of them, and the tokens with bytes that make none. */
function places(bytes: Uint8Array, byteAt: Uint32Array, kinds: Uint8Array) {
  const character = new Uint32Array(bytes.length + 1);
  const bad = new Uint8Array(bytes.length);
  let count = 0;
  for (let i = 0; i < bytes.length; count += 1) {
    const size = wholeAt(bytes, i);
    if (!size) bad[i] = 1;
    for (let end = i + (size || 1); i < end; i += 1) character[i] = count;
  }
  character[bytes.length] = count;
  const starts = new Uint32Array(kinds.length);
  const ends = new Uint32Array(kinds.length);
  const broken: number[] = [];
  for (let i = 0; i < kinds.length; i += 1) {
    const [from, to] = [byteAt[i]!, byteAt[i + 1]!];
    starts[i] = character[from]!;
    ends[i] = to > from ? character[to - 1]! + 1 : starts[i]!;
    if (bad.subarray(from, to).includes(1)) broken.push(i);
  }
  return { starts, ends, broken };
}

/** The length of the UTF-8 character that begins at i; 0 where none does. */
function wholeAt(bytes: Uint8Array, i: number): number {
  const first = bytes[i]!;
  if (first < 0x80) return 1;
  const size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  for (let k = 1; k < size; k += 1) {
    const byte = bytes[i + k];
    if (byte === undefined || byte >> 6 !== 2) return 0;
  }
  const second = bytes[i + 1] ?? 0;
  const outside =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second >= 0xa0) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second >= 0x90);
  return outside ? 0 : size;
}

/** Which share of the ids the tokenizer gives for their text: from the beginning and from the end, up to where they differ. */
function* shareAgain({ engine }: Pieces, ids: readonly number[], text: string): Generator<void, number> {
  if (!ids.length) return 0;
  const { ids: others } = yield* engine.steps(text, { addSpecial: false });
  const least = Math.min(ids.length, others.length);
  let [head, tail] = [0, 0];
  while (head < least && ids[head] === others[head]) head += 1;
  while (tail < least - head && ids[ids.length - 1 - tail] === others[others.length - 1 - tail]) tail += 1;
  return (head + tail) / Math.max(ids.length, others.length);
}
