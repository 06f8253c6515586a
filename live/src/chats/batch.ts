/** Several calls of one template, as the tools of the playground need them. */
import { PyError } from "../jinja/errors.ts";
import { parseJson, raw, Template } from "../jinja/index.ts";
import { Dict, List, stringOf, type Value } from "../jinja/values.ts";
import { applyChatTemplate } from "./apply.ts";
import { type ChatModel, templateFor } from "./chat_model.ts";
import type { Request } from "./protocol.ts";

/** A call with the first so many messages of a conversation; all of them where `count` is null. */
export interface BatchCall {
  count: number | null;
  generation: boolean;
}

export interface Batch {
  model: ChatModel;
  /** In place of the model's own. */
  template: string | null;
  /** Conversation, tools and variables of all calls; it continues no message and sanitises nothing. */
  request: Pick<Request, "conversation" | "tools" | "more">;
  calls: readonly BatchCall[];
}

/** `generated`: characters (code points) of the text, as transformers counts what `generation` blocks print. */
export type Made = { text: string; generated: [start: number, end: number][] } | { error: string };

export function renderBatch({ model, template, request, calls }: Batch): Made[] {
  const conversation = parseJson(request.conversation);
  const tools = request.tools === null ? null : parseJson(request.tools);
  const more = parseJson(request.more);
  const named = new Map(more instanceof Dict ? more.entries().map(([key, value]) => [stringOf(key), value]) : []);
  const documents = named.get("documents") ?? null;
  named.delete("documents");
  const source = template ?? templateFor(model, tools !== null);
  const now = new Date(); // one for all: what differs is not the clock
  return calls.map(({ count, generation }): Made => {
    try {
      const prompt = applyChatTemplate(
        model,
        source === null ? null : new Template(source),
        {
          conversation: firstOf(conversation, count),
          tools,
          documents,
          addGenerationPrompt: generation,
          continueFinalMessage: false,
          sanitizeControlTokens: false,
          more: [...named],
        },
        now,
      );
      return { text: raw(prompt.text), generated: prompt.generated };
    } catch (error) {
      if (error instanceof PyError) return { error: `${error.type}: ${error.message}` };
      throw error;
    }
  });
}

const firstOf = (conversation: Value, count: number | null): Value =>
  count === null || !(conversation instanceof List) ? conversation : new List(conversation.items.slice(0, count));
