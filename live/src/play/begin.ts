/** Calls `make` for every playground of a kind. The scripts are modules, so the page is parsed when they run. */
import { make as element } from "../page/dom.ts";
import { messageOf } from "./errors.ts";

/** `dead`: said where `make` throws; the static example is shown again then. */
export function forEachPlayground(kind: string, dead: string, make: (root: HTMLElement) => void): void {
  for (const root of document.querySelectorAll<HTMLElement>(`[data-play="${kind}"]:not(.tt-alive, .tt-failed)`)) {
    try {
      make(root);
    } catch (error) {
      root.classList.add("tt-failed");
      root.append(element("p", "tt-note", `${dead} ${messageOf(error)}`));
    }
  }
}
