/**
 * What the reader's browser keeps: changed cells and solved exercises. Keys begin with the site's root path, because
 * several sites can share one origin. A full or forbidden storage is no error: the page then forgets.
 */
import { fingerprint } from "./hash.ts";

export type Mark = "attempted" | "solved";

/** What `localStorage` offers, as far as it is used here. */
export interface Shelf {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export class Store {
  #shelf: Shelf | null;
  #root: string;
  #complained = false;

  constructor(shelf: Shelf | null, root: string) {
    this.#shelf = shelf;
    this.#root = root;
  }

  /** The draft of a cell as the lesson has it now. */
  draft(slug: string, cell: string, original: string): string | null {
    return this.#get(this.#draftKey(slug, cell, original));
  }

  /** Drafts that were made when the lesson's code was another, also beside one of today's: a tab may be older than the site. */
  earlier(slug: string, cell: string, original: string): string[] {
    const codes = this.#earlier(slug, cell, original).map((key) => this.#get(key));
    return [...new Set(codes)].filter((code) => code !== null && code !== original) as string[];
  }

  /** Keeps a draft, or says that it could not; one that equals the original is forgotten. */
  keepDraft(slug: string, cell: string, original: string, code: string): boolean {
    const key = this.#draftKey(slug, cell, original);
    if (code !== original) return this.#set(key, code);
    this.#remove(key);
    return true;
  }

  /** Whether the reader has yet to be told that nothing is kept: true once. */
  complain(): boolean {
    return !this.#complained && (this.#complained = true);
  }

  /** Whether a `storage` event's key is the draft of this cell; none is that of all. */
  isDraft(key: string | null, slug: string, cell: string, original: string): boolean {
    return key === null || key === this.#draftKey(slug, cell, original);
  }

  /** Forgets this one of `earlier`. */
  dropEarlier(slug: string, cell: string, original: string, code: string): void {
    for (const key of this.#earlier(slug, cell, original)) if (this.#get(key) === code) this.#remove(key);
  }

  /** Exercise name → mark. */
  marks(slug: string): Record<string, Mark> {
    return marksIn(this.#get(this.#key("progress", slug)));
  }

  /** What is solved stays solved. False where nothing is kept. */
  mark(slug: string, exercise: string, mark: Mark): boolean {
    const marks = this.marks(slug);
    return (
      marks[exercise] === "solved" ||
      this.#set(this.#key("progress", slug), JSON.stringify({ ...marks, [exercise]: mark }))
    );
  }

  /** Takes along the marks that a store wrote elsewhere, and says whether that changed any. Throws where nothing is kept. */
  takeMarks(slug: string, written: string): boolean {
    const [had, marks] = [this.marks(slug), marksIn(written)];
    const more = Object.entries(marks).filter(
      ([exercise, mark]) => had[exercise] !== mark && had[exercise] !== "solved",
    );
    if (!more.length) return false;
    if (!this.#set(this.#key("progress", slug), JSON.stringify({ ...had, ...Object.fromEntries(more) })))
      throw new Error("nothing is kept");
    return true;
  }

  /** Takes along what was kept for a lesson under its former name, where a tab that is older than the site goes on. */
  adopt(formerly: string, slug: string): void {
    const start = this.#key("draft", formerly, "");
    for (const key of this.#keys(start)) {
      const now = this.#key("draft", slug, "") + key.slice(start.length);
      // beside a newer one it is kept as one of an earlier code
      if (this.#moved(key, now) || this.#moved(key, `${now}-formerly`)) this.#remove(key);
    }
    const marks = this.#key("progress", formerly);
    const written = this.#get(marks);
    if (written === null) return;
    try {
      this.takeMarks(slug, written);
      this.#remove(marks);
    } catch {
      // full or forbidden: it stays where it is
    }
  }

  /** Whether `to` holds what `from` does, now that it may. */
  #moved(from: string, to: string): boolean {
    const [kept, there] = [this.#get(from), this.#get(to)];
    return kept !== null && (kept === there || (there === null && this.#set(to, kept)));
  }

  #key(...parts: string[]): string {
    return [`${this.#root}tour`, ...parts].join(":");
  }

  #draftKey(slug: string, cell: string, original: string): string {
    return this.#key("draft", slug, cell, fingerprint(original));
  }

  #earlier(slug: string, cell: string, original: string): string[] {
    const current = this.#draftKey(slug, cell, original);
    return this.#keys(this.#key("draft", slug, cell, "")).filter((key) => key !== current);
  }

  #keys(start: string): string[] {
    const keys: string[] = [];
    try {
      for (let i = 0; i < (this.#shelf?.length ?? 0); i++) {
        const key = this.#shelf?.key(i);
        if (key?.startsWith(start)) keys.push(key);
      }
    } catch {
      return [];
    }
    return keys;
  }

  #get(key: string): string | null {
    try {
      return this.#shelf?.getItem(key) ?? null;
    } catch {
      return null;
    }
  }

  #set(key: string, value: string): boolean {
    try {
      this.#shelf?.setItem(key, value);
      return this.#shelf !== null;
    } catch {
      return false; // full or forbidden: nothing is kept
    }
  }

  #remove(key: string): void {
    try {
      this.#shelf?.removeItem(key);
    } catch {
      // as above
    }
  }
}

/** Exercise name → mark, of what a store wrote; anything else is none. */
function marksIn(written: string | null): Record<string, Mark> {
  try {
    const found: unknown = JSON.parse(written ?? "{}");
    const pairs = Object.entries(found && typeof found === "object" ? found : {});
    return Object.fromEntries(pairs.filter(([, mark]) => mark === "solved" || mark === "attempted"));
  } catch {
    return {};
  }
}

/**
 * `localStorage`, or null where it is blocked: even asking for it throws then, or overrides/main.html has put a box in
 * its place.
 */
export function browserShelf(): Shelf | null {
  try {
    return localStorage instanceof Storage ? localStorage : null;
  } catch {
    return null;
  }
}
