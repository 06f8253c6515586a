/** The call of apply_chat_template that gives what the page shows, as Python. */

import { parseJson } from "../jinja/json.ts";
import { floatText } from "../jinja/show.ts";
import { raw } from "../jinja/text.ts";
import { Dict, Float, isStr, List, stringOf, Tuple, type Value } from "../jinja/values.ts";
import { pythonBool, pythonString } from "../ui/python.ts";
import type { Request } from "./protocol.ts";

const WIDTH = 100;
const NAME = /^[A-Za-z_][A-Za-z_0-9]*$/;
const KEYWORDS = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return " +
    "try while with yield"
  ).split(" "),
);

/** A value as a Python expression, broken into lines where it is long. */
function pythonValue(value: Value, indent = 0): string {
  const flat = flatValue(value);
  if (indent + flat.length <= WIDTH) return flat;
  const inner = " ".repeat(indent + 4);
  const end = `\n${" ".repeat(indent)}`;
  if (value instanceof List && value.items.length)
    return `[\n${value.items.map((item) => `${inner}${pythonValue(item, indent + 4)},\n`).join("")}${end.slice(1)}]`;
  if (value instanceof Dict && value.size)
    return `{\n${value
      .entries()
      .map(([key, item]) => `${inner}${flatValue(key)}: ${pythonValue(item, indent + 4)},\n`)
      .join("")}${end.slice(1)}}`;
  return flat;
}

function flatValue(value: Value): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return pythonBool(value);
  if (typeof value === "bigint") return String(value);
  if (isStr(value)) return pythonString(raw(value));
  if (value instanceof Float)
    return Number.isFinite(value.value) ? value.text || floatText(value.value) : `float("${floatText(value.value)}")`;
  if (value instanceof List || value instanceof Tuple) return `[${value.items.map(flatValue).join(", ")}]`;
  if (value instanceof Dict)
    return `{${value
      .entries()
      .map(([key, item]) => `${flatValue(key)}: ${flatValue(item)}`)
      .join(", ")}}`;
  throw new Error("JSON has no such value");
}

/** A long text as literals side by side, one for each line. */
export function pythonText(text: string): string {
  const lines = text.split(/(?<=\n)/);
  return lines.length < 2 ? pythonString(text) : `(\n${lines.map((line) => `    ${pythonString(line)}\n`).join("")})`;
}

/** The lines that make `tokenizer`. */
export const pythonTokenizer = (repo: string): string[] => [
  "from transformers import AutoTokenizer",
  "",
  `tokenizer = AutoTokenizer.from_pretrained(${pythonString(repo)})`,
];

/** The lines that take names from `tokenizer` which the template's own config does not have. */
export const pythonWithout = (specials: Record<string, string | null>): string[] =>
  Object.keys(specials).flatMap((name) =>
    specials[name] === null && NAME.test(name) ? `tokenizer.${name} = None` : [],
  );

/** A call in parts: lines that come first, options without `add_generation_prompt`, and what comes last. */
export interface PythonParts {
  lines: string[];
  options: string[];
  rest: string[];
}

/**
 * `template`: an edited one; `specials`: names that the template has from elsewhere than from the tokenizer, null for
 * those of the tokenizer that it does not have.
 */
export function pythonParts(
  repo: string,
  request: Request,
  template: string | null,
  specials: Record<string, string | null> = {},
): PythonParts {
  const more = parseJson(request.more);
  const named: [string, Value][] =
    more instanceof Dict ? more.entries().map(([key, value]) => [stringOf(key), value]) : [];
  const lines = [...pythonTokenizer(repo), ...pythonWithout(specials)];
  lines.push(`messages = ${pythonValue(parseJson(request.conversation))}`);
  const options: string[] = [];
  if (request.tools !== null) {
    lines.push(`tools = ${pythonValue(parseJson(request.tools))}`);
    options.push("tools=tools");
  }
  if (template !== null) {
    lines.push(`chat_template = ${pythonText(template)}`);
    options.push("chat_template=chat_template");
  }
  if (request.continueFinalMessage) {
    options.push(
      `continue_final_message=${typeof request.continueFinalMessage === "string" ? pythonString(request.continueFinalMessage) : "True"}`,
    );
  }
  const given = new Set(named.map(([name]) => name)); // a variable counts before them
  for (const [name, token] of Object.entries(specials))
    if (token !== null && NAME.test(name) && !given.has(name)) options.push(`${name}=${pythonString(token)}`);
  const plain = named.filter(([name]) => NAME.test(name) && !KEYWORDS.has(name));
  const others = named.filter(([name]) => !NAME.test(name) || KEYWORDS.has(name));
  options.push(...plain.map(([name, value]) => `${name}=${pythonValue(value, 4)}`));
  const rest = others.length
    ? [`**{${others.map(([name, value]) => `${pythonString(name)}: ${flatValue(value)}`).join(", ")}}`]
    : [];
  return { lines, options, rest };
}

/** `name = function(…)`, in lines where it is long. */
export function assigned(name: string, call: string, all: readonly string[]): string {
  const flat = `${name} = ${call}(${all.join(", ")})`;
  return flat.length <= WIDTH && !flat.includes("\n")
    ? flat
    : `${name} = ${call}(\n${all.map((part) => `    ${part},\n`).join("")})`;
}

/**
 * Python source that ends with `text` (unless control tokens are sanitised) and `ids`. `template` and `specials` as
 * above.
 */
export function pythonCall(
  repo: string,
  request: Request,
  template: string | null,
  specials: Record<string, string | null> = {},
): string {
  const { lines, options, rest } = pythonParts(repo, request, template, specials);
  const generation = `add_generation_prompt=${pythonBool(request.addGenerationPrompt)}`;
  const call = (name: string, more: string[]): string =>
    assigned(name, "tokenizer.apply_chat_template", ["messages", generation, ...options, ...more, ...rest]);
  // with sanitised tokens transformers gives ids only
  if (!request.sanitizeControlTokens) lines.push(call("text", ["tokenize=False"]));
  lines.push(
    call("ids", [...(request.sanitizeControlTokens ? ["sanitize_control_tokens=True"] : []), "return_dict=False"]),
    "",
  );
  return lines.join("\n");
}
