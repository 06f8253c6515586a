/**
 * Where the reader is: a lesson's page keeps the lesson and the section, the home page offers to go on there. Beside
 * store.ts, under the same root, so that it is deleted with the rest.
 */
import type { Shelf } from "./store.ts";
import { Store } from "./store.ts";
import { HOME } from "./texts_home.ts";

interface Place {
  lesson: string;
  /** The id of a heading, "" for the beginning. */
  section: string;
}

const keyOf = (root: string): string => `${root}tour:place`;

/** Keeps the section that is being read whenever the page is left; a glance at the first screen is no reading. */
export function rememberPlace(shelf: Shelf | null, root: string, lesson: string): void {
  const keep = (): void => {
    if (scrollY < innerHeight / 2) return;
    const passed = [...document.querySelectorAll<HTMLElement>("article h2[id]")].filter(
      (heading) => heading.getBoundingClientRect().top < innerHeight / 2,
    );
    const place: Place = { lesson, section: passed.at(-1)?.id ?? "" };
    try {
      shelf?.setItem(keyOf(root), JSON.stringify(place));
    } catch {
      // full or forbidden: nothing is kept
    }
  };
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
}

/** The place that is kept, or the last lesson with an exercise that was tried. */
function lastPlace(shelf: Shelf | null, root: string, lessons: string[]): Place | null {
  try {
    const kept: unknown = JSON.parse(shelf?.getItem(keyOf(root)) ?? "null");
    const { lesson, section } = (kept ?? {}) as Record<string, unknown>;
    if (typeof lesson === "string" && lessons.includes(lesson))
      return { lesson, section: typeof section === "string" ? section : "" };
  } catch {
    // not ours
  }
  const store = new Store(shelf, root);
  const tried = lessons.filter((lesson) => Object.keys(store.marks(lesson)).length > 0).at(-1);
  return tried ? { lesson: tried, section: "" } : null;
}

/** The button "Continue" beside those of the home page, once there is progress. */
export function offerPlace(shelf: Shelf | null, root: string): void {
  const row = document.querySelector(".tt-start > p");
  const items = [...document.querySelectorAll<HTMLElement>(".tt-path > li[data-lesson]")];
  const place = lastPlace(
    shelf,
    root,
    items.map((item) => item.dataset.lesson!),
  );
  if (!row || !place) return;
  const item = items.find((one) => one.dataset.lesson === place.lesson)!;
  const said = (name: string): string => item.querySelector(`.tt-path-${name}`)?.textContent ?? "";
  let link = row.querySelector<HTMLAnchorElement>(".tt-continue");
  if (!link) {
    const [first, second] = row.querySelectorAll("a");
    link = first!.cloneNode() as HTMLAnchorElement; // it takes the place of the button that matters most
    link.classList.add("tt-continue");
    first!.className = second!.className;
    row.prepend(link);
  }
  link.textContent = HOME.continue(said("number"), said("title"));
  link.href = `${item.querySelector("a")!.href}${place.section ? `#${encodeURIComponent(place.section)}` : ""}`;
}
