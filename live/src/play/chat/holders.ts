/** Where in a value the conversation is: rows of data sets, requests to servers and their answers, logged calls. */
import { readLiterals } from "../../chats/literal.ts";
import { LiteralError } from "../../chats/literal_words.ts";
import { raw } from "../../jinja/text.ts";
import { Dict, isStr, List, stringOf, type Value } from "../../jinja/values.ts";
import { besideOf, written } from "./beside_messages.ts";
import { fromForeign, fromPairs, isForeign, isPairs } from "./foreign.ts";
import type { State } from "./shape.ts";
import { READ } from "./texts.ts";
import { type Wrong, wrongList } from "./wrong.ts";

/**
 * `text`: as strict JSON; the given text where it was that. `said`: how it was read, null where there is nothing to
 * say.
 */
export interface Reading {
  text: string;
  /** What stood beside the conversation: tools, variables, arguments. */
  beside: Partial<State>;
  said: string | null;
}

export const as = (text: string, said: readonly string[] = [], beside: Partial<State> = {}): Reading => ({
  text,
  beside,
  said: said.join(" ") || null,
});
export const names = (dict: Dict): string[] => dict.entries().map(([key]) => stringOf(key));

/** Where a dictionary holds messages, the most usual first. */
const HOLDERS = ["messages", "conversations", "conversation", "input", "prompt", "chosen"];
/** What is put in front as a system message: Anthropic's requests and data sets, OpenAI's Responses. */
const SYSTEM = ["system", "instructions"];
/** Logged calls have their request within others, no deeper. */
const DEEPEST = 4;

/** Null where `value` holds no conversation. */
export function taken(given: Value, said: readonly string[]): Reading | Wrong | null {
  const value = opened(given);
  if (value !== given) return taken(value, [...said, READ.inText]);
  if (value instanceof Dict)
    return value.has("role") && (value.has("content") || value.has("tool_calls"))
      ? taken(new List([value]), said)
      : ofDict(value, said);
  if (!(value instanceof List)) return null;
  if (isRows(value)) {
    return ofDict(value.items[0] as Dict, value.items.length > 1 ? [...said, READ.row(1, value.items.length)] : said);
  }
  const { list, how } = ownForm(value);
  return wrongList(list) ?? as(written(list), [...said, ...how]);
}

/** What a text holds where it is JSON or a literal itself; otherwise the value. */
export function opened(value: Value): Value {
  if (!isStr(value) || !/^\s*[[{]/.test(raw(value))) return value;
  try {
    const { values } = readLiterals(raw(value));
    return values.length === 1 ? values[0]!.value : value;
  } catch (error) {
    if (error instanceof LiteralError) return value;
    throw error;
  }
}

/** Messages with role and content, whatever they were. */
function ownForm(value: List): { list: List; how: string[] } {
  if (isForeign(value)) return { list: new List((value.items as Dict[]).map(fromForeign)), how: [READ.foreign] };
  if (isPairs(value)) return { list: new List(value.items.map(fromPairs)), how: [READ.pairs] };
  return { list: value, how: [] };
}

/** Rows of a data set, each with a conversation of its own. */
export function isRows(value: Value): boolean {
  if (!(value instanceof List)) return false;
  const [first] = value.items;
  return (
    first instanceof Dict &&
    !first.has("role") &&
    value.items.every((item) => item instanceof Dict) &&
    holder(first) !== undefined
  );
}

const listAt = (dict: Dict, name: string): List | null => {
  const value = opened(dict.get(name) ?? null);
  return value instanceof List && (value.items.length || dict.get(name) === value) ? value : null;
};

/** The name of the field that holds the messages. */
const holder = (dict: Dict): string | undefined => HOLDERS.find((name) => listAt(dict, name));

/** `main`: the name of the field that holds the messages, where another than the usual ones does. */
export function ofDict(dict: Dict, said: readonly string[], main = holder(dict), path = ""): Reading | Wrong | null {
  const choices = dict.get("choices"); // an answer of a server
  const choice = choices instanceof List ? choices.items[0] : undefined;
  const answer = choice instanceof Dict ? choice.get("message") : undefined;
  if (answer instanceof Dict) return answered(dict, answer, said);
  if (main === undefined) return within(dict, said, path);
  const used = [main];
  const { list, how } = ownForm(listAt(dict, main)!);
  const parts = [...list.items];
  const completion = dict.get("completion");
  if (main === "prompt" && completion instanceof List) used.push("completion"), parts.push(...completion.items);
  const system = SYSTEM.find((name) => dict.get(name));
  if (system && !parts.some((part) => part instanceof Dict && stringOf(part.get("role")) === "system")) {
    const content = dict.get(system)!;
    if (isStr(content) || content instanceof List) {
      used.push(system);
      parts.unshift(Dict.of(Object.entries({ role: "system", content })));
    }
  }
  const read = taken(new List(parts), []);
  if (!read || "message" in read) return read;
  const { beside, names: more } = besideOf(dict, (name) => listAt(dict, name));
  used.push(...more);
  const left = names(dict).filter((one) => !used.some((name) => name === one || name.startsWith(`${one}.`)));
  const from = used.map((name) => path + name);
  return as(read.text, [...said, READ.took(from, left), ...how, ...(read.said ? [read.said] : [])], beside);
}

function answered(dict: Dict, answer: Dict, said: readonly string[]): Reading | Wrong | null {
  const left = names(dict).filter((name) => name !== "choices");
  return taken(new List([answer]), [...said, READ.took(["choices[0].message"], left)]);
}

/** A request within a row of OpenAI's batches, a logged call or an event; of several the first. */
function within(dict: Dict, said: readonly string[], path: string): Reading | Wrong | null {
  if (path.split(".").length > DEEPEST) return null;
  for (const [key, given] of dict.entries()) {
    const value = opened(given);
    const inner = value instanceof List ? value.items[0] : value;
    const name = `${path}${stringOf(key)}${value instanceof List ? "[0]" : ""}.`;
    const read = inner instanceof Dict ? ofDict(inner, said, holder(inner), name) : null;
    if (read) return read;
  }
  return null;
}
