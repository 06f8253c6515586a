/** Beside a tokenizer of the reader's: how it comes from its files, and where something could not be loaded, the way to try again. */
import type { Model } from "../encoder/models.ts";
import { make, wordButton } from "../ui/dom.ts";
import { OWN } from "./texts.ts";

/** Nothing where nothing is to be said. */
export function toldOf({ told, lacks }: Model, again: () => void): HTMLElement[] {
  if (!told) return [];
  const note = make("p", "tt-own-told", told);
  if (!lacks) return [note];
  note.setAttribute("role", "alert");
  note.append(" ", wordButton(OWN.again, again));
  return [note];
}
