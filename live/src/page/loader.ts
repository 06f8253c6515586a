/** What every lesson page pays for: buttons under the cells, drafts, progress. Nothing is fetched until the reader asks. */
import { canRunPython } from "../client/features.ts";
import { make } from "./dom.ts";
import { Page } from "./page.ts";
import { showOnLists } from "./progress.ts";
import { showReset } from "./reset.ts";
import { watchScrollers } from "./scrollers.ts";
import { browserShelf, Store } from "./store.ts";
import { PAGE } from "./texts.ts";

const base = new URL("../", import.meta.url);
const store = new Store(browserShelf(), base.pathname);
let page: Page | null = null;

function begin(): void {
  showOnLists(store);
  showReset(base);
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

// Back, to a page as it was left: lessons may have been solved meanwhile.
addEventListener("pageshow", (event: PageTransitionEvent) => event.persisted && showOnLists(store));

// Material tells of every page it shows, also when it changes pages without a reload (navigation.instant).
const shown = (window as { document$?: { subscribe(next: () => void): void } }).document$;
if (shown) shown.subscribe(begin);
else begin();
