/** Where a tab's work is kept (work.ts). */
import { tabShelf } from "./tab_shelf.ts";

export interface Index {
  /** Tells this tab's places from those of another storage. */
  tag: string;
  last: number;
  past: number[];
  now: number;
  future: number[];
  /** Place in the browser's history → state. */
  places: [place: number, id: number][];
  /** The kind of the last change. */
  run: string;
}

const isIndex = (value: unknown): value is Index => {
  const { tag, last, past, now, future, places, run } = (value ?? {}) as Record<string, unknown>;
  const ids = (list: unknown): boolean => Array.isArray(list) && list.every(Number.isSafeInteger);
  return (
    typeof tag === "string" &&
    Number.isSafeInteger(last) &&
    Number.isSafeInteger(now) &&
    ids(past) &&
    ids(future) &&
    typeof run === "string" &&
    Array.isArray(places) &&
    places.every((pair) => ids(pair) && pair.length === 2)
  );
};

/**
 * What a step or a place needs beside the present state, the newest first, of so many characters. One that is too long
 * takes nothing older with it.
 */
export function newest(index: Index, texts: ReadonlyMap<number, string>, budget: number): Set<number> {
  const { past, now, future, places } = index;
  const needed = new Set([...past, ...future, ...places.map(([, id]) => id)]);
  let left = budget;
  return new Set(
    [...texts.keys()]
      .sort((a, b) => b - a)
      .filter((id) => {
        const { length } = texts.get(id)!;
        const fits = id !== now && needed.has(id) && length <= left;
        if (fits) left -= length;
        return fits;
      }),
  );
}

export class WorkStore {
  /** What is in the storage beside the present state. */
  readonly #written = new Set<number>();
  /** The index as it was read or written last. */
  #steps: string | null = null;

  /** `key`: where the present state is kept; the rest is beside it. */
  constructor(readonly key: string) {}

  /** The text of this id is another now. */
  forget(id: number): void {
    this.#written.delete(id);
  }

  /** Writes the present state, and of the others these; false if storage is off or full. */
  write(index: Index, texts: ReadonlyMap<number, string>, ids: ReadonlySet<number>): boolean {
    const shelf = tabShelf();
    if (!shelf) return false;
    try {
      for (const id of this.#written) {
        if (ids.has(id)) continue;
        shelf.removeItem(`${this.key}.${id}`);
        this.#written.delete(id);
      }
      for (const id of ids) {
        if (this.#written.has(id)) continue;
        shelf.setItem(`${this.key}.${id}`, texts.get(id)!);
        this.#written.add(id);
      }
      // the present state is at the key itself; beside it as soon as it is past
      shelf.setItem(this.key, texts.get(index.now)!);
      const steps = JSON.stringify(index);
      shelf.setItem(`${this.key}.steps`, steps);
      this.#steps = steps;
      return true;
    } catch {
      return false;
    }
  }

  /** Whether another page of this tab has written since. */
  get overtaken(): boolean {
    return (tabShelf()?.getItem(`${this.key}.steps`) ?? null) !== this.#steps;
  }

  /** What was kept; `none`: the index where there is none. */
  read(none: Index): { index: Index; texts: Map<number, string> } {
    this.#written.clear();
    const texts = new Map<number, string>();
    let index = none;
    const shelf = tabShelf();
    if (!shelf) return { index, texts };
    this.#steps = shelf.getItem(`${this.key}.steps`);
    try {
      const kept: unknown = JSON.parse(this.#steps ?? "null");
      if (isIndex(kept)) index = kept;
      const { past, future, places } = index;
      for (const id of [...past, ...future, ...places.map(([, id]) => id)]) {
        const text = shelf.getItem(`${this.key}.${id}`);
        if (text === null) continue;
        texts.set(id, text);
        this.#written.add(id);
      }
      const now = shelf.getItem(this.key);
      if (now !== null) texts.set(index.now || (index.now = index.last += 1), now);
    } catch {
      // nothing of ours
    }
    return { index, texts };
  }
}
