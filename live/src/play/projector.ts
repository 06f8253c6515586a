/** For those who teach: larger, and without the page around it (docs/stylesheets/89-face.css). On a wide page only. */
import { make } from "../ui/dom.ts";
import { PROJECTOR } from "./texts.ts";

/** A reload, and the other playground in this tab, find it on. */
const KEPT = "token-tour.projector";

export class Projector {
  readonly button = make("button", "tt-projector-button");
  readonly #changed: () => void;

  /** `changed`: the reader has entered or left. */
  constructor(changed: () => void) {
    this.#changed = changed;
    this.button.type = "button";
    this.button.title = PROJECTOR.what;
    this.button.addEventListener("click", () => this.#turn(!this.on));
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || !this.on) return;
      this.#turn(false);
      this.button.focus();
    });
    this.show(kept());
  }

  get on(): boolean {
    return document.documentElement.classList.contains("tt-projector");
  }

  show(on: boolean): void {
    document.documentElement.classList.toggle("tt-projector", on);
    this.button.textContent = on ? PROJECTOR.leave : PROJECTOR.enter;
  }

  #turn(on: boolean): void {
    this.show(on);
    try {
      if (on) sessionStorage.setItem(KEPT, "1");
      else sessionStorage.removeItem(KEPT);
    } catch {
      // storage is off: a reload forgets it
    }
    scrollTo(0, 0);
    this.#changed();
  }
}

function kept(): boolean {
  try {
    return sessionStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}
