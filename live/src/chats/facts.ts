/** What the build knows of every tokenizer's chats (live/build/chats.mjs). */
import type { ChatModel } from "./chat_model.ts";

/** An added token; or several in a row that differ only in a number: Gemma 3 has six thousand. `special`: 1 or 0. */
type Packed =
  | readonly [content: string, special: number]
  | readonly [before: string, special: number, after: string, from: number, to: number];

declare const CHAT_FACTS: Record<string, Omit<ChatModel, "added"> & { added: readonly Packed[] }>;

export function chatFacts(repo: string): ChatModel {
  const { added = [], ...facts } = CHAT_FACTS[repo] ?? { template: null, specials: {} };
  return { ...facts, added: added.flatMap(unpacked) };
}

function unpacked([before, special, after, from = 0, to = 0]: Packed): ChatModel["added"] {
  const contents =
    after === undefined ? [before] : Array.from({ length: to - from + 1 }, (_, k) => before + (from + k) + after);
  return contents.map((content) => ({ content, special: special === 1 }));
}
