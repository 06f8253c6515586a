/** A field for what a reader has in the clipboard. */
import { make, wordButton } from "../ui/dom.ts";
import { type Draft, NOTHING } from "./bundle.ts";
import { kindOfText } from "./recognise.ts";
import { OWN } from "./texts.ts";

/** `bring`: false where it could not be read; the text stays then. `refuse`: for the reader. */
export function pasteBox(bring: (draft: Draft) => Promise<boolean>, refuse: (why: string) => void): HTMLElement {
  const area = make("textarea", "tt-play-text tt-code");
  area.rows = 5;
  area.spellcheck = false;
  area.dataset.ownUndo = "";
  const use = async (): Promise<void> => {
    const text = area.value;
    const kind = kindOfText(text);
    if (!kind) return refuse(text.trim() ? OWN.pasteNothing : OWN.pasteEmpty);
    const part = kind === "tokenizer" ? new Blob([text]) : text;
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
