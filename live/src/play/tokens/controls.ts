/** Which tokenizers, which switches, which view. */

import type { Model } from "../../encoder/models.ts";
import { make } from "../../ui/dom.ts";
import { Radios } from "../../ui/radios.ts";
import { ModelChoices } from "./model_choices.ts";
import type { State } from "./texts.ts";
import { TEXTS } from "./texts.ts";

export class Controls {
  readonly element = make("div", "tt-controls");
  readonly #choices: ModelChoices;
  readonly #add: HTMLInputElement;
  readonly #split: HTMLInputElement;
  readonly #shows: Radios<State["show"]>;

  /** `changed` gets what changed. */
  constructor(changed: (part: Partial<State>) => void) {
    this.#choices = new ModelChoices(TEXTS.tokenizers, (models) => changed({ models }));
    this.#add = box((add) => changed({ add }));
    this.#split = box((split) => changed({ split }));
    this.#shows = new Radios(TEXTS.show, TEXTS.shows, "text", (show) => changed({ show }));
    this.element.append(
      this.#choices.element,
      this.#shows.element,
      make(
        "div",
        "tt-switches",
        choice(this.#add, TEXTS.addSpecial, TEXTS.addSpecialWhat),
        choice(this.#split, TEXTS.splitSpecial, TEXTS.splitSpecialWhat),
      ),
    );
  }

  /** `offered`: which tokenizers there are. */
  set(offered: readonly Model[], { models, add, split, show }: State): void {
    this.#choices.set(offered, models);
    this.#add.checked = add;
    this.#split.checked = split;
    this.#shows.check(show);
  }
}

function box(press: (on: boolean) => void): HTMLInputElement {
  const input = make("input");
  input.type = "checkbox";
  input.addEventListener("change", () => press(input.checked));
  return input;
}

function choice(input: HTMLInputElement, label: string, title = ""): HTMLElement {
  const made = make("label", "tt-choice", input, make("span", "", label));
  made.title = title;
  return made;
}
