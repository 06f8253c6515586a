/** Files that come into a playground: parts of a tokenizer, what a tool takes, or what stands in place of what is there. */
import type { OwnCollection } from "../own/collection.ts";
import type { OwnView } from "../own/view.ts";
import { wordButton } from "../ui/dom.ts";
import type { NamedFile } from "../ui/drops.ts";
import { Notice } from "../ui/notice.ts";
import { Arrivals, type Arrive } from "./newest.ts";
import { LATE } from "./texts.ts";

export interface BringingEvents {
  /** Files that a tool takes; `on`: what they fell on. */
  taken?(files: readonly NamedFile[], on: Element | null): boolean;
  /** A file belongs to what it fell on, whatever it is. */
  claimed(on: Element | null): boolean;
  /** What is there that a file which falls on this would replace. */
  content(on: Element | null): string;
  /** A file that is no part of a tokenizer; `on`: what it fell on. `arrive`: to be called when it has been read. */
  file(file: File, on: Element | null, arrive: Arrive): void;
}

export class Bringing {
  readonly #notice: Notice;
  readonly #arrivals: Arrivals;

  constructor(
    dismiss: string,
    private readonly own: OwnCollection,
    private readonly ownView: OwnView,
    private readonly events: BringingEvents,
  ) {
    this.#notice = new Notice(dismiss, "tt-play-late");
    this.#arrivals = new Arrivals(
      () => this.#notice.clear(),
      (name, put) => this.#notice.say(LATE.said(name), false, wordButton(LATE.take(name), put)),
    );
  }

  /** What is told of a file that came late. */
  get element(): HTMLElement {
    return this.#notice.element;
  }

  async bring(files: NamedFile[], on: Element | null): Promise<void> {
    if (this.events.taken?.(files, on)) return;
    const id = on?.closest<HTMLElement>("[data-model]")?.dataset.model;
    const claimed = this.events.claimed(on);
    const begun = (name: string): Arrive =>
      this.#arrivals.begin(name, claimed ? (id ?? "") : "", () => this.events.content(on));
    if (files.length === 1 && claimed) return this.events.file(files[0]!.file, on, begun(files[0]!.path));
    const arrives = new Map(files.map(({ path, file }) => [file, begun(path)]));
    const [first] = await this.ownView.bring(files, (id !== undefined && this.own.find(id)) || null);
    if (first) this.events.file(first.file, on, arrives.get(first.file)!);
  }
}
