/** Tools, documents and variables, out of what people have: the fields beside the conversation. */
import { valuesAround, withoutPrompts } from "../../chats/around.ts";
import { LITERAL, placeOf } from "../../chats/literal.ts";
import { Dict, List, type Value } from "../../jinja/values.ts";
import { written } from "./beside_messages.ts";
import { as, names, opened, type Reading } from "./holders.ts";
import { type Found, found, isWrong } from "./reading.ts";
import { READ, TEXTS } from "./texts.ts";
import { LONGEST, type Wrong, wrongDocuments, wrongMore, wrongTools } from "./wrong.ts";

/** What may hold a field's value within a request, a call or a script, the most usual first. */
const TOOLS = ["tools", "functions"];
const DOCUMENTS = ["documents"];
const MORE = ["extra_body", "chat_template_kwargs"];

export const readTools = (text: string): Reading | Wrong => readOne(text, wrongTools, TOOLS, (value) => listed(value));
export const readDocuments = (text: string): Reading | Wrong => readOne(text, wrongDocuments, DOCUMENTS);
export const readMore = (text: string): Reading | Wrong => readOne(text, wrongMore, MORE);
export const readValue = (text: string): Reading | Wrong => readOne(text, () => null);

/** One value; `check` is the field's own, `mended` what else it takes for a right value. */
function readOne(
  text: string,
  check: (json: string) => Wrong | null,
  holders: readonly string[] = [],
  mended = (value: Value): Value => value,
): Reading | Wrong {
  if (text.length > LONGEST) return { message: TEXTS.tooLong(LONGEST), at: null };
  const all = found(text);
  if (isWrong(all)) return around(text, check, holders) ?? all;
  const given = oneOf(text, all, holders);
  if (given instanceof Object && "message" in given) return given;
  const { value, said } = within(opened(given), holders, all.said);
  const right = mended(value);
  const json = all.strict && right === all.values[0]!.value ? text : written(right);
  return check(json) ?? as(json, said);
}

/** The only value; of keyword arguments an object of them. */
function oneOf(text: string, { values }: Found, holders: readonly string[]): Value | Wrong {
  const [first, second] = values;
  const keywords = values.every(({ name }) => name !== null);
  if (keywords && (second || (holders === MORE && !(first!.value instanceof Dict)) || holders.includes(first!.name!)))
    return Dict.of(values.map(({ name, value }): [string, Value] => [name!, value]));
  if (!second) return first!.value;
  const { line, column } = placeOf(text, second.at);
  return { message: READ.stopped(LITERAL.expected(READ.theEnd), line, column), at: second.at };
}

/** What a request or a call holds under one of these names, and in it again. */
function within(given: Value, holders: readonly string[], said: readonly string[]): { value: Value; said: string[] } {
  let value = given;
  const told = [...said];
  for (;;) {
    if (!(value instanceof Dict)) return { value, said: told };
    const dict: Dict = value;
    const name = holders.find((one) => dict.has(one) && opened(dict.get(one)!) instanceof Object);
    if (name === undefined) return { value, said: told };
    told.push(
      READ.took(
        [name],
        names(dict).filter((one) => one !== name),
      ),
    );
    value = opened(dict.get(name)!);
  }
}

/** One tool alone is a list of it. */
function listed(value: Value): Value {
  const tool = value instanceof Dict && (value.has("function") || (value.has("name") && value.has("parameters")));
  return tool ? new List([value]) : value;
}

/** A value of that name in a script or a command; null where there is none. */
function around(text: string, check: (json: string) => Wrong | null, holders: readonly string[]): Reading | null {
  const plain = withoutPrompts(text);
  for (const { value, name, at } of valuesAround(plain).values) {
    const named = name !== null && holders.includes(name) ? Dict.of([[name, value]]) : value;
    const { value: inner, said } = within(named, holders, []);
    if (inner === value && named === value) continue;
    const json = written(inner);
    if (!check(json)) return as(json, [READ.around(placeOf(plain, at).line, 1), ...said]);
  }
  return null;
}
