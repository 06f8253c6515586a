/** What is asked of the template worker, and the messages in a text. */
import type { Request } from "../../chats/protocol.ts";
import { dumpJson, parseJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import { Dict, List, stringOf } from "../../jinja/values.ts";
import type { State } from "./shape.ts";

/** What is asked of the template worker. */
export function requestOf(state: State): Request {
  const more = parseJson(state.more) as Dict;
  if (state.date) more.set("date_string", state.date);
  return {
    conversation: state.conversation,
    tools: state.withTools ? state.tools : null,
    more: raw(dumpJson(more, { keepNumbers: true })),
    addGenerationPrompt: state.generation,
    continueFinalMessage: state.continues,
    sanitizeControlTokens: state.sanitize,
  };
}

/** The role of each message, "" where it has none. */
export function rolesOf(conversation: string): string[] {
  const messages = parseJson(conversation);
  return messages instanceof List
    ? messages.items.map((message) => (message instanceof Dict ? stringOf(message.get("role")) : ""))
    : [];
}

/** The messages in a text; null where it has none, as what a tab kept may be anything. */
export function messagesIn(text: string | undefined): Dict[] | null {
  try {
    const value = parseJson(text ?? "null");
    return value instanceof List ? value.items.filter((item) => item instanceof Dict) : null;
  } catch {
    return null;
  }
}
