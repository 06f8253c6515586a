/** What comes from elsewhere and is no part of a tokenizer: files chosen or dropped, dropped text. */
import { isOtherForm } from "../../own/recognise.ts";
import { OWN } from "../../own/texts.ts";
import { textOf } from "../../ui/textfile.ts";
import { isWrong, readConversation } from "./reading.ts";
import type { State } from "./shape.ts";
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

/** `inTurn`: whether what came later has not taken its place (desk.ts). */
export async function readFile(file: File, on: Element | null, intake: Intake, inTurn: () => boolean): Promise<void> {
  const found = await textOf(file);
  if (isOtherForm(file.name)) intake.refuse(OWN.otherForm(file.name));
  else if ("why" in found) intake.refuse(TEXTS.fileWrong(found.why));
  else if (inTurn()) accept(found.text, file.name, templateAt(on), intake);
}

/** A template where the text fell on one; otherwise whatever holds a conversation (reading.ts). */
export function accept(text: string, name: string, template: string | null, intake: Intake): void {
  if (template !== null)
    return text.length > LONGEST
      ? intake.refuse(TEXTS.templateTooLong(name, LONGEST))
      : intake.template(template, text);
  const read = readConversation(text);
  if (isWrong(read)) return intake.refuse(TEXTS.fileNotChat(name, read.message));
  intake.take(
    { conversation: read.text, ...(read.tools === null ? {} : { tools: read.tools, withTools: true }) },
    read.said,
  );
}
