/** Turns that other formats write in their own way. */
import { Dict, isStr, List, stringOf, type Value } from "../../jinja/values.ts";

const SPEAKERS: Record<string, string> = {
  human: "user",
  user: "user",
  gpt: "assistant",
  chatgpt: "assistant",
  bing: "assistant",
  bard: "assistant",
  model: "assistant",
  ai: "assistant",
  assistant: "assistant",
  system: "system",
  tool: "tool",
  function_response: "tool",
  observation: "tool",
  function_call: "assistant",
};

const roleOf = (speaker: string): string => (Object.hasOwn(SPEAKERS, speaker) ? SPEAKERS[speaker]! : speaker);

/** Turns as ShareGPT writes them. */
export const isForeign = (value: List): boolean =>
  value.items.length > 0 &&
  value.items.every((item) => item instanceof Dict && item.has("from") && item.has("value") && !item.has("role"));

export function fromForeign(turn: Dict): Dict {
  const others = turn.entries().filter(([key]) => !["from", "value"].includes(stringOf(key)));
  return Dict.of([["role", roleOf(stringOf(turn.get("from")))], ["content", turn.get("value")!], ...others]);
}

/** Turns as pairs of a role and a text, as LangChain takes them. */
export const isPairs = (value: List): boolean =>
  value.items.length > 0 &&
  value.items.every(
    (item) =>
      item instanceof List &&
      item.items.length === 2 &&
      item.items.every(isStr) &&
      Object.hasOwn(SPEAKERS, stringOf(item.items[0])),
  );

export function fromPairs(turn: Value): Dict {
  const [speaker, content] = (turn as List).items;
  return Dict.of(Object.entries({ role: roleOf(stringOf(speaker)), content: content! }));
}
