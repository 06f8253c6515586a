/** A line beside a field that says what went wrong; empty and out of the way otherwise. */
import { make, wordButton } from "../page/dom.ts";

export class Notice {
  readonly element = make("div", "tt-play-notice");

  constructor(private readonly dismiss: string) {
    this.element.setAttribute("role", "alert");
  }

  /** An error (`bad`), or a remark. */
  say(text: string, bad = true): void {
    this.element.classList.toggle("tt-bad", bad);
    this.element.replaceChildren(make("span", "", text), " ", wordButton(this.dismiss, () => this.clear()));
  }

  clear(): void {
    this.element.replaceChildren();
  }
}
