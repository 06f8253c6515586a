/** What the browser keeps of one cell: the reader's code, and what was made of the lesson's code before that changed. */
import type { Store } from "./store.ts";

export class CellDraft {
  /** What this page knows to be kept. */
  #known: string;

  constructor(
    private readonly store: Store,
    private readonly slug: string,
    private readonly cell: string,
    private readonly original: string,
  ) {
    this.#known = this.#now;
  }

  /** The reader's code, or the lesson's where nothing is kept. */
  get code(): string {
    return this.#known;
  }

  get #now(): string {
    return this.store.draft(this.slug, this.cell, this.original) ?? this.original;
  }

  /** False where the browser keeps nothing. */
  keep(code: string): boolean {
    const kept = this.store.keepDraft(this.slug, this.cell, this.original, code);
    if (kept) this.#known = code;
    return kept;
  }

  /** What another page has kept, or forgotten, since; null where that is nothing. */
  news(): string | null {
    const now = this.#now;
    if (now === this.#known) return null;
    return (this.#known = now);
  }

  /** What was made of an earlier code of the lesson, and is not what the cell shows. */
  earlier(shown: string): string | undefined {
    return this.store.earlier(this.slug, this.cell, this.original).find((code) => code !== shown);
  }

  drop(code: string): void {
    this.store.dropEarlier(this.slug, this.cell, this.original, code);
  }
}
