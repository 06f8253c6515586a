/** A row of buttons that fill a playground; `first` stands before them. */
import { make } from "../ui/dom.ts";

export interface Preset<State> {
  id: string;
  label: string;
  state: State;
}

export function presetRow<State>(
  label: string,
  presets: readonly Preset<State>[],
  choose: (preset: Preset<State>) => void,
  first?: HTMLElement,
): HTMLElement {
  const row = make("div", "tt-presets");
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", label);
  if (first) row.append(first);
  for (const preset of presets) {
    const made = make("button", "tt-chip-button", preset.label);
    made.type = "button";
    made.dataset.preset = preset.id;
    made.addEventListener("click", () => choose(preset));
    row.append(made);
  }
  return row;
}

/** Options that an example has changed: as they were before, and as it made them. */
export type Lent<Options> = { [Name in keyof Options]?: [before: Options[Name], made: Options[Name]] };

/** Options as an example wants them. What it changes is lent: the next example gives it back as the reader had it. */
export function lend<Options extends object>(
  options: Options,
  lent: Lent<Options>,
  wanted: Partial<Options>,
): { options: Options; lent: Lent<Options> } {
  const names = Object.keys(options) as (keyof Options)[];
  const next: Lent<Options> = {};
  const made = { ...options };
  for (const name of names) {
    const old = lent[name];
    const own = old && old[1] === options[name] ? old[0] : options[name];
    made[name] = own;
    if (name in wanted && wanted[name] !== own) next[name] = [own, (made[name] = wanted[name]!)];
  }
  return { options: made, lent: next };
}
