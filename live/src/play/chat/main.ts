/** The script of pages with `<div data-play="chat">`. */
import { make } from "../../page/dom.ts";
import { ChatApp } from "./app.ts";
import { TEXTS } from "./texts.ts";

function begin(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-play="chat"]:not(.tt-alive, .tt-failed)')) {
    try {
      new ChatApp(root);
    } catch (error) {
      root.classList.add("tt-failed"); // the static example is shown again
      root.append(make("p", "tt-note", `${TEXTS.dead} ${error instanceof Error ? error.message : String(error)}`));
    }
  }
}

// As the tokenizer playground does: Material tells of pages that change without a reload.
begin();
(window as { document$?: { subscribe(next: () => void): void } }).document$?.subscribe(begin);
