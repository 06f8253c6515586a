/** In the place of a tokenizer whose file is not here. */
import { make, wordButton } from "../ui/dom.ts";
import { begins, hashOf, nameOf } from "./own.ts";
import { OWN } from "./texts.ts";

/** `away`: the reader does without. */
export function missingPanel(id: string, away: () => void): HTMLElement {
  const name = nameOf(id);
  const panel = make(
    "section",
    "tt-tokens tt-own-missing",
    make("div", "tt-panel-head", make("h2", "tt-panel-name", name)),
    make(
      "p",
      "",
      make("strong", "", OWN.needs(name, begins(hashOf(id)))),
      " ",
      OWN.needsWhat,
      " ",
      wordButton(OWN.away, away),
    ),
  );
  panel.setAttribute("aria-label", name);
  panel.dataset.missing = id;
  return panel;
}
