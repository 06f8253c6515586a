/** A box with a height limit says how much of it is not seen, and shows all of it when asked. */
import { make, wordButton } from "../ui/dom.ts";

export interface ClipWords {
  showAll(lines: number): string;
  showLess: string;
}

export class Clip {
  /** Stands right under the box: a fade over its end, and a button. */
  readonly element = make("div", "tt-clip");
  readonly #box: HTMLElement;
  readonly #words: ClipWords;
  readonly #line: () => number;
  readonly #button: HTMLButtonElement;
  #open = false;

  /** `inner` is what grows inside of the box, `line` the height of a line in pixels; `opened` hears of every change. */
  constructor(
    box: HTMLElement,
    inner: HTMLElement,
    words: ClipWords,
    line: () => number,
    opened: (open: boolean) => void = () => {},
  ) {
    this.#box = box;
    this.#words = words;
    this.#line = line;
    this.#button = wordButton("", () => {
      this.#open = !this.#open;
      box.classList.toggle("tt-all", this.#open);
      opened(this.#open);
      this.#look();
      if (!this.#open) this.element.scrollIntoView({ block: "nearest" });
    });
    this.element.append(this.#button);
    this.element.hidden = true;
    const sizes = new ResizeObserver(() => this.#look()); // comes after the layout, so asking for sizes costs nothing
    sizes.observe(box);
    sizes.observe(inner);
    box.addEventListener("scroll", () => this.#scrolled(), { passive: true });
  }

  #look(): void {
    const { scrollHeight, clientHeight } = this.#box;
    const hidden = Math.round((scrollHeight - clientHeight) / this.#line());
    this.element.hidden = this.#box.hidden || (!this.#open && hidden < 1);
    this.element.classList.toggle("tt-open", this.#open);
    this.#button.textContent = this.#open ? this.#words.showLess : this.#words.showAll(hidden);
    this.#button.setAttribute("aria-expanded", String(this.#open));
    this.#scrolled();
  }

  #scrolled(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.#box;
    this.element.classList.toggle("tt-end", scrollTop + clientHeight >= scrollHeight - 2);
  }
}
