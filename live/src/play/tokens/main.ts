/** The script of pages with `<div data-play="tokens">`. */
import { make } from "../../page/dom.ts";
import { TokenApp } from "./app.ts";
import { TEXTS } from "./texts.ts";

function begin(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-play="tokens"]:not(.tt-alive, .tt-failed)')) {
    try {
      new TokenApp(root);
    } catch (error) {
      root.classList.add("tt-failed"); // the static example is shown again
      root.append(make("p", "tt-note", `${TEXTS.dead} ${error instanceof Error ? error.message : String(error)}`));
    }
  }
}

// Material tells of every page it shows, also when it changes pages without a reload (navigation.instant).
// The first page does not wait for it.
begin();
(window as { document$?: { subscribe(next: () => void): void } }).document$?.subscribe(begin);
