/**
 * Many tokens in a box of their own that scrolls.
 * To a screen reader it is a list box; the arrow keys move in it.
 */

import type { Tokens } from "../encoder/protocol.ts";
import { make } from "../ui/dom.ts";
import { ChipBlocks } from "./chip_blocks.ts";
import type { ChipWords, Show } from "./chips.ts";
import { Clip } from "./clip.ts";
import { onPaper } from "./paper.ts";
import { CLIP_LIST } from "./texts.ts";

export interface ChipEvents {
  /** The token under the pointer or the keyboard's focus; null when there is none. */
  point(i: number | null): void;
  /** A token was clicked, tapped, or Enter pressed on it; null when it was let go. */
  pick(i: number | null): void;
}

let views = 0;

export class ChipView {
  readonly element = make("div", "tt-chips");
  /** Belongs right under the element. */
  readonly clip: Clip;
  readonly #events: ChipEvents;
  readonly #blocks: ChipBlocks;
  #size = 0;
  #active = 0;
  #picked: number | null = null;
  #same: [number, number] | null = null;
  #difference: number | null = null;
  /** A token to keep in view while blocks around it get their real heights. */
  #held: number | null = null;

  constructor(label: string, words: ChipWords, events: ChipEvents) {
    this.#events = events;
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "listbox");
    this.element.setAttribute("aria-orientation", "horizontal");
    this.element.setAttribute("aria-label", label);
    this.#blocks = new ChipBlocks(this.element, `tt-token-${(views += 1)}-`, words, () => {
      if (this.#held !== null) this.#scrollTo(this.#held);
      this.#mark();
    });
    this.clip = new Clip(
      this.element,
      this.#blocks.inner,
      CLIP_LIST,
      () => this.#blocks.line,
      (open) => this.#blocks.open(open),
    );
    onPaper((paper) => this.#blocks.whole(paper));
    this.#listen();
  }

  /** Shows tokens; what is marked or picked beyond their end is let go. */
  set(tokens: Tokens, show: Show): void {
    this.#size = tokens.ids.length;
    this.#same = this.#difference = this.#held = null;
    if (this.#picked !== null && this.#picked >= this.#size) this.#picked = null;
    this.#active = Math.min(this.#active, Math.max(0, this.#size - 1));
    this.#blocks.set(tokens, show);
    this.#mark();
  }

  /** Marks the tokens from..to that hold the characters pointed at elsewhere; null for none. */
  markSame(range: [number, number] | null): void {
    if (String(range) === String(this.#same)) return;
    this.#same = range;
    this.#mark();
  }

  /** Marks the first token that differs from the other tokenizers' tokens. */
  markDifference(i: number | null): void {
    this.#difference = i;
    this.#mark();
  }

  get picked(): number | null {
    return this.#picked;
  }

  /** Scrolls to a token, makes it the keyboard's place. */
  reveal(i: number): void {
    if (!this.#size) return;
    this.#active = this.#held = Math.max(0, Math.min(i, this.#size - 1));
    this.#scrollTo(this.#active);
    this.#mark();
  }

  #scrollTo(i: number): void {
    const seen = this.#blocks.chip(i)?.getBoundingClientRect();
    if (!seen) return;
    if (this.element.classList.contains("tt-all")) return this.#blocks.chip(i)?.scrollIntoView({ block: "nearest" });
    const box = this.element.getBoundingClientRect();
    if (seen.top < box.top + 4) this.element.scrollTop += seen.top - box.top - 12;
    else if (seen.bottom > box.bottom - 4) this.element.scrollTop += seen.bottom - box.bottom + 12;
  }

  #listen(): void {
    const at = (event: Event): number | null => {
      const found = (event.target as Element).closest<HTMLElement>(".tt-chip")?.dataset.i;
      return found === undefined ? null : Number(found);
    };
    this.element.addEventListener(
      "pointerover",
      (event) => event.pointerType !== "touch" && this.#events.point(at(event)),
    );
    this.element.addEventListener("pointerleave", () => this.#events.point(null));
    this.element.addEventListener("click", (event) => {
      const i = at(event);
      if (i !== null) this.#active = i;
      this.#pick(i === this.#picked ? null : i);
    });
    this.element.addEventListener("focus", () => {
      if (!this.element.matches(":focus-visible") || !this.#size) return;
      this.reveal(this.#active);
      this.#events.point(this.#active);
    });
    this.element.addEventListener("blur", () => {
      this.#mark();
      this.#events.point(null);
    });
    this.element.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["wheel", "pointerdown", "touchmove"])
      this.element.addEventListener(name, () => (this.#held = null), { passive: true });
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#size) return;
    const last = this.#size - 1;
    const to: Record<string, () => number> = {
      ArrowLeft: () => this.#active - 1,
      ArrowRight: () => this.#active + 1,
      ArrowUp: () => this.#line(-1),
      ArrowDown: () => this.#line(1),
      Home: () => 0,
      End: () => last,
    };
    if (event.key === "Enter" || event.key === " ") this.#pick(this.#active === this.#picked ? null : this.#active);
    else if (event.key === "Escape") this.#pick(null);
    else if (to[event.key]) {
      this.reveal(to[event.key]!());
      this.#events.point(this.#active);
    } else return;
    event.preventDefault();
  }

  /** The token above or below the active one. */
  #line(step: 1 | -1): number {
    const place = (i: number): DOMRect | undefined => this.#blocks.chip(i)?.getBoundingClientRect();
    const start = place(this.#active)!;
    const middle = (start.left + start.right) / 2;
    let best = this.#active;
    let line: number | null = null;
    for (let i = this.#active + step; ; i += step) {
      const here = place(i);
      if (!here) break;
      if (Math.abs(here.top - start.top) < 6) continue;
      line ??= here.top;
      if (Math.abs(here.top - line) > 6) break;
      best = i;
      if (step > 0 ? here.right >= middle : here.left <= middle) break;
    }
    return best;
  }

  #pick(i: number | null): void {
    this.#picked = i;
    this.#mark();
    this.#events.pick(i);
  }

  /** Puts classes where they belong, on the chips that there are. */
  #mark(): void {
    const focused = document.activeElement === this.element;
    const [from, to] = this.#same ?? [0, 0];
    let active = "";
    this.#blocks.each((made, i) => {
      made.classList.toggle("tt-same-text", i >= from && i < to);
      made.classList.toggle("tt-first-difference", i === this.#difference);
      made.classList.toggle("tt-picked", i === this.#picked);
      made.classList.toggle("tt-active", focused && i === this.#active);
      made.setAttribute("aria-selected", String(i === this.#picked));
      if (focused && i === this.#active) active = made.id;
    });
    if (active) this.element.setAttribute("aria-activedescendant", active);
    else this.element.removeAttribute("aria-activedescendant");
  }
}
