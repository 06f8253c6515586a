/**
 * Calls `make` for every playground of a kind, when the page is parsed: the script of small instances is `async`, and
 * may come before.
 */
import { make as element } from "../ui/dom.ts";
import { messageOf } from "../ui/errors.ts";
import { fieldUndo } from "./field_undo.ts";

/** `dead`: said where `make` throws; the static example is shown again then. */
export function forEachPlayground(kind: string, dead: string, make: (root: HTMLElement) => void): void {
  if (document.readyState === "loading") {
    // in a task of its own: the theme begins at the same event
    document.addEventListener("DOMContentLoaded", () => setTimeout(() => forEachPlayground(kind, dead, make)), {
      once: true,
    });
    return;
  }
  for (const root of document.querySelectorAll<HTMLElement>(`[data-play="${kind}"]:not(.tt-alive, .tt-failed)`)) {
    try {
      make(root);
      if (root.dataset.text !== undefined) fieldUndo(root); // the playgrounds have a larger one (undo.ts)
    } catch (error) {
      root.classList.add("tt-failed");
      root.append(element("p", "tt-note", `${dead} ${messageOf(error)}`));
    }
  }
}
