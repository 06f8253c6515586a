/**
 * What concerns the whole page: Run all, Restart, how loading goes, and what went wrong. It stands under the lesson's
 * title; once Python is in use and the bar is out of sight, it floats at the lower edge.
 */
import { button, hide, make, onIntent, relabel, wordButton } from "../ui/dom.ts";
import { PAGE } from "./texts.ts";
import { QUICK } from "./toolbar.ts";

export interface BarActions {
  runAll(): void;
  runOutdated(): void;
  restart(): void;
  stop(): void;
  intent(): void;
}

export class Bar {
  readonly element: HTMLElement;
  readonly #live = make("div", "tt-hidden");
  readonly #status = make("span", "tt-status");
  readonly #meter = make("progress");
  readonly #restart: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #runAll: HTMLButtonElement;
  readonly #runOutdated: HTMLButtonElement;
  readonly #messages = make("div", "tt-messages");
  #observer: IntersectionObserver | null = null;
  #outside = false;
  #inUse = false;
  #later = 0;

  constructor(actions: BarActions) {
    this.#runAll = button("all", PAGE.runAll, actions.runAll);
    onIntent(this.#runAll, actions.intent);
    this.#stop = button("stop", PAGE.stop, actions.stop, "tt-stop");
    this.#restart = button("restart", PAGE.restart, actions.restart);
    this.#runOutdated = button(
      "run",
      PAGE.runOutdated(0),
      () => this.#runOutdated.getAttribute("aria-disabled") !== "true" && actions.runOutdated(),
      "tt-wordy",
    );
    onIntent(this.#runOutdated, actions.intent);
    this.#runOutdated.hidden = true;
    this.#stop.hidden = this.#restart.hidden = this.#meter.hidden = true;
    this.#meter.setAttribute("aria-label", PAGE.loadingPage);
    this.#messages.setAttribute("role", "status");
    this.#live.setAttribute("role", "status");
    const pill = make(
      "div",
      "tt-pill",
      this.#runAll,
      this.#runOutdated,
      this.#stop,
      this.#restart,
      this.#meter,
      this.#status,
      this.#messages,
    );
    this.element = make("div", "tt-bar", pill, this.#live);
    this.element.setAttribute("role", "region");
    this.element.setAttribute("aria-label", PAGE.bar);
    if (typeof IntersectionObserver === "function") {
      this.#observer = new IntersectionObserver(([entry]) => {
        this.#outside = entry ? !entry.isIntersecting : false;
        this.#float();
      });
      this.#observer.observe(this.element);
    }
  }

  say(text: string): void {
    this.#live.textContent = text;
  }

  status(text: string): void {
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  /** `loaded` of `total` bytes; null hides the meter; a total of 0 is an unknown one. */
  meter(progress: { loaded: number; total: number } | null): void {
    this.#meter.hidden = !progress;
    if (progress?.total) {
      this.#meter.max = progress.total;
      this.#meter.value = Math.min(progress.loaded, progress.total);
    } else {
      this.#meter.removeAttribute("value");
    }
  }

  busy(yes: boolean): void {
    for (const made of [this.#runAll, this.#runOutdated]) made.setAttribute("aria-disabled", String(yes));
    clearTimeout(this.#later);
    if (!yes) hide(this.#stop, this.#runAll);
    else this.#later = window.setTimeout(() => (this.#stop.hidden = false), QUICK);
  }

  /** So many cells show what their code no longer gives; one alone has its own button. */
  outdated(count: number): void {
    if (count > 1) relabel(this.#runOutdated, PAGE.runOutdated(count));
    if (count > 1) this.#runOutdated.hidden = false;
    else hide(this.#runOutdated, this.#runAll);
  }

  /** Python has been asked for: the bar may float, and Restart has a meaning. */
  used(): void {
    this.#inUse = true;
    this.#restart.hidden = false;
    this.#float();
  }

  /**
   * A message with what the reader can do. Pressing any of it closes the message; there is always a way to close it.
   */
  message(text: string, ...choices: [label: string, press: () => void][]): void {
    const press = (action: () => void) => () => {
      this.clearMessage();
      action();
    };
    const buttons = [...choices, [PAGE.dismiss, () => {}] as const].map(([label, action]) =>
      wordButton(label, press(action)),
    );
    this.#messages.replaceChildren(make("p", "", text), make("p", "", ...buttons.flatMap((made) => [made, " "])));
    this.#inUse = true;
    this.#float();
  }

  /** Closes the message if it is this one. */
  takeBack(text: string): void {
    if (this.#messages.firstElementChild?.textContent === text) this.clearMessage();
  }

  clearMessage(): void {
    if (this.#messages.contains(document.activeElement)) this.#runAll.focus();
    this.#messages.replaceChildren();
  }

  dispose(): void {
    this.#observer?.disconnect();
    this.element.remove();
  }

  #float(): void {
    this.element.classList.toggle("tt-floating", this.#outside && this.#inUse);
  }
}
