/** Which tokenizers: a checkbox for each, and one of them always stays. */
import type { Model } from "../../encoder/models.ts";
import { make } from "../../ui/dom.ts";
import { TEXTS } from "./texts.ts";

export class ModelChoices {
  readonly element = make("fieldset", "tt-choices");
  #boxes = new Map<string, HTMLInputElement>();
  #offered = "";

  /** `changed` gets the ids that are chosen now, in the page's order. */
  constructor(
    readonly legend: string,
    readonly changed: (ids: string[]) => void,
  ) {}

  set(models: readonly Model[], chosen: readonly string[]): void {
    const offered = JSON.stringify(models.map(({ id, name }) => [id, name]));
    if (offered !== this.#offered) this.#offer(models);
    this.#offered = offered;
    const here = models.filter(({ id }) => chosen.includes(id)).length;
    for (const [id, box] of this.#boxes) {
      box.checked = chosen.includes(id);
      box.disabled = here === 1 && box.checked; // one has to stay
      box.title = box.disabled ? TEXTS.atLeastOne : "";
    }
  }

  #offer(models: readonly Model[]): void {
    const made = models.map(({ id, name }) => {
      const box = Object.assign(make("input"), { type: "checkbox", value: id });
      box.addEventListener("change", () =>
        this.changed([...this.#boxes].flatMap(([one, { checked }]) => (checked ? [one] : []))),
      );
      return [id, name, box] as const;
    });
    this.#boxes = new Map(made.map(([id, , box]) => [id, box]));
    this.element.replaceChildren(
      make("legend", "", this.legend),
      ...made.map(([, name, box]) => make("label", "tt-choice", box, make("span", "", name))),
    );
  }
}
