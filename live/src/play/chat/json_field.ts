/**
 * A text area whose text must be right to count; what is wrong stands under it, and the last right text stays in force.
 */
import { make, wordButton } from "../../ui/dom.ts";
import { putText } from "../change.ts";
import { isWrong, type Reading } from "./reading.ts";
import { READ, TEXTS } from "./texts.ts";
import type { Wrong } from "./wrong.ts";

let fields = 0;

export interface FieldOptions {
  label: string;
  read: (text: string) => Reading | Wrong;
  /** `typed`: the text of the field where it is not the one that counts, else null. */
  changed: (read: Reading, typed: string | null, how: "typed" | "read") => void;
  /** The text of the field is wrong. */
  drafted: (text: string) => void;
  /** Said by a label that is seen; otherwise the label is for screen readers only. */
  visible?: boolean;
}

export class JsonField {
  readonly element = make("div", "tt-json");
  readonly area = make("textarea", "tt-play-text tt-code");
  readonly #wrong = make("p", "tt-wrong-line");
  readonly #behind = make("p", "tt-behind", READ.behind);
  readonly #remark = make("p", "tt-note");
  readonly #options: FieldOptions;
  /** What was made of the last paste. */
  #pasted: string | null = null;

  constructor(options: FieldOptions) {
    this.#options = options;
    const id = `tt-json-${(fields += 1)}`;
    const label = make("label", options.visible ? "tt-play-label" : "tt-hidden", options.label);
    label.htmlFor = this.area.id = id;
    this.#wrong.id = `${id}-wrong`;
    this.#wrong.setAttribute("role", "alert");
    this.#behind.hidden = true;
    this.#remark.setAttribute("role", "status");
    this.area.spellcheck = false;
    for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) this.area.setAttribute(name, "off");
    this.area.setAttribute("aria-describedby", this.#wrong.id);
    this.area.addEventListener("input", (event) => this.#typed(event as InputEvent));
    this.element.append(label, this.area, this.#wrong, this.#behind, this.#remark);
  }

  set(text: string): void {
    if (text !== this.#pasted) this.#pasted = null; // what Undo took away may be pasted once more
    if (this.area.value === text && this.area.hasAttribute("aria-invalid")) return;
    putText(this.area, text);
    this.area.rows = Math.min(Math.max(text.split("\n", 22).length, 2), 22);
    this.#say(this.#options.read(text));
  }

  /** What was typed letter by letter stays as it is; what was pasted becomes JSON, as a step of its own. */
  #typed({ inputType, data }: InputEvent): void {
    const { value } = this.area;
    if (value === this.#pasted) return; // one paste can be two events
    const read = this.#options.read(value);
    this.#pasted = null;
    this.#say(read);
    if (isWrong(read)) return this.#options.drafted(value);
    if (read.text === value) return this.#options.changed(read, null, "typed");
    this.#options.changed(read, value, "typed");
    const pasted = inputType
      ? /Paste|Drop|Yank/.test(inputType) || (inputType === "insertText" && (data?.length ?? 9) > 1)
      : true;
    if (!pasted) return;
    putText(this.area, (this.#pasted = read.text));
    this.#options.changed({ ...read, beside: {} }, null, "read");
    if (read.said) this.#remark.textContent = `${read.said} ${READ.undo}`;
  }

  #say(read: Reading | Wrong): void {
    const wrong = isWrong(read);
    this.area.setAttribute("aria-invalid", String(wrong));
    this.#behind.hidden = !wrong;
    this.#remark.textContent = wrong ? "" : (read.said ?? "");
    if (!wrong) return this.#wrong.replaceChildren();
    const { at } = read;
    const go = at === null ? [] : [" ", wordButton(TEXTS.goToError, () => this.select(at))];
    this.#wrong.replaceChildren(read.message, ...go);
  }

  select(at: number): void {
    this.area.focus();
    this.area.setSelectionRange(at, Math.min(at + 1, this.area.value.length));
  }
}
