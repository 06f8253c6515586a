/** Which tokenizers, which switches, which view. */
import { make } from "../../page/dom.ts";
import type { Model } from "../models.ts";
import { TEXTS } from "./texts.ts";
import type { State } from "./texts.ts";

let radios = 0;

export class Controls {
  readonly element = make("div", "tt-controls");
  readonly #models: Map<string, HTMLInputElement>;
  readonly #add: HTMLInputElement;
  readonly #split: HTMLInputElement;
  readonly #shows: Map<string, HTMLInputElement>;

  /** `changed` gets what changed. */
  constructor(models: readonly Model[], changed: (part: Partial<State>) => void) {
    const name = `tt-show-${(radios += 1)}`;
    const box = (type: "checkbox" | "radio", press: (input: HTMLInputElement) => void): HTMLInputElement => {
      const input = make("input");
      input.type = type;
      input.addEventListener("change", () => press(input));
      return input;
    };
    this.#models = new Map(models.map((model) => [model.id, box("checkbox", () => changed({ models: this.#chosen() }))]));
    this.#add = box("checkbox", ({ checked }) => changed({ add: checked }));
    this.#split = box("checkbox", ({ checked }) => changed({ split: checked }));
    const shows = Object.keys(TEXTS.shows) as State["show"][];
    this.#shows = new Map(shows.map((show) => [show, box("radio", () => changed({ show }))]));
    for (const [show, input] of this.#shows) Object.assign(input, { name, value: show });
    this.element.append(
      fieldset(TEXTS.tokenizers, models.map((model) => labelled(this.#models.get(model.id)!, model.name))),
      fieldset(TEXTS.show, shows.map((show) => labelled(this.#shows.get(show)!, TEXTS.shows[show]))),
      make("div", "tt-switches", labelled(this.#add, TEXTS.addSpecial, TEXTS.addSpecialWhat), labelled(this.#split, TEXTS.splitSpecial, TEXTS.splitSpecialWhat)),
    );
  }

  set({ models, add, split, show }: State): void {
    for (const [id, input] of this.#models) {
      input.checked = models.includes(id);
      input.disabled = models.length === 1 && input.checked; // one has to stay
      input.title = input.disabled ? TEXTS.atLeastOne : "";
    }
    this.#add.checked = add;
    this.#split.checked = split;
    this.#shows.get(show)!.checked = true;
  }

  #chosen(): string[] {
    return [...this.#models].filter(([, input]) => input.checked).map(([id]) => id);
  }
}

function fieldset(label: string, children: HTMLElement[]): HTMLElement {
  return make("fieldset", "tt-choices", make("legend", "", label), ...children);
}

function labelled(input: HTMLInputElement, label: string, title = ""): HTMLElement {
  const made = make("label", "tt-choice", input, make("span", "", label));
  made.title = title;
  return made;
}
