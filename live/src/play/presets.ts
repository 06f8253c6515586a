/** A row of buttons that fill a playground. */
import { make } from "../page/dom.ts";

export interface Preset<State> {
  id: string;
  label: string;
  state: State;
}

export function presetRow<State>(label: string, presets: readonly Preset<State>[], choose: (preset: Preset<State>) => void): HTMLElement {
  const row = make("div", "tt-presets");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", label);
  for (const preset of presets) {
    const made = make("button", "tt-chip-button", preset.label);
    made.type = "button";
    made.dataset.preset = preset.id;
    made.addEventListener("click", () => choose(preset));
    row.append(made);
  }
  return row;
}
