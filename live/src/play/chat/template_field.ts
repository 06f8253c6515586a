/** A model's Jinja template: to read, to change, to reset. */
import { button, make, wordButton } from "../../page/dom.ts";
import { TEXTS } from "./texts.ts";

export class TemplateField {
  readonly element = make("details", "tt-fold tt-template");
  readonly area = make("textarea", "tt-play-text tt-code");
  readonly #numbers = make("div", "tt-line-numbers");
  readonly #edited = make("span", "tt-mark", TEXTS.edited);
  readonly #reset: HTMLButtonElement;
  readonly #wrong = make("p", "tt-wrong-line");
  readonly #original: string;

  /** `changed` gets null when the template is the model's own again. */
  constructor(name: string, original: string | null, changed: (template: string | null) => void) {
    this.#original = original ?? "";
    this.#reset = button("reset", TEXTS.reset, () => {
      changed(null);
      this.area.focus();
    }, "tt-wordy");
    this.area.spellcheck = false;
    this.area.wrap = "off";
    this.area.rows = 14;
    this.area.setAttribute("aria-label", TEXTS.templateOf(name));
    this.area.addEventListener("input", () => {
      this.#number();
      changed(this.area.value === this.#original ? null : this.area.value);
    });
    this.area.addEventListener("scroll", () => (this.#numbers.scrollTop = this.area.scrollTop));
    this.#numbers.setAttribute("aria-hidden", "true");
    this.#wrong.setAttribute("role", "alert");
    this.element.append(
      make("summary", "", original === null ? TEXTS.ownTemplate : TEXTS.template, " ", this.#edited),
      make("div", "tt-template-box", this.#numbers, this.area),
      this.#wrong, make("div", "tt-panel-tools", this.#reset),
    );
    this.set(null);
  }

  set(template: string | null): void {
    const text = template ?? this.#original;
    if (this.area.value !== text) this.area.value = text;
    this.#edited.hidden = template === null;
    this.#reset.disabled = template === null;
    this.#number();
  }

  /** What is wrong in the template; null if nothing is. */
  wrong(message: string | null, line: number | null): void {
    this.area.setAttribute("aria-invalid", String(message !== null));
    [...this.#numbers.children].forEach((number, i) => number.classList.toggle("tt-bad", message !== null && i + 1 === line));
    if (message === null) return this.#wrong.replaceChildren();
    this.#wrong.replaceChildren(message, ...(line === null ? [] : [" ", wordButton(TEXTS.goToLine(line), () => this.goTo(line))]));
  }

  goTo(line: number): void {
    this.element.open = true;
    const lines = this.area.value.split("\n");
    const from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.area.focus();
    this.area.setSelectionRange(from, from + (lines[line - 1] ?? "").length);
    this.area.scrollTop = Math.max(0, (line - 4) * (this.area.scrollHeight / Math.max(lines.length, 1)));
  }

  #number(): void {
    const count = this.area.value.split("\n").length;
    while (this.#numbers.childElementCount > count) this.#numbers.lastChild!.remove();
    while (this.#numbers.childElementCount < count) this.#numbers.append(make("span", "", String(this.#numbers.childElementCount + 1)));
  }
}
