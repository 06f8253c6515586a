/** What comes from elsewhere: files chosen or dropped, dropped text. */
import { acceptDrops } from "../drops.ts";
import { textOf } from "../textfile.ts";
import { parseJson } from "./jinja/json.ts";
import { Dict, List } from "./jinja/values.ts";
import { written } from "./messages.ts";
import { LONGEST, type State, wrongConversation, wrongMore, wrongTools } from "./state.ts";
import { TEXTS } from "./texts.ts";

export interface Intake {
  /** A conversation, perhaps with tools. */
  take(part: Partial<State>): void;
  template(model: string, text: string): void;
  refuse(why: string): void;
}

/** Makes `root` accept drops; returns a hidden file input to open. */
export function acceptFiles(root: HTMLElement, intake: Intake): HTMLInputElement {
  const templateAt = (on: Element | null): string | null => on?.closest<HTMLElement>(".tt-template")?.closest<HTMLElement>("[data-model]")?.dataset.model ?? null;
  return acceptDrops(root, {
    file: (file, on) => void read(file, templateAt(on), intake),
    text: (text, on) => accept(text, TEXTS.thisText, templateAt(on), intake),
    nothing: () => intake.refuse(TEXTS.notText),
  });
}

async function read(file: File, template: string | null, intake: Intake): Promise<void> {
  const found = await textOf(file);
  if ("why" in found) intake.refuse(TEXTS.fileWrong(found.why));
  else accept(found.text, file.name, template, intake);
}

/** A template where the text fell on one; otherwise a conversation, or an object with `messages` and perhaps `tools`. */
function accept(text: string, name: string, template: string | null, intake: Intake): void {
  if (template !== null) return text.length > LONGEST ? intake.refuse(TEXTS.templateTooLong(name, LONGEST)) : intake.template(template, text);
  const wrong = wrongConversation(text);
  if (!wrong) return intake.take({ conversation: text });
  const whole = text.trim().startsWith("{") && !wrongMore(`{"x": ${text}}`) ? parseJson(text) : null;
  const [messages, tools] = whole instanceof Dict ? [whole.get("messages"), whole.get("tools")] : [];
  const conversation = messages instanceof List ? written(messages) : null;
  if (conversation === null || wrongConversation(conversation)) return intake.refuse(TEXTS.fileNotChat(name, wrong.message));
  const listed = tools instanceof List ? written(tools) : null;
  intake.take({ conversation, ...(listed !== null && !wrongTools(listed) ? { tools: listed, withTools: true } : {}) });
}
