/** Calls that stand for a value: dict(role="user"), array([…], dtype=object), Message(role="user", content="Hi"). */
import { Dict, isStr, List, type Value } from "../jinja/values.ts";

/** What a call gives; undefined where its arguments are not those of such a call. */
export type Made = (positional: readonly Value[], keywords: readonly [string, Value][]) => Value | undefined;

/** Whose messages have no role beside their text: LangChain's classes, and others' of the same names. */
const ROLES: Record<string, string> = {
  HumanMessage: "user",
  UserMessage: "user",
  AIMessage: "assistant",
  AIMessageChunk: "assistant",
  AssistantMessage: "assistant",
  SystemMessage: "system",
  ToolMessage: "tool",
};

const dict: Made = (positional, keywords) => {
  const made = new Dict();
  const [first] = positional;
  if (positional.length > 1) return undefined;
  if (first instanceof Dict) for (const [key, value] of first.entries()) made.set(key, value);
  else if (first instanceof List)
    for (const pair of first.items) {
      if (!(pair instanceof List) || pair.items.length !== 2 || !isStr(pair.items[0]!)) return undefined;
      made.set(pair.items[0]!, pair.items[1]!);
    }
  else if (first !== undefined) return undefined;
  for (const [key, value] of keywords) made.set(key, value);
  return made;
};

const listed: Made = ([first, ...others], keywords) =>
  first instanceof List && !others.length && !keywords.length ? first : undefined;

/** The fields that an object was made of, as its print shows them. */
const fieldsOf =
  (name: string): Made =>
  (positional, keywords) => {
    if (positional.length || !keywords.length) return undefined;
    const role = Object.hasOwn(ROLES, name) && !keywords.some(([key]) => key === "role") ? ROLES[name]! : null;
    return Dict.of([...(role === null ? [] : ([["role", role]] as [string, Value][])), ...keywords]);
  };

/** Null for a function, which nobody runs here. */
export function ofCall(word: string): Made | null {
  const name = word.split(".").at(-1)!;
  if (name === "dict" || name === "OrderedDict") return dict;
  if (name === "array" || name === "list" || name === "tuple") return listed;
  return /^\p{Lu}/u.test(name) ? fieldsOf(name) : null;
}
