/** What the reader made of a small instance, which a reload of the lesson finds again; null: nothing. */
import { make, wordButton } from "../ui/dom.ts";
import { tabShelf } from "./tab_shelf.ts";
import { EMBED_WORDS } from "./texts.ts";

export class EmbedDraft {
  readonly #key: string;
  readonly #put: (text: string | null) => void;
  /** Gives the lesson's own back. */
  readonly #reset: HTMLButtonElement;
  /** Gives back what was replaced. */
  readonly #mine = wordButton(EMBED_WORDS.mine, () => this.#swap(this.#replaced, this.#reset));
  /** Says that a reload would lose it. */
  readonly #unkept = make("span", "tt-bad");
  readonly buttons: HTMLElement;
  #now: string | null;
  #replaced: string | null = null;

  /** `given`: what the lesson shows; `put` puts what was kept into the page, and for null what the lesson shows. */
  constructor(kind: string, given: string, put: (text: string | null) => void, label = EMBED_WORDS.reset) {
    this.#key = `token-tour.embed ${kind} ${location.pathname} ${given}`;
    this.#put = put;
    this.#reset = wordButton(label, () => this.#swap(null, this.#mine));
    this.#unkept.setAttribute("role", "status");
    this.buttons = make("span", "tt-embed-drafts", this.#reset, this.#mine, this.#unkept);
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
    this.#unkept.textContent = store(this.#key, text) ? "" : EMBED_WORDS.unkept;
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
  return tabShelf()?.getItem(key) ?? null;
}

/** False where the browser keeps nothing, or has no room: it stays in the page. */
function store(key: string, text: string | null): boolean {
  const shelf = tabShelf();
  try {
    if (text === null) shelf?.removeItem(key);
    else shelf?.setItem(key, text);
    return shelf !== null || text === null;
  } catch {
    return false;
  }
}
