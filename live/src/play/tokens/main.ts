/** The script of pages with `<div class="tt-play" data-play="tokens">`: the playground, or with `data-text` a small fixed instance. */
import { make } from "../../page/dom.ts";
import { TokenizerWorker } from "../client.ts";
import { TokenApp } from "./app.ts";
import { TokenEmbed } from "./embed.ts";
import { TEXTS } from "./texts.ts";

/** One for all small instances of a page. */
let worker: TokenizerWorker | null = null;

function begin(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-play="tokens"]:not(.tt-alive, .tt-failed)')) {
    try {
      if (root.dataset.text === undefined) new TokenApp(root);
      else new TokenEmbed(root, () => (worker ??= new TokenizerWorker()));
    } catch (error) {
      root.classList.add("tt-failed"); // the static example is shown again
      root.append(make("p", "tt-note", `${TEXTS.dead} ${error instanceof Error ? error.message : String(error)}`));
    }
  }
}

// The script is loaded with `async`: it may come before the element, and does not wait for the theme's scripts.
if (document.readyState === "loading") {
  const watch = new MutationObserver(begin);
  watch.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => watch.disconnect());
}
begin();
// Material tells of every page it shows, also when it changes pages without a reload (navigation.instant).
const tellOfPages = (): void => (window as { document$?: { subscribe(next: () => void): void } }).document$?.subscribe(begin);
if (document.readyState === "complete") tellOfPages();
else addEventListener("load", tellOfPages);
