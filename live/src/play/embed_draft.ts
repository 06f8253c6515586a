/** What the reader made of a small instance, which a reload of the lesson finds again; null: nothing. */
import { make, wordButton } from "../ui/dom.ts";
import { EMBED_WORDS } from "./texts.ts";

export class EmbedDraft {
  readonly #key: string;
  readonly #put: (text: string | null) => void;
  /** Gives the lesson's own back. */
  readonly #reset: HTMLButtonElement;
  /** Gives back what was replaced. */
  readonly #mine = wordButton(EMBED_WORDS.mine, () => this.#swap(this.#replaced, this.#reset));
  readonly buttons: HTMLElement;
  #now: string | null;
  #replaced: string | null = null;

  /** `given`: what the lesson shows; `put` puts what was kept into the page, and for null what the lesson shows. */
  constructor(kind: string, given: string, put: (text: string | null) => void, label = EMBED_WORDS.reset) {
    this.#key = `token-tour.embed ${kind} ${location.pathname} ${given}`;
    this.#put = put;
    this.#reset = wordButton(label, () => this.#swap(null, this.#mine));
    this.buttons = make("span", "tt-embed-drafts", this.#reset, this.#mine);
    this.#now = stored(this.#key);
    this.#replaced = stored(this.#before);
    this.#look();
  }

  read(): string | null {
    return this.#now;
  }

  keep(text: string | null): void {
    this.#now = text;
    this.#look();
    store(this.#key, text);
  }

  /** Something takes the place of what the reader made, which can be had back, also after more of the kind. */
  replace(text: string | null): void {
    if (this.#now !== null && this.#now !== stored(this.#instead)) this.#offer(this.#now);
    this.keep(text);
    store(this.#instead, text);
  }

  get #instead(): string {
    return `${this.#key} instead`;
  }

  get #before(): string {
    return `${this.#key} before`;
  }

  #offer(text: string | null): void {
    this.#replaced = text;
    this.#look();
    store(this.#before, text);
  }

  /** What stands there already is not offered. */
  #look(): void {
    this.#reset.hidden = this.#now === null;
    this.#mine.hidden = this.#replaced === null || this.#replaced === this.#now;
  }

  /**
   * Shows `text`, and offers what stood there, unless that only took the place of what the reader made; the keyboard
   * goes on to the button that leads back.
   */
  #swap(text: string | null, next: HTMLElement): void {
    const before = this.#now;
    const had = this.buttons.contains(document.activeElement);
    const taken = text === null && this.#replaced !== null && before === stored(this.#instead);
    this.keep(text);
    if (!taken) this.#offer(before);
    if (had && !next.hidden) next.focus();
    this.#put(text);
  }
}

function stored(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // storage is off
  }
}

function store(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // no room, or storage is off: it stays in the page
  }
}
