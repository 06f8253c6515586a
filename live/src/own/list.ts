/** What the reader brought: each with its name, whether this device remembers it, and the way to remove it. */
import { button, make } from "../ui/dom.ts";
import { begins, hashOf, hasTemplate, LONGEST_NAME, type Own } from "./own.ts";
import { OWN } from "./texts.ts";

export interface ListEvents {
  /** Its name is then what this returns. */
  rename(own: Own, name: string): string;
  remember(own: Own, on: boolean): void;
  remove(own: Own): void;
}

const CROSS = "M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12z";

export class OwnList {
  readonly element = make("ul", "tt-own-list");
  readonly #events: ListEvents;

  constructor(events: ListEvents) {
    this.#events = events;
    this.element.setAttribute("aria-label", OWN.list);
    this.element.hidden = true;
  }

  /** The keyboard's place is kept: the same control of what now stands there, or else `instead`. */
  set(all: readonly Own[], instead: HTMLElement): void {
    const controls = (item: Element | undefined): HTMLElement[] => [
      ...(item?.querySelectorAll<HTMLElement>("input, button") ?? []),
    ];
    const at = [...this.element.children].findIndex((item) => item.contains(document.activeElement));
    const control = controls(this.element.children[at]).indexOf(document.activeElement as HTMLElement);
    this.element.replaceChildren(...all.map((own) => this.#item(own)));
    this.element.hidden = !all.length;
    if (at >= 0) (controls(this.element.children[at])[control] ?? instead).focus();
  }

  #item(own: Own): HTMLElement {
    const name = make("input", "tt-field");
    name.value = own.name;
    name.maxLength = LONGEST_NAME;
    name.dataset.ownUndo = "";
    name.setAttribute("aria-label", OWN.name(own.name));
    // when the focus has moved on, since the list is made anew
    name.addEventListener("change", () => setTimeout(() => (name.value = this.#events.rename(own, name.value))));
    const box = make("input");
    box.type = "checkbox";
    box.checked = own.kept;
    box.addEventListener("change", () => this.#events.remember(own, box.checked));
    const remove = button(CROSS, OWN.removeOf(own.name), () => this.#events.remove(own));
    remove.querySelector("span")!.textContent = OWN.remove;
    const hash = begins(hashOf(own.id));
    const what = own.facts
      ? OWN.what.tokenizer(own.facts.type, own.facts.tokens, hash, hasTemplate(own))
      : OWN.what.template(hash);
    return make(
      "li",
      "",
      name,
      make("span", "tt-own-what", what),
      make("label", "tt-choice", box, make("span", "", OWN.remember)),
      remove,
    );
  }
}
