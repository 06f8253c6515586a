/** The ids of a chat whose control tokens were marked as ordinary text (`sanitize_control_tokens` of transformers). */

import type { AddedToken } from "./added.ts";
import type { Encoded } from "./output.ts";

export const START = "\u{f0000}"; // private-use characters around a control token of the reader's
export const END = "\u{f0001}";

export const MARKERS = new RegExp(`[${START}${END}]`, "gu");

/** A text as a pattern that matches it and nothing else. */
export const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Tokens with their places in characters, without what a tokenizer puts around a text. */
export type Placed = Omit<Encoded, "tokens">;

/** What this needs of a tokenizer, whichever engine runs it. */
export interface Markable {
  added(): [number, AddedToken][];
  id(token: string): number | undefined;
  steps(text: string): Generator<void, Placed>;
  normalize(text: string): string;
  preTokenize(normalized: string): [preToken: string, start: number, end: number][];
  idsOf(preToken: string): readonly number[];
}

/**
 * `offsets` are those of the chat without markers. Throws an Error for what cannot be made plain.
 * Mirrors live/python/transformers/_sanitize.py.
 */
export function* encodeMarked(tokenizer: Markable, chat: string): Generator<void, Placed> {
  const tokens = tokenizer
    .added()
    .map(([, token]) => token.content)
    .sort((a, b) => b.length - a.length);
  const marked = new RegExp(`${START}(${tokens.map(escapePattern).join("|") || "(?!)"})${END}|[${START}${END}]`, "gu");
  const out: Placed = { ids: [], starts: [], ends: [], words: [] };
  let place = 0;
  const take = (found: Placed, text: string): void => {
    const words = (out.words.at(-1) ?? -1) + 1;
    for (let i = 0; i < found.ids.length; i += 1) {
      out.ids.push(found.ids[i]!);
      out.starts.push(found.starts[i]! + place);
      out.ends.push(found.ends[i]! + place);
      out.words.push(found.words[i]! + words);
    }
    for (const _ of text) place += 1;
  };
  const newline = (yield* tokenizer.steps("\n")).ids;
  // After a newline, because a Metaspace tokenizer puts a space at the start of a text.
  function* continued(text: string, encode: (text: string) => Generator<void, Placed>): Generator<void, Placed> {
    const after = yield* encode(`\n${text}`);
    if (!newline.every((id, i) => after.ids[i] === id)) return yield* encode(text);
    const rest = (list: number[], less: number): number[] =>
      list.slice(newline.length).map((at) => Math.max(0, at - less));
    return {
      ids: after.ids.slice(newline.length),
      starts: rest(after.starts, 1),
      ends: rest(after.ends, 1),
      words: rest(after.words, 0),
    };
  }
  let first = true;
  function* piece(text: string, plain: boolean): Generator<void, void> {
    if (!text && !first) return;
    if (first) take(yield* tokenizer.steps(text), text);
    else {
      const found = yield* continued(
        text,
        plain ? (part) => withoutAdded(tokenizer, part) : (part) => tokenizer.steps(part),
      );
      if (plain && found.ids.includes(tokenizer.id(text)!))
        throw new Error(`ValueError: Can't sanitize '${text}': the tokenizer produces it from plain text`);
      take(found, text);
    }
    first = false;
  }
  let at = 0;
  for (const match of chat.matchAll(marked)) {
    yield* piece(chat.slice(at, match.index), false);
    if (match[1]) yield* piece(match[1], true);
    at = match.index + match[0].length;
    yield;
  }
  yield* piece(chat.slice(at), false);
  return out;
}

/** Plain text, without looking for any added token. */
function* withoutAdded(tokenizer: Markable, text: string): Generator<void, Placed> {
  const out: Placed = { ids: [], starts: [], ends: [], words: [] };
  tokenizer.preTokenize(tokenizer.normalize(text)).forEach(([part, start, end], word) => {
    for (const id of tokenizer.idsOf(part)) {
      out.ids.push(id);
      out.starts.push(start);
      out.ends.push(end);
      out.words.push(word);
    }
  });
  return out;
}
