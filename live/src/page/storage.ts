/**
 * The buttons with which readers take back what the site has put into this browser (storage.js, fetched where a page
 * has a place for them).
 */
import { unkeepAll } from "../files/kept.ts";
import { make, wordButton } from "../ui/dom.ts";
import { resetDownloads } from "./reset.ts";
import { STORAGE } from "./texts.ts";

export interface StorageModule {
  showReset(base: URL): void;
}

/** Deletes drafts and progress (store.ts), and what the playgrounds keep (play/…/state.ts, own/). */
function resetWritten(base: URL): void {
  unkeepAll();
  const own = (key: string): boolean => key.startsWith(`${base.pathname}tour:`) || key.startsWith("token-tour.");
  for (const shelf of [() => localStorage, () => sessionStorage]) {
    try {
      for (const key of Object.keys(shelf()).filter(own)) shelf().removeItem(key);
    } catch {
      // forbidden, and so empty
    }
  }
}

/** The two buttons, where a page has a place for them: `<div class="tt-storage">`. */
export function showReset(base: URL): void {
  for (const place of document.querySelectorAll<HTMLElement>(".tt-storage")) {
    if (place.querySelector("ul")) continue;
    const said = make("p", "tt-note");
    said.role = "status";
    const say = (text: string, ...buttons: HTMLElement[]): void =>
      said.replaceChildren(text, ...buttons.flatMap((button) => [" ", button]));
    // the button that was pressed goes, the focus must not
    const answered = (text: string): void => (say(text), written.focus());
    const downloads = wordButton(
      STORAGE.downloads,
      () => void resetDownloads(base).then(() => say(STORAGE.downloadsDone)),
    );
    const yes = wordButton(STORAGE.yes, () => {
      resetWritten(base);
      answered(STORAGE.writtenDone);
    });
    const no = wordButton(STORAGE.keep, () => answered(""));
    const written = wordButton(STORAGE.written, () => say(STORAGE.ask, yes, no));
    const row = (button: HTMLElement, what: string): HTMLElement =>
      make("li", "", button, make("span", "", ` ${what}`));
    place.append(make("ul", "", row(downloads, STORAGE.downloadsWhat), row(written, STORAGE.writtenWhat)), said);
  }
}
