/** A line beside a field that says what went wrong; empty and out of the way otherwise. */
import { make, wordButton } from "./dom.ts";

export class Notice {
  readonly element;

  constructor(
    private readonly dismiss: string,
    className = "tt-play-notice",
  ) {
    this.element = make("div", className);
    this.element.setAttribute("role", "alert");
  }

  /** An error (`bad`), or a remark; `more`: what can be done about it. */
  say(text: string, bad = true, ...more: HTMLElement[]): void {
    this.element.classList.toggle("tt-bad", bad);
    this.element.replaceChildren(
      make("span", "", text),
      ...[" ", ...more].flatMap((one, i) => (i ? [one, " "] : [one])),
      wordButton(this.dismiss, () => this.clear()),
    );
  }

  clear(): void {
    this.element.replaceChildren();
  }
}

/** Says once that a reload would lose what is there, and is silent as soon as it would not. */
export class LossNotice extends Notice {
  readonly #causes = new Set<string>();

  constructor(
    dismiss: string,
    private readonly text: string,
  ) {
    super(dismiss, "tt-play-loss");
  }

  /** `cause`: one of several that may hold at once. */
  because(cause: string, holds: boolean): void {
    const before = this.#causes.size;
    if (holds) this.#causes.add(cause);
    else this.#causes.delete(cause);
    if (!this.#causes.size) this.clear();
    else if (!before) this.say(this.text);
  }
}
