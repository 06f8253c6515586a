/** What comes from elsewhere: files chosen or dropped, dropped text. */
import { make } from "../../page/dom.ts";
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
  const over = (event: DragEvent, on: boolean): void => {
    event.preventDefault();
    root.classList.toggle("tt-dropping", on);
  };
  root.addEventListener("dragover", (event) => over(event, true));
  root.addEventListener("dragleave", (event) => over(event, false));
  root.addEventListener("drop", (event) => {
    over(event, false);
    const template = (event.target as Element).closest<HTMLElement>(".tt-template")?.closest<HTMLElement>("[data-model]")?.dataset.model ?? null;
    const [file] = event.dataTransfer?.files ?? [];
    const text = event.dataTransfer?.getData("text/plain") ?? "";
    if (file) void read(file, template, intake);
    else if (text) accept(text, TEXTS.thisText, template, intake);
    else intake.refuse(TEXTS.notText);
  });
  const input = make("input");
  input.type = "file";
  input.hidden = true;
  input.addEventListener("change", () => {
    if (input.files?.[0]) void read(input.files[0], null, intake);
    input.value = "";
  });
  return input;
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
