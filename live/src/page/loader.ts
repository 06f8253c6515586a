/**
 * What every lesson page pays for: buttons under the cells, drafts, progress. Nothing is fetched until the reader asks.
 */
import { canRunPython } from "../python/page/features.ts";
import { make, wordButton } from "../ui/dom.ts";
import { arrive } from "./arrival.ts";
import { imports } from "./fetching.ts";
import { Page } from "./page.ts";
import { showOnLists } from "./progress.ts";
import { watchScrollers } from "./scrollers.ts";
import type { StorageModule } from "./storage.ts";
import { browserShelf, Store } from "./store.ts";
import { PAGE } from "./texts.ts";
import { messageOf } from "./way-out.ts";

const base = new URL("../", import.meta.url);
const store = new Store(browserShelf(), base.pathname);
const storage = imports<StorageModule>("storage", "the buttons", base);
let page: Page | null = null;

function begin(): void {
  for (const {
    dataset: { formerly, lesson = "" },
  } of document.querySelectorAll<HTMLElement>("[data-formerly]"))
    if (formerly) store.adopt(formerly, lesson);
  showOnLists(store);
  void showStorage();
  watchScrollers();
  const header = document.querySelector<HTMLElement>(".tt-lesson[data-lesson]");
  if (page?.header === header && header) return;
  page?.dispose();
  page = null;
  if (!header || !document.querySelector(".tt-cell")) return;
  if (canRunPython()) {
    page = new Page(header, base, header.dataset.lesson ?? "", store);
  } else {
    header.classList.remove("tt-live");
    header.append(make("p", "tt-note", PAGE.unsupported));
  }
}

/** The buttons that take back what this browser keeps, on the page that has a place for them. */
async function showStorage(): Promise<void> {
  const place = document.querySelector(".tt-storage");
  if (!place || place.querySelector("ul")) return;
  try {
    (await storage()).showReset(base);
  } catch (error) {
    const again = (): void => (place.replaceChildren(), void showStorage());
    place.replaceChildren(make("p", "tt-note tt-part-failed", messageOf(error), " ", wordButton(PAGE.retry, again)));
  }
}

// Back, to a page as it was left: lessons may have been solved meanwhile.
addEventListener("pageshow", (event: PageTransitionEvent) => event.persisted && showOnLists(store));

function start(): void {
  // Material tells of every page it shows, also when it changes pages without a reload (navigation.instant).
  const shown = (window as { document$?: { subscribe(next: () => void): void } }).document$;
  // In a task of its own: the theme begins at the same event, and a phone could not answer a touch until both are done.
  if (shown) shown.subscribe(() => setTimeout(begin));
  else begin();
}

// The script is `async`: one that is only deferred would hold up the theme for as long as it does not arrive.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
else start();
arrive();
