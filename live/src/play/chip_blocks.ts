/** The blocks of a box with many tokens: only those near its visible part have chips, the others keep their height. */

import type { Tokens } from "../encoder/protocol.ts";
import { Kind } from "../encoder/protocol.ts";
import { make } from "../ui/dom.ts";
import type { ChipWords, Show } from "./chips.ts";
import { chip, group, groupEnd } from "./chips.ts";

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

export class ChipBlocks {
  readonly #box: HTMLElement;
  readonly #prefix: string;
  readonly #words: ChipWords;
  readonly #filled: () => void;
  #seen: IntersectionObserver;
  readonly #byElement = new Map<Element, Block>();
  #blocks: Block[] = [];
  #tokens: Tokens | null = null;
  #show: Show = "text";
  #perToken = 3;
  /** The box has no limit: what the window shows counts. */
  #open = false;
  #whole = false;
  /** Holds the blocks; as high as they are. */
  readonly inner = make("div", "tt-blocks");

  /** `prefix` makes the chips' ids; `filled` is called when scrolling brought new chips. */
  constructor(box: HTMLElement, prefix: string, words: ChipWords, filled: () => void) {
    this.#box = box;
    this.#prefix = prefix;
    this.#words = words;
    this.#filled = filled;
    this.#seen = this.#observer();
    this.inner.setAttribute("role", "none");
    box.append(this.inner);
  }

  /** `open`: the box has become as high as all tokens, and does not scroll any more. */
  open(open: boolean): void {
    this.#open = open;
    this.#seen.disconnect();
    this.#seen = this.#observer();
    for (const block of this.#blocks) this.#seen.observe(block.element);
    this.#fillVisible();
  }

  /** `whole`: every token has its chip, for printing. */
  whole(whole: boolean): void {
    this.#whole = whole;
    if (whole) for (const block of this.#blocks) this.#fill(block);
    else this.open(this.#open);
  }

  #observer(): IntersectionObserver {
    return new IntersectionObserver((entries) => this.#scrolled(entries), {
      root: this.#open ? null : this.#box,
      rootMargin: `${MARGIN}px 0px`,
    });
  }

  /** Shows tokens. Blocks before the first change stay as they are. */
  set(tokens: Tokens, show: Show): void {
    const bounds = blockBounds(tokens);
    const old = this.#tokens;
    let kept = 0;
    if (old && show === this.#show)
      while (
        kept < this.#blocks.length &&
        kept < bounds.length &&
        same(this.#blocks[kept]!, bounds[kept]!, old, tokens)
      )
        kept += 1;
    const total = String(tokens.ids.length);
    if (old?.ids.length !== tokens.ids.length)
      for (const block of this.#blocks.slice(0, kept))
        for (const made of block.chips) made.setAttribute("aria-setsize", total);
    this.#tokens = tokens;
    this.#show = show;
    // asking makes the browser lay out the page, which is slow while it opens
    const top = old ? this.#box.scrollTop : 0;
    for (const block of this.#blocks.splice(kept)) this.#remove(block);
    const added = bounds.slice(kept).map(([from, to]) => this.#add(from, to));
    this.#blocks.push(...added);
    this.inner.append(...added.map((block) => block.element));
    if (top) this.#box.scrollTop = top;
    if (this.#whole || this.#blocks.length === 1) for (const block of this.#blocks) this.#fill(block);
    else this.#fillVisible();
    for (const block of added) this.#seen.observe(block.element);
  }

  /** The chip of a token, made if need be. */
  chip(i: number): HTMLElement | undefined {
    const block = this.#blocks.find(({ from, to }) => i >= from && i < to);
    if (!block) return undefined;
    this.#fill(block);
    return block.chips[i - block.from];
  }

  /** Pixels from one line of chips to the next; with characters below them lines are higher. */
  get line(): number {
    const [first] = this.#blocks.flatMap(({ chips }) => chips.slice(0, 1));
    return (first?.getBoundingClientRect().height || 24) * 1.2;
  }

  /** Calls `visit` for the chips that there are. */
  each(visit: (chip: HTMLElement, i: number) => void): void {
    for (const block of this.#blocks) block.chips.forEach((made, k) => visit(made, block.from + k));
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
      } else if (block.chips.length && !this.#whole) this.#empty(block);
    }
    if (changed) this.#filled();
  }

  /** Fills what is visible now, by the heights as they are known. */
  #fillVisible(): void {
    const from = this.#open ? Math.max(0, -this.#box.getBoundingClientRect().top) : this.#box.scrollTop;
    const [top, height] = [from - MARGIN, (this.#open ? innerHeight : this.#box.clientHeight) + 2 * MARGIN];
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
    for (let i = block.from; i < block.to; ) {
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
}

function endsLine(tokens: Tokens, i: number): boolean {
  return tokens.kinds[i]! < Kind.special && tokens.bytes[tokens.byteAt[i + 1]! - 1] === 10;
}

/** [from, to) of every block; no group is cut. */
function blockBounds(tokens: Tokens): [number, number][] {
  const bounds: [number, number][] = [];
  let from = 0;
  for (let i = 0; i < tokens.ids.length; ) {
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
  for (let i = from; i < to; i += 1)
    if (old.ids[i] !== now.ids[i] || old.kinds[i] !== now.kinds[i] || old.starts[i] !== now.starts[i]) return false;
  return true;
}
