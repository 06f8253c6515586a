/**
 * `apply_chat_template(…, tokenize=False)` of transformers 5.24, step by step and with its errors; plus where each
 * stretch came from.
 */
import { contains } from "../jinja/compare.ts";
import { fail } from "../jinja/errors.ts";
import { Template } from "../jinja/index.ts";
import type { Stmt } from "../jinja/nodes.ts";
import { calculate } from "../jinja/operators.ts";
import { repr } from "../jinja/show.ts";
import { strip } from "../jinja/string_work.ts";
import { type Origin, raw, type Str, sliceText, Text, TextBuilder } from "../jinja/text.ts";
import { Dict, isStr, List, stringOf, Tuple, typeName, type Value } from "../jinja/values.ts";
import { type ChatModel, templateFor } from "./chat_model.ts";
import type { Source } from "./origin.ts";
import { mark } from "./sanitize.ts";

export interface Call {
  conversation: Value;
  tools: Value;
  documents?: Value;
  addGenerationPrompt: boolean;
  continueFinalMessage: boolean | string;
  sanitizeControlTokens: boolean;
  /** Further keyword arguments, for the template. */
  more: [name: string, value: Value][];
}

/** A stretch of the prompt that one statement of the template printed; in UTF-16 units. */
export interface Stretch {
  from: number;
  to: number;
  node: Stmt;
  owner: Origin | null;
}

export interface Prompt {
  template: Template;
  /** With the markers of sanitised control tokens, if they are sanitised. */
  text: Str;
  stretches: Stretch[];
  /** Characters (code points) [start, end) that `generation` blocks printed, as transformers counts them. */
  generated: [start: number, end: number][];
}

const REASONING = ["reasoning_content", "thinking", "reasoning"];
const TAG = "CONTINUE_FINAL_MESSAGE_TAG ";

/** Throws PyError. `template`: in place of the tokenizer's own; one that is parsed serves many calls. */
export function applyChatTemplate(
  model: ChatModel,
  template: string | Template | null,
  call: Call,
  now?: Date,
): Prompt {
  const parsed = template instanceof Template ? template : null;
  const source = parsed?.source ?? (template as string | null) ?? templateOf(model, call.tools);
  let messages = withoutNone(call.conversation);
  if (call.continueFinalMessage && call.addGenerationPrompt) {
    fail(
      "ValueError",
      "continue_final_message and add_generation_prompt are not compatible. Use continue_final_message when you want the model to continue " +
        "the final message, and add_generation_prompt when you want to add a header that will prompt it to start a new assistant message instead.",
    );
  }
  let { tools, documents = null, more } = call;
  if (call.sanitizeControlTokens) {
    const control = controlTokens(model, parsed ?? new Template(source));
    messages = messages.map((message) => mark(message, control) as Dict);
    [tools, documents] = [mark(tools, control), mark(documents, control)];
    more = more.map(([name, value]) => [name, mark(value, control)]);
  }
  const compiled = parsed ?? new Template(source);
  const items = (value: Value): Value[] => (value instanceof List || value instanceof Tuple ? value.items : []);
  if (items(tools).some((tool) => !(tool instanceof Dict))) {
    fail(
      "ValueError",
      "Tools should either be a JSON schema, or a callable function with type hints and a docstring suitable for auto-conversion to a schema.",
    );
  }
  if (items(documents).some((document) => !(document instanceof Dict)))
    fail("TypeError", "Documents should be a list of dicts with 'title' and 'text' keys!");
  messages = messages.map(withReasoning);
  const final = call.continueFinalMessage ? tagFinal(messages, call.continueFinalMessage, source) : null;
  const generated: [number, number][] = [];
  const pieces = compiled.render(
    [
      ...Object.entries(model.specials),
      ...more,
      ["messages", new List(messages)],
      ["tools", tools],
      ["documents", documents],
      ["add_generation_prompt", call.addGenerationPrompt],
    ],
    now,
    generated,
  );
  const out = new TextBuilder();
  const stretches = pieces.map(({ text, node, owner }): Stretch => {
    const from = out.length;
    return { from, to: out.add(text).length, node, owner };
  });
  const text = out.done();
  return {
    template: compiled,
    ...(final === null ? { text, stretches, generated } : cutAfter(text, stretches, final)),
  };
}

/** `get_chat_template` */
function templateOf(model: ChatModel, tools: Value): string {
  const { templates } = model;
  const own = templateFor(model, tools !== null);
  if (templates) {
    const names = Object.keys(templates).sort();
    return (
      own ??
      fail(
        "ValueError",
        "This model has multiple chat templates with no default specified! Please either pass a chat template or the name of the template you wish " +
          `to use to the \`chat_template\` argument. Available template names are ${raw(repr(new List(names)))}.`,
      )
    );
  }
  return (
    own ??
    fail(
      "ValueError",
      "Cannot use chat template functions because tokenizer.chat_template is not set and no template argument was passed! " +
        "For information about writing templates and setting the tokenizer.chat_template attribute, please see the documentation at " +
        "https://huggingface.co/docs/transformers/main/en/chat_templating",
    )
  );
}

function withoutNone(conversation: Value): Dict[] {
  const listed = conversation instanceof List || conversation instanceof Tuple;
  if (listed && !conversation.items.length)
    fail("ValueError", "Cannot apply chat template to an empty conversation. Provide at least one message.");
  if (!listed) return fail("TypeError", `'${typeName(conversation)}' object is not iterable`);
  return conversation.items.map((message) => {
    if (!(message instanceof Dict))
      return fail(
        "TypeError",
        `Chat messages should be dicts, dataclasses or pydantic models, but got ${raw(repr(message))}.`,
      );
    return copied(
      message,
      message.entries().filter(([, value]) => value !== null),
    );
  });
}

function copied(message: Dict, entries: Iterable<readonly [Value, Value]>): Dict {
  const made = Dict.of(entries);
  if (message.origin) made.origin = message.origin;
  return made;
}

/** Special tokens, and the added tokens that the template writes. */
function controlTokens(model: ChatModel, template: Template): string[] {
  const literal = template.literalText();
  return model.added
    .filter(({ content, special }) => special || (literal.includes(content) && content.trim() !== ""))
    .map(({ content }) => content);
}

function withReasoning(message: Dict): Dict {
  const reasoning = REASONING.map((name) => message.get(name)).find((value) => value !== undefined && value !== null);
  if (reasoning === undefined) return message;
  const made = copied(message, [["thinking", reasoning] as const, ...message.entries()]);
  made.set("reasoning_content", reasoning);
  return made;
}

/** Puts the tag behind the final message; returns that message. */
function tagFinal(messages: Dict[], wanted: boolean | string, source: string): Str {
  const name = typeof wanted === "string" ? wanted : "content";
  const last = messages.at(-1)!;
  const final = last.get(name);
  if (final === undefined || final === null)
    return fail("ValueError", `continue_final_message is set but the final message has no "${name}" to continue!`);
  const fields = REASONING.includes(name) ? REASONING.filter((field) => last.get(field) === final) : [name];
  if (!fields.some((field) => source.includes(field))) {
    return fail(
      "ValueError",
      `continue_final_message is set to "${name}" but this is not an accepted field in the chat_template`,
    );
  }
  if (final instanceof List || final instanceof Tuple) {
    const at = final.items.findLastIndex((block) => contains(block, "text"));
    if (at < 0)
      return fail(
        "ValueError",
        "continue_final_message is set but we could not find any text to continue in the final message!",
      );
    const block = final.items[at]!;
    if (!(block instanceof Dict)) return fail("TypeError", "string indices must be integers, not 'str'");
    const text = block.get("text")!;
    const blocks = [...final.items];
    blocks[at] = copied(
      block,
      block.entries().map(([key, value]) => [key, value === text ? calculate("+", text, TAG) : value] as const),
    );
    last.set(name, new List(blocks));
    return isStr(text) ? text : repr(text);
  }
  for (const field of fields) last.set(field, calculate("+", last.get(field)!, TAG));
  return isStr(final) ? final : fail("AttributeError", `'${typeName(final)}' object has no attribute 'strip'`);
}

function cutAfter(text: Str, stretches: Stretch[], final: Str): Omit<Prompt, "template"> {
  const rendered = raw(text);
  const wanted = raw(strip(final));
  const at = rendered.lastIndexOf(TAG.trim());
  if (!rendered.includes(wanted) || at < 0) {
    fail(
      "ValueError",
      "continue_final_message is set but the final message does not appear in the chat after applying the chat template! This can happen if the chat " +
        "template deletes portions of the final message. Please verify the chat template and final message in your chat to ensure they are compatible." +
        `Final message to continue: ${wanted}\nRendered chat:\n${rendered}`,
    );
  }
  let kept = sliceText(text, 0, at);
  if (!rendered.startsWith(TAG, at)) kept = strip(kept, null, false, true);
  const end = raw(kept).length;
  return {
    text: kept,
    generated: [], // transformers refuses to count them here
    stretches: stretches
      .filter(({ from }) => from < end)
      .map((stretch) => ({ ...stretch, to: Math.min(stretch.to, end) })),
  };
}

/** Tells every string of a message, a tool or a variable where it belongs, so that it can be found in the prompt. */
export function known(value: Value, origin: (key: string) => Origin, key = ""): Value {
  if (isStr(value)) return Text.from(raw(value), origin(key));
  if (value instanceof List) return new List(value.items.map((item) => known(item, origin, key)));
  if (!(value instanceof Dict)) return value;
  return Dict.of(value.entries().map(([name, item]) => [name, known(item, origin, key || stringOf(name))] as const));
}

function variable(name: string, value: Value): Value {
  const origin: Source = { kind: "variable", name };
  return known(value, () => origin);
}

/** Messages, tools, documents and variables with their origins. */
export function withOrigins(call: Call): Call {
  const origins = <T extends Source>(value: Value, make: (i: number, field: string) => T): Value => {
    if (!(value instanceof List)) return value;
    return new List(
      value.items.map((item, i) => {
        const shared = new Map<string, T>();
        const one = (field: string): T => shared.get(field) ?? shared.set(field, make(i, field)).get(field)!;
        const made = known(item, one);
        if (made instanceof Dict) made.origin = one("");
        return made;
      }),
    );
  };
  return {
    ...call,
    conversation: origins(call.conversation, (index, field) => ({ kind: "message", index, field })),
    tools: origins(call.tools, (index) => ({ kind: "tool", index })),
    ...(call.documents ? { documents: variable("documents", call.documents) } : {}),
    more: call.more.map(([name, value]) => [name, variable(name, value)]),
  };
}
