/**
 * Many tokens in a box of their own that scrolls: only blocks near the visible part have chips, others keep their height.
 * To a screen reader it is a list box; the arrow keys move in it.
 */
import { make } from "../page/dom.ts";
import { chip, group, groupEnd } from "./chips.ts";
import type { ChipWords, Show } from "./chips.ts";
import { Kind } from "./protocol.ts";
import type { Tokens } from "./protocol.ts";

const LEAST = 100; // tokens of a block that ends at a newline
const MOST = 200;
const MARGIN = 300; // pixels above and below the visible part

interface Block {
  from: number;
  to: number;
  element: HTMLElement;
  /** By token, from `from`; empty while the block is. */
  chips: HTMLElement[];
  height: number;
}

export interface ChipEvents {
  /** The token under the pointer or the keyboard's focus; null when there is none. */
  point(i: number | null): void;
  /** A token was clicked, tapped, or Enter pressed on it; null when it was let go. */
  pick(i: number | null): void;
}

let views = 0;

export class ChipView {
  readonly element = make("div", "tt-chips");
  readonly #prefix = `tt-token-${(views += 1)}-`;
  readonly #words: ChipWords;
  readonly #events: ChipEvents;
  readonly #seen: IntersectionObserver;
  readonly #byElement = new Map<Element, Block>();
  #blocks: Block[] = [];
  #tokens: Tokens | null = null;
  #show: Show = "text";
  #active = 0;
  #picked: number | null = null;
  #same: [number, number] | null = null;
  #difference: number | null = null;
  #perToken = 3;
  /** A token to keep in view while blocks around it get their real heights. */
  #held: number | null = null;

  constructor(label: string, words: ChipWords, events: ChipEvents) {
    this.#words = words;
    this.#events = events;
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "listbox");
    this.element.setAttribute("aria-orientation", "horizontal");
    this.element.setAttribute("aria-label", label);
    this.#seen = new IntersectionObserver((entries) => this.#scrolled(entries), { root: this.element, rootMargin: `${MARGIN}px 0px` });
    this.#listen();
  }

  /** Shows tokens. Blocks before the first change stay as they are. */
  set(tokens: Tokens, show: Show): void {
    const bounds = blockBounds(tokens);
    const old = this.#tokens;
    let kept = 0;
    if (old && show === this.#show) while (kept < this.#blocks.length && kept < bounds.length && same(this.#blocks[kept]!, bounds[kept]!, old, tokens)) kept += 1;
    const total = String(tokens.ids.length);
    if (old?.ids.length !== tokens.ids.length) for (const block of this.#blocks.slice(0, kept)) for (const made of block.chips) made.setAttribute("aria-setsize", total);
    this.#tokens = tokens;
    this.#show = show;
    this.#same = this.#difference = this.#held = null;
    if (this.#picked !== null && this.#picked >= tokens.ids.length) this.#picked = null;
    this.#active = Math.min(this.#active, Math.max(0, tokens.ids.length - 1));
    const top = this.element.scrollTop;
    for (const block of this.#blocks.splice(kept)) this.#remove(block);
    const added = bounds.slice(kept).map(([from, to]) => this.#add(from, to));
    this.#blocks.push(...added);
    this.element.append(...added.map((block) => block.element));
    this.element.scrollTop = top;
    this.#fillVisible();
    for (const block of added) this.#seen.observe(block.element);
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
    if (!this.#tokens?.ids.length) return;
    this.#active = this.#held = Math.max(0, Math.min(i, this.#tokens.ids.length - 1));
    this.#scrollTo(this.#active);
    this.#mark();
  }

  #scrollTo(i: number): void {
    const block = this.#blockOf(i);
    if (!block) return;
    this.#fill(block);
    const [box, seen] = [this.element.getBoundingClientRect(), block.chips[i - block.from]!.getBoundingClientRect()];
    if (seen.top < box.top + 4) this.element.scrollTop += seen.top - box.top - 12;
    else if (seen.bottom > box.bottom - 4) this.element.scrollTop += seen.bottom - box.bottom + 12;
  }

  #listen(): void {
    const at = (event: Event): number | null => {
      const found = (event.target as Element).closest<HTMLElement>(".tt-chip")?.dataset.i;
      return found === undefined ? null : Number(found);
    };
    this.element.addEventListener("pointerover", (event) => event.pointerType !== "touch" && this.#events.point(at(event)));
    this.element.addEventListener("pointerleave", () => this.#events.point(null));
    this.element.addEventListener("click", (event) => {
      const i = at(event);
      if (i !== null) this.#active = i;
      this.#pick(i === this.#picked ? null : i);
    });
    this.element.addEventListener("focus", () => {
      if (!this.element.matches(":focus-visible") || !this.#tokens?.ids.length) return;
      this.reveal(this.#active);
      this.#events.point(this.#active);
    });
    this.element.addEventListener("blur", () => {
      this.#mark();
      this.#events.point(null);
    });
    this.element.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["wheel", "pointerdown", "touchmove"]) this.element.addEventListener(name, () => (this.#held = null), { passive: true });
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#tokens?.ids.length) return;
    const last = this.#tokens.ids.length - 1;
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
    const place = (i: number): DOMRect | undefined => {
      const block = this.#blockOf(i);
      if (!block) return undefined;
      this.#fill(block);
      return block.chips[i - block.from]!.getBoundingClientRect();
    };
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

  #add(from: number, to: number): Block {
    const block: Block = { from, to, element: make("div", "tt-block"), chips: [], height: 0 };
    block.element.setAttribute("role", "none");
    block.element.style.height = `${this.#height(block)}px`;
    this.#byElement.set(block.element, block);
    return block;
  }

  #remove(block: Block): void {
    this.#seen.unobserve(block.element);
    this.#byElement.delete(block.element);
    block.element.remove();
  }

  #height(block: Block): number {
    return block.height || Math.ceil((block.to - block.from) * this.#perToken);
  }

  #scrolled(entries: IntersectionObserverEntry[]): void {
    let changed = false;
    for (const entry of entries) {
      const block = this.#byElement.get(entry.target);
      if (!block) continue;
      if (entry.isIntersecting) {
        changed ||= !block.chips.length;
        this.#fill(block);
      } else if (block.chips.length) this.#empty(block);
    }
    if (!changed) return;
    if (this.#held !== null) this.#scrollTo(this.#held);
    this.#mark();
  }

  /** Fills what is visible now, by the heights as they are known. */
  #fillVisible(): void {
    const [top, height] = [this.element.scrollTop - MARGIN, this.element.clientHeight + 2 * MARGIN];
    let at = 0;
    for (const block of this.#blocks) {
      if (at > top + height) break;
      if (at + this.#height(block) >= top) this.#fill(block);
      at += this.#height(block);
    }
  }

  #fill(block: Block): void {
    const tokens = this.#tokens;
    if (!tokens || block.chips.length) return;
    const parts: Node[] = [];
    for (let i = block.from; i < block.to;) {
      const end = groupEnd(tokens, i);
      const chips: HTMLElement[] = [];
      for (; i < end; i += 1) chips.push(chip(tokens, i, this.#show, this.#prefix + i, this.#words));
      block.chips.push(...chips);
      parts.push(...group(tokens, end - chips.length, end, chips, this.#show, this.#words));
      if (endsLine(tokens, end - 1) && end < block.to) parts.push(document.createElement("br"));
    }
    block.element.replaceChildren(...parts);
    block.element.style.height = "";
    block.height = 0;
  }

  #empty(block: Block): void {
    block.height = block.element.offsetHeight;
    if (block.height) this.#perToken = block.height / (block.to - block.from);
    block.element.style.height = `${block.height}px`;
    block.element.replaceChildren();
    block.chips = [];
  }

  #blockOf(i: number): Block | undefined {
    return this.#blocks.find((block) => i >= block.from && i < block.to);
  }

  /** Puts classes where they belong, on the chips that there are. */
  #mark(): void {
    const focused = document.activeElement === this.element;
    const [from, to] = this.#same ?? [0, 0];
    let active = "";
    for (const block of this.#blocks) {
      block.chips.forEach((made, k) => {
        const i = block.from + k;
        made.classList.toggle("tt-same-text", i >= from && i < to);
        made.classList.toggle("tt-first-difference", i === this.#difference);
        made.classList.toggle("tt-picked", i === this.#picked);
        made.classList.toggle("tt-active", focused && i === this.#active);
        made.setAttribute("aria-selected", String(i === this.#picked));
        if (focused && i === this.#active) active = made.id;
      });
    }
    if (active) this.element.setAttribute("aria-activedescendant", active);
    else this.element.removeAttribute("aria-activedescendant");
  }
}

function endsLine(tokens: Tokens, i: number): boolean {
  return tokens.kinds[i]! < Kind.special && tokens.bytes[tokens.byteAt[i + 1]! - 1] === 10;
}

/** [from, to) of every block; no group is cut. */
function blockBounds(tokens: Tokens): [number, number][] {
  const bounds: [number, number][] = [];
  let from = 0;
  for (let i = 0; i < tokens.ids.length;) {
    i = groupEnd(tokens, i);
    const size = i - from;
    if (size >= MOST || (size >= LEAST && endsLine(tokens, i - 1)) || i === tokens.ids.length) {
      bounds.push([from, i]);
      from = i;
    }
  }
  return bounds;
}

function same(block: Block, [from, to]: [number, number], old: Tokens, now: Tokens): boolean {
  if (block.from !== from || block.to !== to) return false;
  for (let i = from; i < to; i += 1) if (old.ids[i] !== now.ids[i] || old.kinds[i] !== now.kinds[i] || old.starts[i] !== now.starts[i]) return false;
  return true;
}
