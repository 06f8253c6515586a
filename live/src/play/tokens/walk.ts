/**
 * What a lesson plays step by step: a text that the reader can change, a tokenizer, and steps to go through. What the
 * steps are, and how one looks, is merge_walk.ts, training_walk.ts and stream_walk.ts.
 *
 *     <div class="tt-play" data-play="tokens" data-walk="merges" data-text="a b" data-models="ID …">…</div>
 */
import type { TokenizerWorker } from "../../encoder/client.ts";
import { type Model, modelsOf } from "../../encoder/models.ts";
import { labelled, make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { textField } from "../../ui/long_text.ts";
import { putText } from "../change.ts";
import { EmbedDraft } from "../embed_draft.ts";
import { Newest } from "../newest.ts";
import { TAB_WORDS } from "../texts.ts";
import { charactersIn } from "./long.ts";
import { Scrubber } from "./scrubber.ts";
import { WALK as TEXTS } from "./walk_texts.ts";

/** What a walk gets of its page. */
export interface WalkRoom {
  readonly root: HTMLElement;
  readonly worker: TokenizerWorker;
  /** The way to the playground; `lead` makes it open with a text in a tokenizer. */
  readonly link: HTMLAnchorElement;
  lead(text: string, model: Model): void;
}

export interface WalkWords {
  /** Of the group, of the field, and of the slider. */
  title: string;
  text: string;
  slider: string;
  /** More characters are not taken. */
  most: number;
}

export abstract class Walk<Found> {
  /** Beside the tokenizer, above the steps. */
  protected readonly choices = make("div", "tt-walk-choices");
  /** What a step shows. */
  protected readonly shown = make("div", "tt-walk-shown");
  protected readonly scrubber: Scrubber;
  protected found: Found | null = null;
  readonly #line = make("p", "tt-walk-line");
  readonly #wrong = make("p", "tt-note tt-embed-wrong");
  readonly #area = textField("tt-play-text tt-stage-text");
  readonly #select = make("select", "tt-field");
  readonly #models: Model[];
  readonly #draft: EmbedDraft;
  readonly #newest = new Newest();

  /** Throws an Error that names a tokenizer that is not there. */
  constructor(
    protected readonly room: WalkRoom,
    readonly words: WalkWords,
  ) {
    const { root, link } = room;
    const { text = "", models = "", walk = "" } = root.dataset;
    this.#models = modelsOf(models.split(" "));
    this.scrubber = new Scrubber(words.slider, (at) => this.#at(at));
    this.#select.append(...this.#models.map(({ name, id }) => new Option(name, id)));
    const first = this.#select.value;
    const put = (kept: string | null): void => {
      const [mine = text, id] = keptIn(kept);
      putText(this.#area, mine);
      this.#select.value = this.#models.some((model) => model.id === id) ? id! : first;
    };
    this.#draft = new EmbedDraft(`walk-${walk}`, text, (kept) => {
      put(kept);
      void this.ask();
    });
    const changed = (): void => {
      const { value } = this.#area;
      const { id } = this.model;
      this.#draft.keep(value === text && id === first ? null : JSON.stringify([value, id]));
      void this.ask();
    };
    this.#area.dir = "auto";
    put(this.#draft.read());
    this.#area.rows = Math.max(1, Math.min(6, text.split("\n").length));
    this.#area.spellcheck = false;
    this.#area.addEventListener("input", changed);
    this.#select.addEventListener("change", changed);
    this.choices.append(labelled(TEXTS.tokenizer, this.#select));
    this.#line.setAttribute("role", "status");
    this.#wrong.setAttribute("role", "alert");
    root.classList.add("tt-alive", "tt-walk");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", words.title);
    root.replaceChildren(
      make("label", "tt-stage-label", make("span", "tt-play-label", words.text), this.#area),
      this.choices,
      this.#wrong,
      this.scrubber.element,
      this.#line,
      this.shown,
      make("p", "tt-note tt-embed-foot", link, this.#draft.buttons),
    );
  }

  protected get model(): Model {
    return this.#models.find(({ id }) => id === this.#select.value) ?? this.#models[0]!;
  }

  /** Asks at once, so that the newest question is the last; null when a newer one has taken its place. */
  protected abstract answer(model: Model, text: string): Promise<Found | null>;
  protected abstract last(found: Found): number;
  /** Shows a step, and returns what it is in a sentence. */
  protected abstract show(found: Found, at: number): string;
  /** How far the reader can go. */
  protected open(found: Found): number {
    return this.last(found);
  }

  /** Asks for the steps of what the field holds; the last good ones stay while that goes wrong. */
  protected async ask(): Promise<void> {
    const stale = this.#newest.begin();
    const text = this.#area.value;
    const { model } = this;
    this.scrubber.pause();
    this.#wrong.textContent = this.#unfit(text);
    if (this.#wrong.textContent) return this.room.root.setAttribute("aria-busy", "false");
    this.room.lead(text, model);
    if (!this.found) this.#line.textContent = TEXTS.loading(model.name);
    this.room.root.setAttribute("aria-busy", "true");
    try {
      const found = await this.answer(model, text);
      if (stale() || !found) return;
      this.found = found;
      this.begin(found);
    } catch (error) {
      if (stale()) return;
      const again = wordButton(TAB_WORDS.retry, () => void this.ask());
      this.#wrong.replaceChildren(messageOf(error), " ", again);
    }
    if (!stale()) this.room.root.setAttribute("aria-busy", "false");
  }

  /** Stands at the first step of what was found. */
  protected begin(found: Found): void {
    this.stand(found, 0);
  }

  protected stand(found: Found, at: number): void {
    this.scrubber.set(this.last(found), at, this.open(found));
    this.#at(at);
  }

  protected say(words: string): void {
    this.#line.textContent = words;
  }

  #at(at: number): void {
    if (!this.found) return;
    const words = this.show(this.found, at);
    this.say(words);
    this.scrubber.describe(words);
  }

  /** What is wrong with a text; "" if nothing is. */
  #unfit(text: string): string {
    const { most } = this.words;
    if (!text.trim()) return TEXTS.empty;
    return charactersIn(text) > most ? TEXTS.tooLong(most, charactersIn(text)) : "";
  }
}

/** The text and the tokenizer that were kept, as far as they are there. */
function keptIn(text: string | null): (string | undefined)[] {
  try {
    const kept: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(kept) ? kept.map((one: unknown) => (typeof one === "string" ? one : undefined)) : [];
  } catch {
    return [];
  }
}

/** A piece of a word or of a text; `below`: a number under it. */
export function piece(text: string, below = "", className = ""): HTMLElement {
  const made = make("span", `tt-stage-piece ${className}`.trim(), text);
  if (below) made.append(make("i", "", below));
  return made;
}
