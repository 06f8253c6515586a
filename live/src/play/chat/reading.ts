/**
 * A conversation, tools or variables, out of what people have: JSON, Python, rows of data sets, requests to a server,
 * and these within a command, a script or a log.
 */

import { type Around, valuesAround, withoutPrompts } from "../../chats/around.ts";
import { LITERAL, LiteralError, type Literals, placeOf, readLiterals } from "../../chats/literal.ts";
import { shellWords } from "../../chats/shell.ts";
import { JsonError, parseJson } from "../../jinja/json.ts";
import { Dict, List, type Value } from "../../jinja/values.ts";
import { isForeign } from "./foreign.ts";
import { as, isRows, ofDict, type Reading, taken } from "./holders.ts";
import { READ, TEXTS } from "./texts.ts";
import { LONGEST, type Wrong, wrongList } from "./wrong.ts";

export type { Reading } from "./holders.ts";

export const isWrong = (read: object): read is Wrong => "message" in read;

export interface Found {
  values: Literals["values"];
  /** The text is strict JSON. */
  strict: boolean;
  said: string[];
}

/**
 * The values in a text. Where neither reading succeeds, the mistake is that of the reading that came further, or that
 * has a name for it.
 */
export function found(text: string): Found | Wrong {
  let wrong: JsonError;
  try {
    return { values: [{ value: parseJson(text), at: 0, name: null }], strict: true, said: [] };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    wrong = error;
  }
  try {
    return literally(text, readLiterals(text));
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    const lenient = leniently(text, error);
    if (lenient) return lenient;
    if (!error.named && error.at <= wrong.at)
      return { message: TEXTS.notJson(wrong.message, wrong.line, wrong.column), at: wrong.at };
    const { line, column } = placeOf(text, error.at);
    return { message: READ.stopped(error.message, line, column), at: error.at };
  }
}

function literally(text: string, { values, invisible, objects }: Literals): Found {
  const said = invisible.length ? [READ.invisible(invisible)] : [];
  if (objects.length) said.push(READ.objects(objects));
  else if (values.length === 1 && !isJson(text)) said.push(READ.literal);
  return { values, strict: false, said };
}

/** As a whole with what is easily missing: line breaks in strings that should be \n, the braces around fields. */
function leniently(text: string, { message }: LiteralError): Found | null {
  const fields = /^\s*(["'])\w+\1\s*:/.test(text);
  if (message !== LITERAL.open && !fields) return null;
  try {
    const read = readLiterals(fields ? `{${text}\n}` : text, message === LITERAL.open);
    return { values: read.values, strict: false, said: [fields ? READ.fields : READ.breaks] };
  } catch (error) {
    if (error instanceof LiteralError) return null;
    throw error;
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
  if ("message" in all) return surrounded(text, all);
  const { values, said } = all;
  const [first] = values;
  const wrongFirst = wrongList(first!.value);
  const { value } = first!;
  if (all.strict && !wrongFirst && !(value instanceof List && isForeign(value)) && !isRows(value)) return as(text);
  if (values.length > 1) return several(values, said) ?? wrongFirst ?? { message: TEXTS.notList, at: null };
  return taken(value, said) ?? wrongFirst ?? { message: TEXTS.notList, at: null };
}

/** Values one after the other: messages, what a script gives names, or rows. */
function several(values: Literals["values"], said: readonly string[]): Reading | Wrong | null {
  if (values.every(({ value }) => isMessage(value)))
    return taken(new List(values.map(({ value }) => value)), [...said, READ.lines(values.length)]);
  if (values.every(({ name }) => name !== null)) return ofNamed(values, said);
  return taken(values[0]!.value, [...said, READ.row(1, values.length)]);
}

const isMessage = (value: Value): boolean => value instanceof Dict && value.has("role");

/** The first list of messages, whatever its name is, with what is called `tools`. */
function ofNamed(
  values: readonly { value: Value; name: string | null }[],
  said: readonly string[],
): Reading | Wrong | null {
  const main = values.find(({ value }) => value instanceof List && value.items.length && value.items.every(isMessage));
  const dict = Dict.of(values.map(({ value, name }): [string, Value] => [name!, value]));
  return ofDict(dict, said, ...(main ? [main.name!] : []));
}

/** The conversation within another text, where there is one; otherwise what is wrong, by the kind of the text. */
function surrounded(text: string, wrong: Wrong): Reading | Wrong {
  if (/^\s*[[{(](?!INST\])/.test(text)) return wrong;
  const sent = /(?:^|\s)curl(?:\.exe)?\s/.test(text) ? ofCommand(text) : null;
  if (sent && !isWrong(sent)) return sent;
  const plain = withoutPrompts(text);
  const around = valuesAround(plain);
  const read = ofAround(plain, around.values, around.objects.length ? [READ.objects(around.objects)] : []) ?? sent;
  if (read) return read;
  if (!around.wrong) return { ...wrong, ...READ.instead(text) };
  const { message, at } = around.wrong;
  const { line, column } = placeOf(plain, at);
  return { message: READ.stopped(message, line, column), at: plain === text ? at : null };
}

/** What a command sends; null where none of its words is a value. */
function ofCommand(text: string): Reading | Wrong | null {
  const bodies = shellWords(text).filter((word) => /^\s*[[{]/.test(word));
  const read = bodies.map((body) => readConversation(body.replace(/^\s*[[{]\s*\\"[^]*$/, unescaped)));
  const good = read.find((one): one is Reading => !isWrong(one));
  if (good) return { ...good, said: [READ.command, good.said].filter(Boolean).join(" ") };
  const [first] = read;
  return first ? { message: READ.sent((first as Wrong).message), at: null } : null;
}

/** As PowerShell wants the quotes of a body. */
const unescaped = (body: string): string => body.replaceAll('\\"', '"');

function ofAround(text: string, values: readonly Around[], said: readonly string[]): Reading | null {
  const tools = values.find((one) => one.name === "tools" && one.value instanceof List)?.value;
  const read = values.flatMap((one) => {
    const made = isMessage(one.value) ? null : among(one, tools, said);
    return made && !isWrong(made) && /"role":/.test(made.text) ? [{ at: one.at, made }] : [];
  });
  const messages = values.filter(({ value }) => isMessage(value));
  const first = read[0]?.at ?? messages[0]?.at;
  if (first === undefined) return null;
  const how = messages.length > 1 ? [...said, READ.lines(messages.length)] : said;
  const made = read[0]?.made ?? (taken(new List(messages.map(({ value }) => value)), how) as Reading);
  const { line } = placeOf(text, first);
  return { ...made, said: [READ.around(line, read.length), made.said].filter(Boolean).join(" ") };
}

/** A value with the tools beside it. */
function among({ value, name }: Around, tools: Value | undefined, said: readonly string[]): Reading | Wrong | null {
  if (!tools || name === null || !(value instanceof List) || wrongList(value)) return taken(value, said);
  return ofDict(Dict.of(Object.entries({ [name]: value, tools })), said, name);
}
