/** One request for one model: prompt, where it came from, what was dropped and added. */

import { PyError } from "../jinja/errors.ts";
import { parseJson } from "../jinja/json.ts";
import { raw } from "../jinja/text.ts";
import { Dict, stringOf, type Value } from "../jinja/values.ts";
import { applyChatTemplate, type Call, withOrigins } from "./apply.ts";
import { attribute } from "./attribution.ts";
import type { ChatModel } from "./chat_model.ts";
import { findings } from "./findings.ts";
import type { Request, Result } from "./protocol.ts";

/** What `apply_chat_template` gives to every template. */
const ARGUMENTS = ["messages", "tools", "documents", "add_generation_prompt", "bos_token", "eos_token"];

export function render(request: Request, model: ChatModel, template: string | null): Result {
  try {
    const call = withOrigins(callOf(request));
    const prompt = applyChatTemplate(
      model,
      template,
      call,
      request.now === undefined ? undefined : new Date(request.now),
    );
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
      variables: prompt.template.variables([...ARGUMENTS, ...Object.keys(model.specials)]),
      findings: findings(call, made, specials, request.addGenerationPrompt),
    };
  } catch (error) {
    if (error instanceof PyError) return { ok: false, type: error.type, message: error.message, line: error.line };
    throw error;
  }
}

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
