/** A model's Jinja template: to read, to change, to reset. */
import { pastedTemplate } from "../../chats/pasted.ts";
import { button, make, wordButton } from "../../ui/dom.ts";
import { putText } from "../change.ts";
import type { Kind } from "../work.ts";
import { READ, TEXTS } from "./texts.ts";
import { LONGEST } from "./wrong.ts";

export interface TemplateEvents {
  /** Null when the template is the model's own again. */
  changed(template: string | null, kind: Kind): void;
  /** What is typed is too long to count. */
  drafted(text: string): void;
}

export class TemplateField {
  readonly element = make("details", "tt-fold tt-template");
  readonly area = make("textarea", "tt-play-text tt-code");
  readonly #numbers = make("div", "tt-line-numbers");
  readonly #edited = make("span", "tt-mark", TEXTS.edited);
  readonly #reset: HTMLButtonElement;
  readonly #wrong = make("p", "tt-wrong-line");
  readonly #remark = make("p", "tt-note");
  readonly #original: string;
  #lines = 0;
  #bad: number | null = null;
  /** What is typed is too long to count. */
  #refused = false;

  constructor(name: string, original: string | null, events: TemplateEvents) {
    this.#original = original ?? "";
    this.#reset = button(
      "reset",
      TEXTS.reset,
      () => {
        events.changed(null, "template");
        this.area.focus();
      },
      "tt-wordy",
    );
    this.area.spellcheck = false;
    // what is to stay over a reload, state.ts keeps; the browser need not copy a megabyte
    this.area.autocomplete = "off";
    this.area.wrap = "off";
    this.area.rows = 14;
    this.area.setAttribute("aria-label", TEXTS.templateOf(name));
    this.area.addEventListener("input", (event) => {
      const { value } = this.area;
      this.#remark.textContent = "";
      if (value.length > LONGEST) {
        this.#refuse();
        return events.drafted(value);
      }
      this.#number();
      if (this.#refused) this.#wrong.replaceChildren();
      this.#refused = false;
      events.changed(value === this.#original ? null : value, "typed");
      this.#unquote(value, (event as InputEvent).inputType, events);
    });
    this.area.addEventListener("scroll", () => (this.#numbers.scrollTop = this.area.scrollTop));
    this.#numbers.setAttribute("aria-hidden", "true");
    this.#wrong.setAttribute("role", "alert");
    this.#remark.setAttribute("role", "status");
    this.element.append(
      make("summary", "", original === null ? TEXTS.ownTemplate : TEXTS.template, " ", this.#edited),
      make("div", "tt-template-box", this.#numbers, this.area),
      this.#wrong,
      this.#remark,
      make("div", "tt-panel-tools", this.#reset),
    );
    this.set(null);
  }

  /** `draft`: a text that is too long to count; it stays in the field. */
  set(template: string | null, draft: string | null = null): void {
    if (this.#refused) this.#wrong.replaceChildren();
    this.#refused = false;
    putText(this.area, draft ?? template ?? this.#original);
    this.#edited.hidden = template === null;
    this.#reset.disabled = template === null && draft === null;
    if (draft === null) this.#number();
    else this.#refuse();
  }

  /** A template that was pasted as a config or a script writes it, in a string, is that string's text; a step of its own. */
  #unquote(value: string, inputType: string, events: TemplateEvents): void {
    const template = !inputType || /Paste|Drop|Yank/.test(inputType) ? pastedTemplate(value) : null;
    if (template === null) return;
    putText(this.area, template);
    this.#number();
    events.changed(template === this.#original ? null : template, "read");
    this.#remark.textContent = `${READ.template} ${READ.undo}`;
  }

  /** What is wrong in the template; null if nothing is. */
  wrong(message: string | null, line: number | null): void {
    if (this.#refused) return;
    this.area.setAttribute("aria-invalid", String(message !== null));
    this.#bad = message === null ? null : line;
    this.#number(true);
    if (message === null) return this.#wrong.replaceChildren();
    this.#wrong.replaceChildren(
      message,
      ...(line === null ? [] : [" ", wordButton(TEXTS.goToLine(line), () => this.goTo(line))]),
    );
  }

  goTo(line: number): void {
    this.element.open = true;
    const lines = this.area.value.split("\n");
    const from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.area.focus();
    this.area.setSelectionRange(from, from + (lines[line - 1] ?? "").length);
    this.area.scrollTop = Math.max(0, (line - 4) * (this.area.scrollHeight / Math.max(lines.length, 1)));
  }

  /**
   * Lines of a text that does not count are not numbered: laying out a hundred thousand of them takes the page seconds.
   */
  #refuse(): void {
    this.#lines = 0;
    this.#numbers.replaceChildren();
    this.#refused = true;
    this.#reset.disabled = false;
    this.area.setAttribute("aria-invalid", "true");
    this.#wrong.replaceChildren(TEXTS.tooLong(LONGEST));
  }

  #number(again = false): void {
    const count = Math.min(this.area.value.split("\n").length, LONGEST);
    if (count === this.#lines && !again) return;
    this.#lines = count;
    const bad = this.#bad !== null && this.#bad <= count ? this.#bad : null;
    const rows = (from: number, to: number): string =>
      Array.from({ length: Math.max(0, to - from) }, (_, i) => `${from + i}\n`).join("");
    if (bad === null) return void (this.#numbers.textContent = rows(1, count + 1));
    this.#numbers.replaceChildren(rows(1, bad), make("span", "tt-bad", String(bad)), "\n", rows(bad + 1, count + 1));
  }
}
