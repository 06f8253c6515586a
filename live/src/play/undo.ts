/** The buttons and keys of undo and redo. */
import { button } from "../ui/dom.ts";
import { fieldUndo } from "./field_undo.ts";
import { onHistory } from "./history.ts";
import { ICONS } from "./icons.ts";
import type { Work } from "./work.ts";

export interface UndoWords {
  undo: string;
  redo: string;
  undone: string;
  redone: string;
}

const isField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches("textarea, input:not([type=checkbox], [type=radio], [type=file], [type=button]), select"));

export class Undo {
  readonly buttons: [HTMLButtonElement, HTMLButtonElement];
  readonly #work: Work;
  readonly #words: UndoWords;
  readonly #say: (text: string) => void;

  /**
   * Fields outside of `root` keep the browser's own undo, and those with `data-own-undo` have one of their own. `say`: for
   * a screen reader.
   */
  constructor(root: HTMLElement, work: Work, words: UndoWords, say: (text: string) => void) {
    this.#work = work;
    this.#words = words;
    this.#say = say;
    this.buttons = [
      button(ICONS.undo, words.undo, () => this.#go(false)),
      button(ICONS.redo, words.redo, () => this.#go(true)),
    ];
    const others = (target: EventTarget | null): boolean =>
      isField(target) && (!root.contains(target) || target.closest("[data-own-undo]") !== null);
    fieldUndo(root, "[data-own-undo]");
    onHistory(document, (target, redo) => {
      if (others(target)) return false;
      this.#go(redo);
      return true;
    });
    root.addEventListener("focusin", () => work.pause());
    this.look();
  }

  /** After every change of the work: a button that can do nothing says so, and keeps the focus. */
  look(): void {
    const [undo, redo] = this.buttons;
    undo.setAttribute("aria-disabled", String(!this.#work.canUndo));
    redo.setAttribute("aria-disabled", String(!this.#work.canRedo));
  }

  #go(redo: boolean): void {
    if (redo ? this.#work.redo() : this.#work.undo()) this.#say(redo ? this.#words.redone : this.#words.undone);
  }
}
