/** One request for one model: prompt, where it came from, what was dropped and added. */

import { PyError } from "../jinja/errors.ts";
import { Template } from "../jinja/index.ts";
import { parseJson } from "../jinja/json.ts";
import { raw } from "../jinja/text.ts";
import { Dict, stringOf, type Value } from "../jinja/values.ts";
import type { Variable } from "../jinja/variables.ts";
import { MARKERS } from "../tokenizers/marked.ts";
import { applyChatTemplate, type Call, withOrigins } from "./apply.ts";
import { attribute } from "./attribution.ts";
import { type ChatModel, templateFor } from "./chat_model.ts";
import { findings } from "./findings.ts";
import type { Request, Result } from "./protocol.ts";

/** What `apply_chat_template` gives to every template. */
const ARGUMENTS = ["messages", "tools", "documents", "add_generation_prompt", "bos_token", "eos_token"];

/** `plain`: only the text is asked for, as in protocol.ts, and this may know its template. */
export function render(
  request: Request,
  model: ChatModel,
  template: string | null,
  plain: LastTemplate | null = null,
): Result {
  try {
    const call = plain ? callOf(request) : withOrigins(callOf(request));
    const now = request.now === undefined ? undefined : new Date(request.now);
    const source = plain ? plain.of(template ?? templateFor(model, request.tools !== null)) : template;
    const prompt = applyChatTemplate(model, source, call, now);
    if (plain) return textOnly(raw(prompt.text), request.sanitizeControlTokens);
    const specials = model.added
      .filter(({ special }) => special)
      .map(({ content }) => content)
      .sort((a, b) => b.length - a.length);
    const made = attribute(prompt, specials, request.addGenerationPrompt, request.sanitizeControlTokens);
    const marked = raw(prompt.text);
    return {
      ok: true,
      text: made.text,
      marked: marked === made.text ? null : marked,
      spans: made.spans,
      plain: made.plain,
      generated: prompt.generated,
      variables: expected(prompt.template, model),
      findings: findings(call, made, specials, request.addGenerationPrompt),
    };
  } catch (error) {
    if (!(error instanceof PyError)) throw error;
    const { type, message, line } = error;
    const source = template ?? templateFor(model, request.tools !== null);
    return { ok: false, type, message, line, ...(source === null ? {} : named(source, model)) };
  }
}

/** The template of the call before, parsed: the same one serves many. */
export class LastTemplate {
  #last: Template | null = null;

  /** That there is none, or that it cannot be parsed, the call tells in its turn. */
  of(source: string | null): Template | string | null {
    if (source === null) return null;
    if (this.#last?.source === source) return this.#last;
    try {
      return (this.#last = new Template(source));
    } catch (error) {
      if (error instanceof PyError) return source;
      throw error;
    }
  }
}

function textOnly(marked: string, sanitized: boolean): Result {
  const text = sanitized ? marked.replace(MARKERS, "") : marked;
  const nothing = { spans: [], plain: [], findings: [], generated: [], variables: [] };
  return { ok: true, text, marked: marked === text ? null : marked, ...nothing };
}

/** What a template that refuses reads: nothing where it cannot be read itself. */
function named(source: string, model: ChatModel): { variables?: Variable[] } {
  try {
    return { variables: expected(new Template(source), model) };
  } catch {
    return {};
  }
}

const expected = (template: Template, { specials }: ChatModel): Variable[] =>
  template.variables([...ARGUMENTS, ...Object.keys(specials)]);

export function callOf(request: Request): Call {
  const more = parseJson(request.more);
  const named = new Map<string, Value>(
    more instanceof Dict ? more.entries().map(([key, value]) => [stringOf(key), value]) : [],
  );
  const documents = named.get("documents") ?? null;
  named.delete("documents");
  return {
    conversation: parseJson(request.conversation),
    tools: request.tools === null ? null : parseJson(request.tools),
    documents,
    addGenerationPrompt: request.addGenerationPrompt,
    continueFinalMessage: request.continueFinalMessage,
    sanitizeControlTokens: request.sanitizeControlTokens,
    more: [...named],
  };
}
