/** The template with `{% generation %}` put in, where that is proved: what was added, and ways to take it. */
import { Placer } from "../../chats/placed_client.ts";
import type { Placed } from "../../chats/placed_proof.ts";
import type { ToPlaced } from "../../chats/placed_worker.ts";
import type { Part } from "../../chats/placing_tags.ts";
import { copyButton } from "../../ui/copy.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { retryNote } from "../retry_note.ts";
import { TRAINED } from "./trained_texts.ts";

/** A template without the tag, and the conversation that counts. */
export type Asked = Omit<ToPlaced, "id">;

export interface OfferEvents {
  use(template: string): void;
  /** The mask with this template, as Python. */
  python(template: string): string | null;
}

export class TrainedOffer {
  readonly element = make("details", "tt-fold tt-trained-offer");
  readonly #body = make("div");
  readonly #placer = new Placer(TRAINED.offer.tooLong);
  readonly #events: OfferEvents;
  #asked: Asked | null = null;
  #made = "";

  constructor(events: OfferEvents) {
    this.#events = events;
    this.element.append(make("summary", "", TRAINED.offer.title), this.#body);
    this.element.hidden = true;
    this.element.addEventListener("toggle", () => void this.#make());
  }

  /** Null: there is nothing to be put in. `open`: the mask is by the tag, and without it there is none. */
  set(asked: Asked | null, open: boolean): void {
    this.#asked = asked;
    this.element.hidden = !asked;
    if (asked && open) this.element.open = true;
    void this.#make();
  }

  async #make(): Promise<void> {
    const asked = this.#asked;
    const made = JSON.stringify(asked);
    if (!asked || !this.element.open || made === this.#made) return;
    this.#made = made;
    this.element.setAttribute("aria-busy", "true");
    this.#body.replaceChildren(make("p", "tt-report-said", TRAINED.offer.working));
    const stale = (): boolean => made !== this.#made;
    try {
      const placed = await this.#placer.place(asked);
      if (!placed || stale()) return;
      if (placed.ok) this.#body.replaceChildren(...this.#shown(placed));
      else this.#body.replaceChildren(make("p", "tt-trained-refused", TRAINED.offer.why[placed.why]));
    } catch (error) {
      if (stale()) return;
      this.#body.replaceChildren(
        retryNote(messageOf(error), TRAINED.retry, () => ((this.#made = ""), void this.#make())),
      );
    }
    this.element.setAttribute("aria-busy", "false");
  }

  #shown({ template, parts, conversations, endless }: Extract<Placed, { ok: true }>): HTMLElement[] {
    const copied = { copied: TRAINED.copied, failed: TRAINED.copyFailed };
    return [
      make("p", "", TRAINED.offer.proved(conversations), ...(endless ? [" ", TRAINED.offer.endless] : [])),
      make(
        "div",
        "tt-play-tools",
        wordButton(TRAINED.offer.use, () => this.#events.use(template)),
        copyButton({ label: TRAINED.offer.copy, ...copied }, () => template),
        copyButton({ label: TRAINED.offer.python, ...copied }, () => this.#events.python(template)),
      ),
      changes(parts),
    ];
  }
}

/** The lines with something new in them, with their numbers; what was added is marked. */
function changes(parts: readonly Part[]): HTMLElement {
  const lines: Part[][] = [[]];
  for (const { text, added } of parts)
    text.split("\n").forEach((piece, i) => {
      if (i) lines.push([]);
      if (piece) lines.at(-1)!.push({ text: piece, added });
    });
  const element = make("div", "tt-trained-changes");
  lines.forEach((line, i) => {
    if (line.some(({ added }) => added)) element.append(shown(line, i + 1));
  });
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", TRAINED.offer.changes);
  return element;
}

function shown(line: readonly Part[], number: number): HTMLElement {
  const text = make("pre", "", ...line.map((piece) => (piece.added ? make("ins", "", piece.text) : piece.text)));
  text.tabIndex = 0;
  text.setAttribute("role", "region");
  text.setAttribute("aria-label", TRAINED.offer.line(number));
  const place = make("span", "tt-compare-line", String(number));
  place.setAttribute("aria-hidden", "true");
  return make("div", "tt-trained-change", place, text);
}
