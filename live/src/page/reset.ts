/** Takes back what the site has put into this browser: its own files, and, separately, what the reader made. */
import { make, wordButton } from "./dom.ts";
import { PAGE } from "./texts.ts";

/** Ends the service worker and removes the files that it kept. Never rejects: where nothing may be kept, nothing is. */
export async function resetDownloads(base: URL): Promise<void> {
  try {
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      if (registration.scope === base.href) await registration.unregister();
    }
    const own = [`token-tour ${base.pathname}`, "token-tour-files", "token-tour-pages"];
    for (const name of own) await caches.delete(name);
  } catch {
    // private windows and plain http have neither
  }
}

/** Deletes drafts and progress (store.ts) and what the playgrounds keep (play/…/state.ts). */
export function resetWritten(base: URL): void {
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
  for (const place of document.querySelectorAll<HTMLElement>(".tt-storage:empty")) {
    const said = make("p", "tt-note");
    said.role = "status";
    const say = (text: string, ...buttons: HTMLElement[]): void => said.replaceChildren(text, ...buttons.flatMap((button) => [" ", button]));
    const answered = (text: string): void => (say(text), written.focus()); // the button that was pressed goes, the focus must not
    const downloads = wordButton(PAGE.resetDownloads, () => void resetDownloads(base).then(() => say(PAGE.resetDownloadsDone)));
    const yes = wordButton(PAGE.resetWrittenYes, () => {
      resetWritten(base);
      answered(PAGE.resetWrittenDone);
    });
    const no = wordButton(PAGE.resetKeep, () => answered(""));
    const written = wordButton(PAGE.resetWritten, () => say(PAGE.resetWrittenAsk, yes, no));
    const row = (button: HTMLElement, what: string): HTMLElement => make("li", "", button, make("span", "", ` ${what}`));
    place.append(make("ul", "", row(downloads, PAGE.resetDownloadsWhat), row(written, PAGE.resetWrittenWhat)), said);
  }
}
