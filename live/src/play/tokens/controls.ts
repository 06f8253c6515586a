/** Which tokenizers, which switches, which view. */

import type { Model } from "../../encoder/models.ts";
import { make } from "../../ui/dom.ts";
import { Radios } from "../../ui/radios.ts";
import type { State } from "./texts.ts";
import { TEXTS } from "./texts.ts";

export class Controls {
  readonly element = make("div", "tt-controls");
  #models = new Map<string, HTMLInputElement>();
  readonly #choices = make("fieldset", "tt-choices");
  readonly #changed: (part: Partial<State>) => void;
  readonly #add: HTMLInputElement;
  readonly #split: HTMLInputElement;
  readonly #shows: Radios<State["show"]>;

  /** `changed` gets what changed. */
  constructor(models: readonly Model[], changed: (part: Partial<State>) => void) {
    this.#changed = changed;
    this.offer(models);
    this.#add = box((add) => changed({ add }));
    this.#split = box((split) => changed({ split }));
    this.#shows = new Radios(TEXTS.show, TEXTS.shows, "text", (show) => changed({ show }));
    this.element.append(
      this.#choices,
      this.#shows.element,
      make(
        "div",
        "tt-switches",
        labelled(this.#add, TEXTS.addSpecial, TEXTS.addSpecialWhat),
        labelled(this.#split, TEXTS.splitSpecial, TEXTS.splitSpecialWhat),
      ),
    );
  }

  /** Which tokenizers there are. */
  offer(models: readonly Model[]): void {
    const boxes = models.map(({ id }) => [id, box(() => this.#changed({ models: this.#chosen() }))] as const);
    this.#models = new Map(boxes);
    this.#choices.replaceChildren(
      make("legend", "", TEXTS.tokenizers),
      ...models.map((model) => labelled(this.#models.get(model.id)!, model.name)),
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
    this.#shows.check(show);
  }

  #chosen(): string[] {
    return [...this.#models].filter(([, input]) => input.checked).map(([id]) => id);
  }
}

function box(press: (on: boolean) => void): HTMLInputElement {
  const input = make("input");
  input.type = "checkbox";
  input.addEventListener("change", () => press(input.checked));
  return input;
}

function labelled(input: HTMLInputElement, label: string, title = ""): HTMLElement {
  const made = make("label", "tt-choice", input, make("span", "", label));
  made.title = title;
  return made;
}
