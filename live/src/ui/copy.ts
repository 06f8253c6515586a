/** A button that copies a text, and says so. */
import { button, relabel } from "./dom.ts";
import type { Icon } from "./icons.ts";

export interface CopyWords {
  label: string;
  copied: string;
  failed: string;
}

/**
 * `text` may be asked late, may take its time, and null means that there is nothing to copy (and somebody said why).
 */
export function copyButton(
  words: CopyWords,
  text: () => string | null | Promise<string | null>,
  icon: Icon = "copy",
): HTMLButtonElement {
  let timer = 0;
  const made = button(icon, words.label, () => void copy());
  const said = document.createElement("span");
  said.className = "tt-hidden";
  said.setAttribute("role", "status");
  made.append(said);
  const word = made.querySelector("span")!;
  const copy = async (): Promise<void> => {
    const value = await text();
    if (value === null) return;
    const outcome = await navigator.clipboard.writeText(value).then(
      () => words.copied,
      () => words.failed,
    );
    word.textContent = said.textContent = outcome;
    // who speaks to the page says what the button shows (WCAG 2.5.3)
    made.setAttribute("aria-label", `${outcome} (${words.label})`);
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      relabel(made, words.label);
      said.textContent = "";
    }, 2500);
  };
  return made;
}
