/**
 * A conversation, tools or variables, out of what people have: JSON, Python, rows of data sets, requests to a server.
 */

import { LITERAL, LiteralError, type Literals, placeOf, readLiterals } from "../../chats/literal.ts";
import { dumpJson, JsonError, parseJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import { Dict, isStr, List, stringOf, type Value } from "../../jinja/values.ts";
import { READ, TEXTS } from "./texts.ts";
import { LONGEST, type Wrong, wrongDocuments, wrongList, wrongMore, wrongTools } from "./wrong.ts";

/**
 * `text`: as strict JSON; the given text where it was that. `said`: how it was read, null where there is nothing to
 * say.
 */
export interface Reading {
  text: string;
  /** Tools that stood beside the conversation, as JSON. */
  tools: string | null;
  said: string | null;
}

/** JSON as the page writes it; numbers keep the form in which they were typed. */
export const written = (value: Value): string => raw(dumpJson(value, { indent: "  ", keepNumbers: true }));

export const isWrong = (read: Reading | Wrong): read is Wrong => "message" in read;

const as = (text: string, said: string[] = [], tools: string | null = null): Reading => ({
  text,
  tools,
  said: said.join(" ") || null,
});
const field = (dict: Dict, name: string): Value | undefined => dict.get(name);
const names = (dict: Dict): string[] => dict.entries().map(([key]) => stringOf(key));

interface Found {
  values: Literals["values"];
  /** The text is strict JSON. */
  strict: boolean;
  said: string[];
}

/**
 * The values in a text. Where neither reading succeeds, the mistake is that of the reading that came further, or that
 * has a name for it.
 */
function found(text: string): Found | Wrong {
  let wrong: JsonError;
  try {
    return { values: [{ value: parseJson(text), at: 0 }], strict: true, said: [] };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    wrong = error;
  }
  try {
    const { values, invisible } = readLiterals(text);
    const said = invisible.length ? [READ.invisible(invisible)] : [];
    if (values.length === 1 && !isJson(text)) said.push(READ.literal);
    return { values, strict: false, said };
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    if (!error.named && error.at <= wrong.at)
      return { message: TEXTS.notJson(wrong.message, wrong.line, wrong.column), at: wrong.at };
    const { line, column } = placeOf(text, error.at);
    return { message: READ.stopped(error.message, line, column), at: error.at };
  }
}

/** Whether a text is JSON but for invisible characters around it. */
function isJson(text: string): boolean {
  try {
    parseJson(text.trim());
    return true;
  } catch {
    return false;
  }
}

/** A conversation, and the tools beside it. */
export function readConversation(text: string): Reading | Wrong {
  if (text.length > LONGEST) return { message: TEXTS.tooLong(LONGEST), at: null };
  const all = found(text);
  if ("message" in all) return all;
  const { values, said } = all;
  const [first] = values;
  const wrongFirst = wrongList(first!.value);
  if (all.strict && !wrongFirst && !isForeign(first!.value) && !isRows(first!.value)) return as(text);
  if (values.length > 1) {
    if (values.every(({ value }) => value instanceof Dict && value.has("role")))
      return taken(new List(values.map(({ value }) => value)), [...said, READ.lines(values.length)]) as Reading;
    said.push(READ.row(1, values.length));
  }
  return taken(first!.value, said) ?? wrongFirst ?? { message: TEXTS.notList, at: null };
}

/** Null where `value` holds no conversation. */
function taken(value: Value, said: string[]): Reading | Wrong | null {
  if (value instanceof Dict)
    return value.has("role") && (value.has("content") || value.has("tool_calls"))
      ? taken(new List([value]), said)
      : ofDict(value, said);
  if (!(value instanceof List)) return null;
  if (isRows(value)) {
    return ofDict(value.items[0] as Dict, value.items.length > 1 ? [...said, READ.row(1, value.items.length)] : said);
  }
  if (isForeign(value)) return as(written(new List((value.items as Dict[]).map(fromForeign))), [...said, READ.foreign]);
  return wrongList(value) ?? as(written(value), said);
}

const HOLDERS = ["messages", "conversations", "conversation", "input", "prompt", "chosen"];

/** Rows of a data set, each with a conversation of its own. */
function isRows(value: Value): boolean {
  if (!(value instanceof List)) return false;
  const [first] = value.items;
  return (
    first instanceof Dict &&
    !first.has("role") &&
    value.items.every((item) => item instanceof Dict) &&
    holder(first) !== undefined
  );
}

/** The name of the field that holds the messages. */
const holder = (dict: Dict): string | undefined => HOLDERS.find((name) => field(dict, name) instanceof List);

function ofDict(dict: Dict, said: string[]): Reading | Wrong | null {
  const body = field(dict, "body"); // a row of OpenAI's batches
  if (body instanceof Dict && holder(body)) return ofDict(body, said);
  const choices = field(dict, "choices"); // an answer of a server
  const choice = choices instanceof List ? choices.items[0] : undefined;
  const answer = choice instanceof Dict ? field(choice, "message") : undefined;
  if (answer instanceof Dict)
    return taken(new List([answer]), [
      ...said,
      READ.took(
        ["choices[0].message"],
        names(dict).filter((name) => name !== "choices"),
      ),
    ]);
  const name = holder(dict);
  if (name === undefined) return null;
  const list = field(dict, name) as List;
  const used = [name];
  const parts = [...list.items];
  const completion = field(dict, "completion");
  if (name === "prompt" && completion instanceof List) used.push("completion"), parts.push(...completion.items);
  const system = field(dict, "system"); // as Anthropic's requests have it
  if (
    isStr(system) &&
    raw(system) &&
    !parts.some((part) => part instanceof Dict && stringOf(part.get("role")) === "system")
  ) {
    used.push("system");
    parts.unshift(
      Dict.of([
        ["role", "system"],
        ["content", system],
      ]),
    );
  }
  const read = taken(new List(parts), []);
  if (!read || "message" in read) return read;
  const listed = field(dict, "tools");
  const tools = listed instanceof List && listed.items.length ? written(listed) : null;
  if (tools !== null && !wrongTools(tools)) used.push("tools");
  const left = names(dict).filter((one) => !used.includes(one));
  return as(
    read.text,
    [...said, READ.took(used, left), ...(read.said ? [read.said] : [])],
    used.includes("tools") ? tools : null,
  );
}

const SPEAKERS: Record<string, string> = {
  human: "user",
  user: "user",
  gpt: "assistant",
  chatgpt: "assistant",
  bing: "assistant",
  bard: "assistant",
  model: "assistant",
  assistant: "assistant",
  system: "system",
  tool: "tool",
  function_response: "tool",
  observation: "tool",
  function_call: "assistant",
};

/** Turns as ShareGPT writes them. */
const isForeign = (value: Value): value is List =>
  value instanceof List &&
  value.items.length > 0 &&
  value.items.every((item) => item instanceof Dict && item.has("from") && item.has("value") && !item.has("role"));

function fromForeign(turn: Dict): Dict {
  const from = stringOf(turn.get("from"));
  const others = turn.entries().filter(([key]) => !["from", "value"].includes(stringOf(key)));
  return Dict.of([
    ["role", Object.hasOwn(SPEAKERS, from) ? SPEAKERS[from]! : from],
    ["content", turn.get("value")!],
    ...others,
  ]);
}

/** One value, for the fields beside the conversation; `check` is the field's own. */
function readOne(text: string, check: (json: string) => Wrong | null, within = ""): Reading | Wrong {
  if (text.length > LONGEST) return { message: TEXTS.tooLong(LONGEST), at: null };
  const all = found(text);
  if ("message" in all) return all;
  const [first, second] = all.values;
  if (second) {
    const { line, column } = placeOf(text, second.at);
    return { message: READ.stopped(LITERAL.expected(READ.theEnd), line, column), at: second.at };
  }
  const { value } = first!;
  const inner = within && value instanceof Dict ? field(value, within) : undefined;
  if (inner instanceof List)
    return (
      check(written(inner)) ??
      as(written(inner), [
        ...all.said,
        READ.took(
          [within],
          names(value as Dict).filter((name) => name !== within),
        ),
      ])
    );
  const json = all.strict ? text : written(value);
  return check(json) ?? as(json, all.said);
}

export const readTools = (text: string): Reading | Wrong => readOne(text, wrongTools, "tools");
export const readDocuments = (text: string): Reading | Wrong => readOne(text, wrongDocuments, "documents");
export const readMore = (text: string): Reading | Wrong => readOne(text, wrongMore);
export const readValue = (text: string): Reading | Wrong => readOne(text, () => null);
