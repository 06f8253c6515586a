/** Steps to go through: a slider, buttons for back and forth, and one that plays. The slider has the keys of sliders. */
import { button, make, relabel } from "../../ui/dom.ts";
import { type Icon, icon } from "../../ui/icons.ts";
import { SCRUBBER as TEXTS } from "./walk_texts.ts";

/** Between two steps that are played, in ms: time to read one. */
const BEAT = 900;

const FORWARD = "M8.59 16.59 13.17 12 8.59 7.41 10 6l6 6-6 6z";
const BACK = "M15.41 16.59 10.83 12l4.58-4.59L14 6l-6 6 6 6z";
const START = "M18.41 16.59 13.82 12l4.59-4.59L17 6l-6 6 6 6zM6 6h2v12H6z";
const PAUSE = "M14 19h4V5h-4M6 19h4V5H6z";

export class Scrubber {
  readonly element = make("div", "tt-scrubber");
  readonly #slider = make("input", "tt-scrubber-slider");
  readonly #place = make("span", "tt-scrubber-place");
  readonly #back: HTMLButtonElement[];
  readonly #forth: HTMLButtonElement[];
  readonly #play: HTMLButtonElement;
  readonly #changed: (at: number) => void;
  #last = 0;
  #open = 0;
  #timer = 0;

  /** `changed` hears where the reader has gone. */
  constructor(label: string, changed: (at: number) => void) {
    this.#changed = changed;
    const go = (to: () => number) => () => {
      this.pause();
      this.#go(to());
    };
    this.#slider.type = "range";
    this.#slider.min = "0";
    this.#slider.setAttribute("aria-label", label);
    this.#slider.addEventListener(
      "input",
      go(() => Number(this.#slider.value)),
    );
    this.#back = [
      button(
        START,
        TEXTS.start,
        go(() => 0),
      ),
      button(
        BACK,
        TEXTS.back,
        go(() => this.at - 1),
      ),
    ];
    this.#play = button("run", TEXTS.play, () => this.#toggle(), "tt-primary");
    this.#forth = [
      this.#play,
      button(
        FORWARD,
        TEXTS.next,
        go(() => this.at + 1),
      ),
    ];
    const tools = make("div", "tt-merge-tools", ...this.#back, ...this.#forth);
    this.element.append(tools, this.#slider, this.#place);
  }

  get at(): number {
    return Number(this.#slider.value);
  }

  /** There are steps up to `last`; the reader can go as far as `open`, and stands at `at`. */
  set(last: number, at: number, open = last): void {
    this.#last = last;
    this.#open = open;
    this.#slider.max = String(open);
    this.#slider.value = String(at);
    this.#tell();
  }

  /** What a screen reader says for the place. */
  describe(words: string): void {
    this.#slider.setAttribute("aria-valuetext", words);
  }

  pause(): void {
    window.clearInterval(this.#timer);
    this.#timer = 0;
    relabel(this.#play, TEXTS.play);
    this.#draw("run");
  }

  #toggle(): void {
    if (this.#timer || !this.#open) return this.pause();
    if (this.at >= this.#open) this.#go(0);
    else this.#go(this.at + 1);
    relabel(this.#play, TEXTS.pause);
    this.#draw(PAUSE);
    this.#timer = window.setInterval(() => {
      if (!this.element.isConnected || this.at >= this.#open) this.pause();
      else this.#go(this.at + 1);
      if (this.at >= this.#open) this.pause();
    }, BEAT);
  }

  #draw(name: Icon): void {
    this.#play.querySelector("svg")!.replaceWith(icon(name));
  }

  #go(to: number): void {
    this.#slider.value = String(Math.max(0, Math.min(to, this.#open)));
    this.#tell();
    this.#changed(this.at);
  }

  /** A button that leads nowhere keeps the focus: it is off for the reader, not for the keyboard. */
  #tell(): void {
    this.#place.textContent = TEXTS.at(this.at, this.#last);
    for (const made of this.#back) made.setAttribute("aria-disabled", String(this.at === 0));
    this.#forth[1]!.setAttribute("aria-disabled", String(this.at >= this.#open));
    this.#play.setAttribute("aria-disabled", String(this.#open === 0));
  }
}
