/** The buttons under a cell's code and, beside them, one line that says how the cell stands. */
import { button, hide, make, relabel, wordButton } from "../ui/dom.ts";
import { PAGE } from "./texts.ts";

export interface ToolbarActions {
  run(): void;
  edit(): void;
  reset(): void;
  stop(): void;
  share(): void;
}

/** ms: what runs for less gets no Stop button, which would only flicker. */
export const QUICK = 300;

type Tone = "" | "same" | "bad" | "old";
type Line = [tone: Tone, content: (Node | string)[]];

export class Toolbar {
  readonly element: HTMLElement;
  readonly run: HTMLButtonElement;
  readonly edit: HTMLButtonElement;
  readonly reset: HTMLButtonElement;
  readonly stop: HTMLButtonElement;
  readonly share: HTMLButtonElement;
  #mark = make("span", "tt-mark", PAGE.changed);
  #status = make("span", "tt-status");
  /** How the last run went, which is true again when the code is. */
  #result: Line = ["", []];
  #stands = "";
  #notice: HTMLElement | null = null;
  #later = 0;

  constructor(label: string, actions: ToolbarActions) {
    this.run = button("run", PAGE.run, actions.run, "tt-run");
    this.edit = button("edit", PAGE.edit, actions.edit);
    this.reset = button("reset", PAGE.reset, actions.reset);
    this.stop = button("stop", PAGE.stop, actions.stop, "tt-stop");
    this.share = button("share", PAGE.share, actions.share);
    this.element = make(
      "div",
      "tt-tools",
      this.run,
      this.stop,
      this.edit,
      this.share,
      this.reset,
      this.#mark,
      this.#status,
    );
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", label);
    this.reset.hidden = this.stop.hidden = this.share.hidden = this.#mark.hidden = true;
  }

  /** Not a live region: the page has one, which says less. */
  status(...content: (Node | string)[]): void {
    this.#say("", content);
  }

  /** How a run went: said again when a change has been undone. */
  result(tone: Tone, ...content: (Node | string)[]): void {
    this.#result = [tone, content];
    this.#say(tone, content);
  }

  /**
   * Whether what the cell shows still holds: `how` is a word for it, "" when it does; said when that changes. With
   * `quiet`
   * the line stays, because it has just said something else.
   */
  stands(how: string, quiet: boolean, ...content: (Node | string)[]): void {
    if (how === this.#stands) return;
    this.#stands = how;
    if (!quiet) this.#say(...(how ? (["old", content] as Line) : this.#result));
  }

  /** Replaces the status `from`, if it still stands. */
  settle(from: string, to: string): void {
    if (this.#status.textContent === from) this.status(to);
  }

  #say(tone: Tone, content: (Node | string)[]): void {
    this.#status.replaceChildren(...content);
    this.#status.className = tone ? `tt-status tt-${tone}` : "tt-status";
  }

  get busy(): boolean {
    return this.run.getAttribute("aria-disabled") === "true";
  }

  /** While a cell runs, Run keeps the focus and does nothing, and Stop stands beside it. */
  running(yes: boolean): void {
    this.run.setAttribute("aria-disabled", String(yes));
    clearTimeout(this.#later);
    if (!yes) hide(this.stop, this.run);
    else this.#later = window.setTimeout(() => (this.stop.hidden = false), QUICK);
  }

  editing(yes: boolean): void {
    relabel(this.edit, yes ? PAGE.done : PAGE.edit);
    this.edit.setAttribute("aria-expanded", String(yes));
  }

  changed(yes: boolean): void {
    this.#mark.hidden = !yes;
    this.offer(this.share, yes);
  }

  offer(target: HTMLButtonElement, yes: boolean): void {
    if (yes) target.hidden = false;
    else hide(target, this.run);
  }

  /**
   * A sentence under the buttons with what the reader can do about it; a new one replaces the old. Pressing closes it.
   */
  notice(text: string, ...choices: [label: string, press: () => void][]): void {
    this.clearNotice();
    const box = make("div", "tt-notice", make("span", "", text));
    box.setAttribute("role", "status");
    for (const [label, press] of choices) {
      box.append(
        " ",
        wordButton(label, () => {
          this.clearNotice();
          press();
        }),
      );
    }
    this.#notice = box;
    this.element.after(box);
  }

  clearNotice(): void {
    if (this.#notice) hide(this.#notice, this.run);
    this.#notice?.remove();
    this.#notice = null;
  }
}
