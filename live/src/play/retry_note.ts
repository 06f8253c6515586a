/** What went wrong in a tool, with a button that tries again. */
import { make, wordButton } from "../ui/dom.ts";

export function retryNote(why: string, label: string, again: () => void): HTMLElement {
  const note = make("p", "tt-note", why, " ", wordButton(label, again));
  note.setAttribute("role", "alert");
  return note;
}
