/** A row of choices of which one is chosen. */
import { make } from "./dom.ts";

export class Radios<Name extends string> {
  readonly element: HTMLElement;
  readonly #inputs = new Map<Name, HTMLInputElement>();

  constructor(label: string, labels: Record<Name, string>, first: Name, chosen: (name: Name) => void) {
    const name = `tt-radios-${Math.random().toString(36).slice(2)}`; // not counted: two scripts of a page would count alike
    const choices = (Object.keys(labels) as Name[]).map((value) => {
      const input = Object.assign(make("input"), { type: "radio", name, value, checked: value === first });
      input.addEventListener("change", () => chosen(value));
      this.#inputs.set(value, input);
      return make("label", "tt-choice", input, make("span", "", labels[value]));
    });
    this.element = make("fieldset", "tt-choices", make("legend", "", label), ...choices);
  }

  check(name: Name): void {
    this.#inputs.get(name)!.checked = true;
  }
}
