/** A field for what a reader has in the clipboard. */
import { pastedTemplate, pastedValue } from "../chats/pasted.ts";
import { dumpJson } from "../jinja/json.ts";
import { raw } from "../jinja/text.ts";
import { Dict } from "../jinja/values.ts";
import { make, wordButton } from "../ui/dom.ts";
import { type Draft, NOTHING } from "./bundle.ts";
import { isRepository, kindOfText } from "./recognise.ts";
import { OWN } from "./texts.ts";

/** Longer texts are files, and not what somebody copied out of one. */
const LONGEST = 500_000;

/** `bring`: false where it could not be read; the text stays then. `refuse`: for the reader. */
export function pasteBox(bring: (draft: Draft) => Promise<boolean>, refuse: (why: string) => void): HTMLElement {
  const area = make("textarea", "tt-play-text tt-code");
  area.rows = 5;
  area.spellcheck = false;
  area.dataset.ownUndo = "";
  const use = async (): Promise<void> => {
    const text = area.value;
    const file = asFile(text);
    const kind = kindOfText(file);
    if (!kind) {
      const why = isRepository(text) ? OWN.pasteRepository : OWN.pasteNothing;
      return refuse(text.trim() ? why : OWN.pasteEmpty);
    }
    const part = kind === "tokenizer" ? new Blob([file]) : file;
    const done = await bring({ ...NOTHING, templates: {}, name: OWN.pasted, [kind]: part });
    if (done && area.value === text) area.value = "";
  };
  const label = make("label", "", make("span", "tt-play-label", OWN.pasteLabel), area);
  return make(
    "div",
    "tt-own-paste",
    label,
    wordButton(OWN.pasteDo, () => void use()),
  );
}

/** As the file has it: fields of a config, a dictionary of Python, a template in a string become what they say. */
function asFile(text: string): string {
  const given = text.replace(/^\ufeff/, "");
  if (given.length > LONGEST || isJson(given)) return given;
  const value = pastedValue(given);
  if (value instanceof Dict && !isTemplateAlone(value)) return raw(dumpJson(value));
  return pastedTemplate(given) ?? given;
}

/** `tokenizer.chat_template = "…"` of a script. */
const isTemplateAlone = (value: Dict): boolean => value.size === 1 && value.has("chat_template");

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
