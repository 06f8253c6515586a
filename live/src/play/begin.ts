/** Calls `make` for every playground of a kind, on whatever page the reader comes to. */
import { make as element } from "../page/dom.ts";
import { messageOf } from "./errors.ts";

/** `dead`: said where `make` throws; the static example is shown again then. `make` may be called before the page is parsed. */
export function forEachPlayground(kind: string, dead: string, make: (root: HTMLElement) => void): void {
  const begin = (): void => {
    for (const root of document.querySelectorAll<HTMLElement>(`[data-play="${kind}"]:not(.tt-alive, .tt-failed)`)) {
      // a small instance replaces what is in it, so that has to be there
      if (root.dataset.text !== undefined && document.readyState === "loading") continue;
      try {
        make(root);
      } catch (error) {
        root.classList.add("tt-failed");
        root.append(element("p", "tt-note", `${dead} ${messageOf(error)}`));
      }
    }
  };
  // The script is loaded with `async`: it may come before the element, and does not wait for the theme's scripts.
  if (document.readyState === "loading") {
    const watch = new MutationObserver(begin);
    watch.observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", () => (watch.disconnect(), begin()));
  }
  begin();
  // Material tells of every page it shows, also when it changes pages without a reload (navigation.instant).
  const tellOfPages = (): void => (window as { document$?: { subscribe(next: () => void): void } }).document$?.subscribe(begin);
  if (document.readyState === "complete") tellOfPages();
  else addEventListener("load", tellOfPages);
}
