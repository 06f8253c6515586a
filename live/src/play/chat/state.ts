/** The playground's state: what a link carries, and what a reload finds again. JSON stays text, so that 1.0 stays 1.0. */
import { MODELS } from "../models.ts";
import { JsonError, dumpJson, parseJson } from "./jinja/json.ts";
import { raw } from "./jinja/text.ts";
import { Dict, List, type Value, stringOf } from "./jinja/values.ts";
import type { Request } from "./protocol.ts";
import { PRESETS, TEXTS } from "./texts.ts";

export interface State {
  conversation: string;
  /** Kept while the switch is off. */
  tools: string;
  withTools: boolean;
  /** A JSON object: further variables for the template. */
  more: string;
  /** date_string; "" is not given. */
  date: string;
  generation: boolean;
  continues: boolean | string;
  sanitize: boolean;
  models: string[];
  /** Model id → edited template. */
  templates: Record<string, string>;
}

export const LONGEST = 200_000; // characters of a field
const KEPT = "token-tour.chat.v1";

/** Arguments of apply_chat_template itself: no variables of a template. */
const TAKEN = new Set(["self", "conversation", "messages", "tools", "chat_template", "add_generation_prompt", "continue_final_message", "tokenize", "sanitize_control_tokens", "padding", "truncation",
  "max_length", "return_tensors", "return_dict", "return_assistant_tokens_mask", "tokenizer_kwargs", "conversations"]);

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
    if (error instanceof JsonError) return { wrong: { message: TEXTS.notJson(error.message, error.line, error.column), at: error.at } };
    throw error;
  }
}

const but = (message: string): Wrong => ({ message, at: null });

export function wrongConversation(text: string): Wrong | null {
  const found = parsed(text);
  if ("wrong" in found) return found.wrong;
  if (!(found.value instanceof List)) return but(TEXTS.notList);
  const at = found.value.items.findIndex((item) => !(item instanceof Dict));
  if (at < 0) return null;
  return but(found.value.items[at] instanceof List ? TEXTS.batch : TEXTS.notMessage(at + 1));
}

export function wrongTools(text: string): Wrong | null {
  const found = parsed(text);
  if ("wrong" in found) return found.wrong;
  return found.value instanceof List ? null : but(TEXTS.notTools);
}

export function wrongMore(text: string): Wrong | null {
  const found = parsed(text);
  if ("wrong" in found) return found.wrong;
  if (!(found.value instanceof Dict)) return but(TEXTS.notObject);
  const names = found.value.entries().map(([key]) => stringOf(key));
  const taken = names.find((name) => TAKEN.has(name));
  return taken === undefined ? null : but(TEXTS.taken(taken));
}

/** The state in a link's value, in the short form of `packed`; null if it is none. */
export function unpacked(value: unknown): State | null {
  const { c, t, w, x, d, g, k, s, m, e } = value as Record<string, unknown>;
  const texts = [c, t, x, d];
  if (!texts.every((text) => typeof text === "string" && text.length <= LONGEST)) return null;
  if (typeof k !== "string" && k !== 0 && k !== 1) return null;
  const models = Array.isArray(m) ? m : [];
  if (!models.length || !models.every((id) => MODELS.some((model) => model.id === id))) return null;
  const templates = typeof e === "object" && e !== null ? Object.entries(e) : [];
  if (!templates.every(([id, text]) => MODELS.some((model) => model.id === id) && typeof text === "string" && text.length <= LONGEST)) return null;
  const state: State = {
    conversation: c as string, tools: t as string, withTools: w === 1, more: x as string, date: d as string, generation: g === 1,
    continues: typeof k === "string" ? k : k === 1, sanitize: s === 1, models: [...new Set(models as string[])], templates: Object.fromEntries(templates) as Record<string, string>,
  };
  return wrongConversation(state.conversation) || wrongTools(state.tools) || wrongMore(state.more) ? null : state;
}

export function packed(state: State): unknown {
  const { conversation: c, tools: t, withTools, more: x, date: d, generation, continues, sanitize, models: m, templates: e } = state;
  return { c, t, w: withTools ? 1 : 0, x, d, g: generation ? 1 : 0, k: typeof continues === "string" ? continues : continues ? 1 : 0, s: sanitize ? 1 : 0, m, e };
}

/** What this tab showed last; the first example otherwise. */
export function remembered(): State {
  try {
    const state = unpacked(JSON.parse(sessionStorage.getItem(KEPT) ?? ""));
    if (state) return state;
  } catch {
    // nothing kept, or storage is off
  }
  return fromPreset(PRESETS[0]!.state);
}

export function remember(state: State): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(packed(state)));
  } catch {
    // storage is off or full; the page works without
  }
}

/** A preset sets everything but the models and the edited templates. */
export type PresetState = Partial<Omit<State, "models" | "templates">> & Pick<State, "conversation">;

export function fromPreset(preset: PresetState, kept?: State): State {
  return {
    tools: TEXTS.exampleTools, withTools: false, more: "{}", date: "", generation: true, continues: false, sanitize: false,
    models: kept?.models ?? MODELS.filter(({ chat }) => chat).map(({ id }) => id), templates: kept?.templates ?? {}, ...preset,
  };
}

/** What is asked of the template worker. */
export function requestOf(state: State): Request {
  const more = parseJson(state.more) as Dict;
  if (state.date) more.set("date_string", state.date);
  return {
    conversation: state.conversation, tools: state.withTools ? state.tools : null, more: raw(dumpJson(more, { keepNumbers: true })),
    addGenerationPrompt: state.generation, continueFinalMessage: state.continues, sanitizeControlTokens: state.sanitize,
  };
}

/** The role of each message, "" where it has none. */
export function rolesOf(conversation: string): string[] {
  const messages = parseJson(conversation);
  return messages instanceof List ? messages.items.map((message) => (message instanceof Dict ? stringOf(message.get("role")) : "")) : [];
}
