/**
 * Undo inside single fields. The browser's own goes on to other fields of the page where one has nothing left, and
 * takes a text apart that a script has put in.
 */
import { putText } from "./change.ts";
import { onHistory } from "./history.ts";
import { Typing } from "./typing.ts";

type Field = HTMLTextAreaElement | HTMLInputElement;

const FIELDS = "textarea, input:is([type=text], [type=search], [type=number], :not([type]))";
const MOST_STEPS = 100;

/** `within`: only fields inside of what this selector names. */
export function fieldUndo(root: HTMLElement, within = "*"): void {
  const all = new WeakMap<EventTarget, Steps>();
  const stepsOf = (target: EventTarget | null): Steps | null => {
    if (!(target instanceof HTMLElement) || !target.matches(FIELDS) || !target.closest(within)) return null;
    const steps = all.get(target) ?? new Steps(target as Field);
    all.set(target, steps);
    return steps;
  };
  for (const event of ["focusin", "beforeinput"])
    root.addEventListener(event, ({ target }) => stepsOf(target)?.look(false), true);
  root.addEventListener("input", ({ target }) => stepsOf(target)?.look(true), true);
  onHistory(root, (target, redo) => {
    const steps = stepsOf(target);
    steps?.go(redo);
    return steps !== null;
  });
}

class Steps {
  readonly #past: string[] = [];
  readonly #future: string[] = [];
  readonly #typing = new Typing();
  #now: string;

  constructor(readonly field: Field) {
    this.#now = field.value;
  }

  /** Notes what the field holds now; `typed`: by the reader, key by key, and not by a script. */
  look(typed: boolean): void {
    const { value } = this.field;
    if (value === this.#now) return;
    if (!typed) this.#typing.pause();
    if (!this.#typing.grows(this.#now, value)) this.#past.push(this.#now);
    if (this.#past.length > MOST_STEPS) this.#past.shift();
    this.#future.length = 0;
    this.#now = value;
  }

  go(redo: boolean): void {
    this.look(false);
    const [from, to] = redo ? [this.#future, this.#past] : [this.#past, this.#future];
    const text = from.pop();
    if (text === undefined) return;
    to.push(this.#now);
    this.#now = text;
    this.#typing.pause();
    putText(this.field, text);
    const inputType = redo ? "historyRedo" : "historyUndo"; // or a field takes it for a paste
    this.field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));
  }
}
