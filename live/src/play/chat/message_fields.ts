/** The fields that a message could have and has not. */
import { parseJson } from "../../jinja/json.ts";
import { Dict, isStr, List, stringOf, type Value } from "../../jinja/values.ts";
import { wordButton } from "../../ui/dom.ts";
import { TEXTS } from "./texts.ts";

/** By role, fields that begin empty. */
const EMPTY: Record<string, readonly (readonly [field: string, label: string])[]> = {
  assistant: [["reasoning_content", TEXTS.addReasoning]],
  tool: [
    ["name", TEXTS.addToolName],
    ["tool_call_id", TEXTS.addCallId],
  ],
};

/** A button for each; `set` gives the message a field. */
export function lacking(message: Dict, set: (field: string, value: Value) => void): HTMLElement[] {
  const buttons: HTMLElement[] = [];
  const content = message.get("content") ?? null;
  const role = stringOf(message.get("role"));
  if (content === null) buttons.push(wordButton(TEXTS.addContent, () => set("content", "")));
  if (role === "assistant" && !message.has("tool_calls"))
    buttons.push(wordButton(TEXTS.addToolCall, () => set("tool_calls", parseJson(TEXTS.newToolCall))));
  for (const [field, label] of (Object.hasOwn(EMPTY, role) && EMPTY[role]) || [])
    if (!message.has(field)) buttons.push(wordButton(label, () => set(field, "")));
  if (isStr(content)) {
    const text = Dict.of([
      ["type", "text"],
      ["text", content],
    ]);
    const parts = parseJson(TEXTS.newParts) as List;
    buttons.push(wordButton(TEXTS.asParts, () => set("content", new List([text, ...parts.items]))));
  }
  return buttons;
}
