/**
 * What a reader made in this tab: every state of it is a text. Undo and redo, the browser's Back and Forward, and a
 * reload find it again.
 *
 * Each entry of the browser's history is a place that remembers what it showed last.
 */
import { Typing } from "./typing.ts";
import { type Index, newest, WorkStore } from "./work_store.ts";

/**
 * `view` is no step of its own; `typed` grows into one step; every other kind is something that replaced what was
 * there.
 */
export type Kind =
  | "view"
  | "typed"
  | "link"
  | "example"
  | "clear"
  | "file"
  | "options"
  | "template"
  | "removed"
  | "read"
  | "undone";

export interface WorkEvents {
  /**
   * Shows a state, and returns it with that of the page which stays as it is; null where the text is none: it is
   * forgotten then.
   */
  show(text: string): string | null;
  /** What can be undone or redone has changed. */
  changed(): void;
  /** What could be undone has become too much, and the oldest of it is let go: said once. */
  forgot(): void;
  /** Whether what the reader made is kept: false where the browser keeps nothing, or has no room for it. */
  kept(kept: boolean): void;
}

/** Characters of all that the page knows beside the present state, and of those that the storage gets. */
const MEMORY = 10_000_000;
const BUDGET = 2_000_000;
const MOST_STEPS = 300;
const MOST_PLACES = 60;
const REST = 250; // milliseconds of no change, before it is written down

export class Work {
  readonly #store: WorkStore;
  readonly #events: WorkEvents;
  #texts = new Map<number, string>();
  #index: Index = {
    tag: Math.random().toString(36).slice(2),
    last: 0,
    past: [],
    now: 0,
    future: [],
    places: [],
    run: "undone",
  };
  /** 0: an address that was come to and not yet worked on; coming again gives the same. */
  #place = 0;
  readonly #typing = new Typing();
  #timer = 0;
  #told = false;
  #forgot = false;
  #shorter = false;
  #changed = false;

  /** `key`: where the present state is kept; the rest is beside it. */
  constructor(key: string, events: WorkEvents) {
    this.#store = new WorkStore(key);
    this.#events = events;
    this.#read();
    addEventListener("popstate", () => this.#travelled());
    addEventListener("pagehide", () => this.#write());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#write());
    addEventListener("pageshow", (event) => {
      // another page of this tab may have gone on with the same work; where none has, this one knows more than is kept
      if (!(event as PageTransitionEvent).persisted || !this.#store.overtaken) return;
      this.#read();
      this.#place = -1;
      this.#travelled();
    });
  }

  /**
   * What this entry of the browser's history showed last (`here`), or else the last that this tab showed; null if there
   * is nothing.
   */
  begin(): { text: string; here: boolean } | null {
    const index = this.#index;
    const place = this.#known();
    this.#place = place ?? 0;
    const id = (place === null ? undefined : this.#stateOf(place)) ?? index.now;
    const text = this.#texts.get(id);
    if (place === null) index.run = "undone";
    if (text === undefined) return null;
    if (id !== index.now) this.note(text, "undone");
    return { text, here: place !== null };
  }

  /** Whether steps that could be undone are gone with the page before this one, which had them in its memory. */
  get shorter(): boolean {
    return this.#shorter;
  }

  /** Whether the reader has just come to this address; false if it is a place where something was shown before. */
  arrive(): boolean {
    if (this.#known() !== null) return false;
    this.#place = 0;
    return true;
  }

  /** Notes the state that the page shows now. */
  note(text: string, kind: Kind): void {
    const index = this.#index;
    if (text === this.#texts.get(index.now)) return;
    const first = !this.#texts.has(index.now);
    if (kind === "typed" ? this.#grows(text) : kind === "view") this.#replace(text);
    else {
      if (!first && !["typed", "link", "undone", "read", index.run].includes(kind)) this.#push();
      if (!first) index.past.push(index.now);
      index.future = [];
      this.#texts.set((index.now = index.last += 1), text);
    }
    // the first view is what stands under a link that cannot be read: a reload says so again
    if (!this.#place && kind !== "link" && !(first && kind === "view")) this.settle();
    if (kind !== "view") index.run = kind;
    this.#moved();
  }

  /** What is typed next is a step of its own: fields that are far apart on the page may be neighbours in a state's text. */
  pause(): void {
    this.#typing.pause();
  }

  get canUndo(): boolean {
    return this.#index.past.length > 0;
  }

  get canRedo(): boolean {
    return this.#index.future.length > 0;
  }

  undo(): boolean {
    return this.#step(this.#index.past, this.#index.future);
  }

  redo(): boolean {
    return this.#step(this.#index.future, this.#index.past);
  }

  #step(from: number[], to: number[]): boolean {
    for (let id = from.pop(); id !== undefined; id = from.pop()) {
      const text = this.#texts.get(id);
      const shown = text === undefined ? null : this.#events.show(text);
      if (shown === null) continue;
      to.push(this.#index.now);
      this.#index.now = id;
      if (shown !== text) this.#replace(shown);
      this.#index.run = "undone";
      this.#typing.pause();
      if (!this.#place) this.settle(); // or a reload would follow the link again
      this.#moved();
      return true;
    }
    this.#events.changed();
    return false;
  }

  /** Back or Forward to a place: what it showed is shown again, as a step that can be undone. */
  #travelled(): void {
    const place = this.#known();
    if (place === null || place === this.#place) return;
    this.#place = place;
    const id = this.#stateOf(place);
    const text = id === undefined ? undefined : this.#texts.get(id);
    const now = this.#texts.get(this.#index.now);
    const shown = text === undefined || text === now ? null : this.#events.show(text);
    if (shown === null || shown === now) this.#moved();
    else this.note(shown, "undone");
  }

  #known(): number | null {
    const mine = (history.state as { tokenTour?: { tag?: unknown; place?: unknown } } | null)?.tokenTour;
    return mine?.tag === this.#index.tag && typeof mine.place === "number" ? mine.place : null;
  }

  #stateOf(place: number): number | undefined {
    return this.#index.places.find(([one]) => one === place)?.[1];
  }

  /** The present entry of the browser's history becomes a place, without a link: a reload shows what was made of it. */
  settle(): void {
    this.#place = this.#index.last += 1;
    const address = location.hash.startsWith("#v") ? location.pathname + location.search : location.href;
    history.replaceState(
      { ...(history.state as object | null), tokenTour: { tag: this.#index.tag, place: this.#place } },
      "",
      address,
    );
  }

  /** A new entry, so that Back comes to what was there before. */
  #push(): void {
    this.#place = this.#index.last += 1;
    history.pushState(
      { tokenTour: { tag: this.#index.tag, place: this.#place } },
      "",
      location.pathname + location.search,
    );
  }

  /** Whether this is more of the same typing. */
  #grows(text: string): boolean {
    const before = this.#texts.get(this.#index.now);
    if (before === undefined) return true;
    if (this.#index.run !== "typed") this.#typing.pause();
    if (!this.#typing.grows(before, text)) {
      this.#index.past.push(this.#index.now);
      this.#index.future = [];
      this.#index.now = this.#index.last += 1;
    }
    return true;
  }

  #replace(text: string): void {
    const index = this.#index;
    index.now ||= index.last += 1;
    this.#texts.set(index.now, text);
    this.#store.forget(index.now); // if it is there, as another text
  }

  /** After every change: the place shows the present state, and what is too old goes. */
  #moved(): void {
    const index = this.#index;
    if (this.#place > 0)
      index.places = [
        ...index.places.filter(([place]) => place !== this.#place),
        [this.#place, index.now] as [number, number],
      ].slice(-MOST_PLACES);
    index.past = index.past.slice(-MOST_STEPS);
    const steps = index.past.length;
    this.#forget();
    if (index.past.length < steps && !this.#forgot) {
      this.#forgot = true;
      this.#events.forgot();
    }
    this.#changed = true;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), REST);
    this.#events.changed();
  }

  /** Lets go of what no step and no place needs, then of the oldest that have no room. */
  #forget(): void {
    const index = this.#index;
    const kept = newest(index, this.#texts, MEMORY);
    for (const id of this.#texts.keys()) if (id !== index.now && !kept.has(id)) this.#texts.delete(id);
    const there = (id: number): boolean => this.#texts.has(id);
    [index.past, index.future] = [index.past.filter(there), index.future.filter(there)];
    index.places = index.places.filter(([, id]) => there(id));
  }

  #write(): void {
    window.clearTimeout(this.#timer);
    if (!this.#changed) return;
    this.#changed = false;
    // what has no room there can still be undone here
    const kept = [BUDGET, BUDGET / 4, 0].some((budget) =>
      this.#store.write(this.#index, this.#texts, newest(this.#index, this.#texts, budget)),
    );
    if (kept ? !this.#told : this.#told || !this.#index.past.length) return; // or nothing was made yet
    this.#told = !kept;
    this.#events.kept(kept);
  }

  #read(): void {
    this.#typing.pause();
    ({ index: this.#index, texts: this.#texts } = this.#store.read(this.#index));
    const { past, future } = this.#index;
    this.#shorter = [...past, ...future].some((id) => !this.#texts.has(id));
    this.#forget();
    this.#changed = this.#shorter; // the next page does not say so again
  }
}
