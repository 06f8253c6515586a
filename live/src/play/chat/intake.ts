/** What comes from elsewhere and is no part of a tokenizer: files chosen or dropped, dropped text. */
import { isOtherForm } from "../../own/recognise.ts";
import { OWN } from "../../own/texts.ts";
import { textOf } from "../../ui/textfile.ts";
import type { Arrive } from "../newest.ts";
import { BESIDE, withoutEditors } from "./drafts.ts";
import { isWrong, readConversation } from "./reading.ts";
import type { State } from "./shape.ts";
import type { Work } from "./state.ts";
import { TEXTS } from "./texts.ts";
import { LONGEST } from "./wrong.ts";

export interface Intake {
  /** A conversation, perhaps with tools; `said`: how it was read. */
  take(part: Partial<State>, said: string | null): void;
  template(model: string, text: string): void;
  refuse(why: string): void;
}

/** The model on whose template something fell. */
export const templateAt = (on: Element | null): string | null =>
  on?.closest<HTMLElement>(".tt-template")?.closest<HTMLElement>("[data-model]")?.dataset.model ?? null;

/** What a file would replace: a template, or the conversation with what may stand beside it, and what stands in their fields. */
export function contentAt(template: string | null, { state, drafts }: Pick<Work, "state" | "drafts">): string {
  if (template !== null) return JSON.stringify([state.templates[template], drafts[`template ${template}`]]);
  const editors = Object.entries(drafts).filter(([name]) => !(name in withoutEditors(drafts, BESIDE)));
  const { conversation, tools, withTools, more, generation, continues } = state;
  return JSON.stringify([conversation, tools, withTools, more, generation, continues, editors]);
}

export async function readFile(file: File, on: Element | null, intake: Intake, arrive: Arrive): Promise<void> {
  const found = await textOf(file);
  if (isOtherForm(file.name)) intake.refuse(OWN.otherForm(file.name));
  else if ("why" in found) intake.refuse(TEXTS.fileWrong(found.why));
  else accept(found.text, file.name, templateAt(on), intake, arrive);
}

/** A template where the text fell on one; otherwise whatever holds a conversation (reading.ts). */
export function accept(text: string, name: string, template: string | null, intake: Intake, arrive: Arrive): void {
  if (template !== null) {
    if (text.length > LONGEST) return intake.refuse(TEXTS.templateTooLong(name, LONGEST));
    return arrive(() => intake.template(template, text));
  }
  const read = readConversation(text);
  if (isWrong(read)) return intake.refuse(TEXTS.fileNotChat(name, read.message));
  arrive(() => intake.take({ conversation: read.text, ...read.beside }, read.said));
}
