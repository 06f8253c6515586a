/** In the place of a tokenizer whose file is not here. */
import { make, wordButton } from "../ui/dom.ts";
import { begins, hashOf, nameOf } from "./own.ts";
import { OWN } from "./texts.ts";

/** `awaited`: this device may remember it; `away`: the reader does without. */
export function missingPanel(id: string, awaited: boolean, away: () => void): HTMLElement {
  const name = nameOf(id);
  const needs = make("strong", "", OWN.needs(name, begins(hashOf(id))));
  const said = awaited ? [OWN.awaited] : [needs, " ", OWN.needsWhat, " ", wordButton(OWN.away, away)];
  const panel = make(
    "section",
    "tt-tokens tt-own-missing",
    make("div", "tt-panel-head", make("h2", "tt-panel-name", name)),
    make("p", "", ...said),
  );
  panel.setAttribute("aria-label", name);
  panel.dataset.missing = id;
  return panel;
}
