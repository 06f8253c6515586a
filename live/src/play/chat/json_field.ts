/** A text area whose text must be right to count; what is wrong stands under it, and the last right text stays in force. */
import { make, wordButton } from "../../page/dom.ts";
import type { Wrong } from "./state.ts";
import { TEXTS } from "./texts.ts";

let fields = 0;

export interface FieldOptions {
  label: string;
  check: (text: string) => Wrong | null;
  changed: (text: string) => void;
  /** Said by a label that is seen; otherwise the label is for screen readers only. */
  visible?: boolean;
}

export class JsonField {
  readonly element = make("div", "tt-json");
  readonly area = make("textarea", "tt-play-text tt-code");
  readonly #wrong = make("p", "tt-wrong-line");
  readonly #options: FieldOptions;

  constructor(options: FieldOptions) {
    this.#options = options;
    const id = `tt-json-${(fields += 1)}`;
    const label = make("label", options.visible ? "tt-play-label" : "tt-hidden", options.label);
    label.htmlFor = this.area.id = id;
    this.#wrong.id = `${id}-wrong`;
    this.#wrong.setAttribute("role", "alert");
    this.area.spellcheck = false;
    for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) this.area.setAttribute(name, "off");
    this.area.setAttribute("aria-describedby", this.#wrong.id);
    this.area.addEventListener("input", () => this.#typed());
    this.element.append(label, this.area, this.#wrong);
  }

  set(text: string): void {
    if (this.area.value !== text) this.area.value = text;
    this.area.rows = Math.min(Math.max(text.split("\n").length, 2), 22);
    this.#say(this.#options.check(text));
  }

  #typed(): void {
    const wrong = this.#options.check(this.area.value);
    this.#say(wrong);
    if (!wrong) this.#options.changed(this.area.value);
  }

  #say(wrong: Wrong | null): void {
    this.area.setAttribute("aria-invalid", String(wrong !== null));
    if (!wrong) return this.#wrong.replaceChildren();
    const { at } = wrong;
    const go = at === null ? [] : [" ", wordButton(TEXTS.goToError, () => this.select(at))];
    this.#wrong.replaceChildren(wrong.message, ...go);
  }

  select(at: number): void {
    this.area.focus();
    this.area.setSelectionRange(at, Math.min(at + 1, this.area.value.length));
  }
}
