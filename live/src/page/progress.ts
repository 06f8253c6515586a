/** How far the reader is: in a lesson's header, and in the list of lessons on the home page. */
import { make } from "../ui/dom.ts";
import type { Store } from "./store.ts";
import { PAGE } from "./texts.ts";

function line(store: Store, slug: string, total: number): HTMLElement | null {
  const marks = Object.values(store.marks(slug));
  if (!total || !marks.length) return null;
  const solved = Math.min(marks.filter((mark) => mark === "solved").length, total);
  return make("span", `tt-progress${solved === total ? " tt-solved" : ""}`, PAGE.progress(solved, total));
}

/** On each `<li data-lesson data-exercises>` of a list of lessons. */
export function showOnLists(store: Store): void {
  for (const item of document.querySelectorAll<HTMLElement>(".tt-path > li[data-lesson]")) {
    item.querySelector(".tt-progress")?.remove();
    const made = line(store, item.dataset.lesson ?? "", Number(item.dataset.exercises ?? 0));
    if (made) (item.querySelector("a") ?? item).append(made);
  }
}

export function showInLesson(store: Store, slug: string, total: number): void {
  const place = document.querySelector(".tt-lesson-place");
  place?.querySelector(".tt-progress")?.remove();
  const made = line(store, slug, total);
  if (made) place?.append(made);
}
