/** What is wrong with JSON that a reader typed. */
import { JsonError, parseJson } from "../../jinja/json.ts";
import { Dict, List, stringOf, type Value } from "../../jinja/values.ts";
import { TEXTS } from "./texts.ts";

export const LONGEST = 200_000; // characters of a field

/** Arguments of apply_chat_template itself: no variables of a template. */
const TAKEN = new Set([
  "self",
  "conversation",
  "messages",
  "tools",
  "chat_template",
  "add_generation_prompt",
  "continue_final_message",
  "tokenize",
  "sanitize_control_tokens",
  "padding",
  "truncation",
  "max_length",
  "return_tensors",
  "return_dict",
  "return_assistant_tokens_mask",
  "tokenizer_kwargs",
  "conversations",
]);

/** What is wrong with a text, and where; null if nothing is. */
export interface Wrong {
  message: string;
  at: number | null;
}

function parsed(text: string): { value: Value } | { wrong: Wrong } {
  if (text.length > LONGEST) return { wrong: { message: TEXTS.tooLong(LONGEST), at: null } };
  try {
    return { value: parseJson(text) };
  } catch (error) {
    if (error instanceof JsonError)
      return { wrong: { message: TEXTS.notJson(error.message, error.line, error.column), at: error.at } };
    throw error;
  }
}

const but = (message: string): Wrong => ({ message, at: null });

export function wrongConversation(text: string): Wrong | null {
  const found = parsed(text);
  return "wrong" in found ? found.wrong : wrongList(found.value);
}

/** What is wrong with a value as a conversation. */
export function wrongList(value: Value): Wrong | null {
  if (!(value instanceof List)) return but(TEXTS.notList);
  const at = value.items.findIndex((item) => !(item instanceof Dict));
  if (at < 0) return null;
  const item = value.items[at];
  return but(
    item instanceof List && item.items.every((one) => one instanceof Dict) ? TEXTS.batch : TEXTS.notMessage(at + 1),
  );
}

export function wrongTools(text: string): Wrong | null {
  const found = parsed(text);
  if ("wrong" in found) return found.wrong;
  return found.value instanceof List ? null : but(TEXTS.notTools);
}

export function wrongDocuments(text: string): Wrong | null {
  const found = parsed(text);
  if ("wrong" in found) return found.wrong;
  return found.value instanceof List ? null : but(TEXTS.notDocuments);
}

export function wrongMore(text: string): Wrong | null {
  const found = parsed(text);
  if ("wrong" in found) return found.wrong;
  if (!(found.value instanceof Dict)) return but(TEXTS.notObject);
  const names = found.value.entries().map(([key]) => stringOf(key));
  const taken = names.find((name) => TAKEN.has(name));
  return taken === undefined ? null : but(TEXTS.taken(taken));
}
