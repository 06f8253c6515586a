/** Which tokens of a conversation a training learns from (pure). A mask has 1 for those, 0 for the others. */
import { trailingSpace } from "../jinja/space.ts";
import { firstPlace } from "./ordered.ts";

/** Tokens with their characters (code points) [start, end) of the prompt. */
export interface Placed {
  ids: ArrayLike<number>;
  starts: ArrayLike<number>;
  ends: ArrayLike<number>;
}

/** [from, to) in characters. */
export type Stretch = readonly [from: number, to: number];

/** An assistant's turn. `header`: what `add_generation_prompt` writes before it. */
export interface Turn {
  /** Of its message. */
  index: number;
  header: Stretch | null;
  /** Its text with what closes it, without the white space behind; null where the whole prompt has it in another way. */
  body: Stretch | null;
}

/**
 * The mask that `return_assistant_tokens_mask=True` gives since transformers 5.24, step by step: the tokens that overlap
 * a block. Blocks are taken in their order, and one whose end a token has passed does not come back.
 */
export function maskOfBlocks({ ids, starts, ends }: Placed, blocks: readonly Stretch[]): Uint8Array {
  const mask = new Uint8Array(ids.length);
  let at = 0;
  for (let i = 0; i < mask.length; i += 1) {
    while (at < blocks.length && starts[i]! >= blocks[at]![1]) at += 1;
    if (at === blocks.length) break;
    mask[i] = Number(ends[i]! > blocks[at]![0]);
  }
  return mask;
}

/** The tokens that begin in a turn's text. */
export function maskOfTurns(tokens: Placed, turns: readonly Turn[]): Uint8Array {
  const mask = new Uint8Array(tokens.ids.length);
  for (const { body } of turns) if (body) for (const i of inside(tokens, body)) mask[i] = 1;
  return mask;
}

/** The tokens from behind each response mark to the next instruction mark, or the end. */
export function maskOfMarks(
  ids: ArrayLike<number>,
  instruction: readonly number[],
  response: readonly number[],
): Uint8Array {
  const mask = new Uint8Array(ids.length);
  if (!response.length) return mask;
  let trained = false;
  for (let i = 0; i < ids.length; ) {
    const mark = stands(ids, i, response) ? response : stands(ids, i, instruction) ? instruction : null;
    if (mark) {
      trained = mark === response;
      i += mark.length;
    } else {
      mask[i] = Number(trained);
      i += 1;
    }
  }
  return mask;
}

function stands(ids: ArrayLike<number>, at: number, mark: readonly number[]): boolean {
  return mark.length > 0 && at + mark.length <= ids.length && mark.every((id, i) => ids[at + i] === id);
}

/** Its last stretch of trained tokens alone. */
export function lastOnly(mask: Uint8Array): Uint8Array {
  const to = mask.lastIndexOf(1) + 1;
  const from = mask.lastIndexOf(0, to - 1) + 1;
  return mask.map((trained, i) => (i >= from && i < to ? trained : 0));
}

/** The tokens that begin in a stretch; tokens stand in the order of the text. */
export function inside({ starts }: Placed, [from, to]: Stretch): number[] {
  const out: number[] = [];
  for (let i = firstPlace(starts.length, (i) => starts[i]! >= from); i < starts.length && starts[i]! < to; i += 1)
    out.push(i);
  return out;
}

/**
 * Where the turns of the assistant stand. By index of its message: how long the prompt before it is, the same with the
 * generation prompt, and the prompt with it, in UTF-16 units; null where a call failed, or where the whole prompt does
 * not begin so.
 */
export function turnsOf(
  whole: string,
  asked: readonly { index: number; before: number | null; header: number | null; after: number | null }[],
): Turn[] {
  const at = placesIn(whole);
  return asked.map(({ index, before, header, after }): Turn => {
    const headed = header !== null && before !== null && before <= header;
    const ends = header !== null && after !== null && header <= after;
    return {
      index,
      header: headed ? [at(before), at(header)] : null,
      body: ends ? [at(header), at(trailingSpace(whole.slice(0, after)))] : null,
    };
  });
}

/** How many characters (code points) stand before a place. */
function placesIn(text: string): (unit: number) => number {
  if (!/[\ud800-\udfff]/.test(text)) return (unit) => unit;
  const counts = new Uint32Array(text.length + 1);
  let count = 0;
  for (let unit = 0; unit < text.length; unit += 1) {
    counts[unit] = count;
    const pair = text.codePointAt(unit)! > 0xffff;
    if (pair) counts[(unit += 1)] = count;
    count += 1;
  }
  counts[text.length] = count;
  return (unit) => counts[unit]!;
}

/** The marks of a template, from small conversations: a question; with the answer; and with the next question. */
export function marksOf(
  question: string | null,
  asked: string | null,
  answered: string | null,
  next: string | null,
  words: { answer: string; next: string },
): { instruction: string; response: string } | null {
  if (question === null || asked === null || answered === null || next === null) return null;
  if (!asked.startsWith(question)) return null;
  const closing = answered.slice(answered.lastIndexOf(words.answer) + words.answer.length);
  const from = next.lastIndexOf(words.answer) + words.answer.length;
  const between = next.slice(from, next.lastIndexOf(words.next));
  const instruction = between.startsWith(closing) ? between.slice(closing.length) : between;
  return { instruction, response: asked.slice(question.length) };
}
