/** Files chosen or dropped, and dropped text. */
import { make } from "./dom.ts";

export interface Drops {
  /** `on`: what it fell on; null for a file that was chosen. */
  file(file: File, on: Element | null): void;
  text(text: string, on: Element): void;
  /** What was dropped is neither. */
  nothing(): void;
}

/** Makes `root` accept drops; returns a hidden file input to open. */
export function acceptDrops(root: HTMLElement, drops: Drops): HTMLInputElement {
  const over = (event: DragEvent, on: boolean): void => {
    event.preventDefault();
    root.classList.toggle("tt-dropping", on);
  };
  root.addEventListener("dragover", (event) => over(event, true));
  root.addEventListener("dragleave", (event) => over(event, false));
  root.addEventListener("drop", (event) => {
    over(event, false);
    const [file] = event.dataTransfer?.files ?? [];
    const text = event.dataTransfer?.getData("text/plain") ?? "";
    if (file) drops.file(file, event.target as Element);
    else if (text) drops.text(text, event.target as Element);
    else drops.nothing();
  });
  const input = make("input");
  input.type = "file";
  input.hidden = true;
  input.addEventListener("change", () => {
    if (input.files?.[0]) drops.file(input.files[0], null);
    input.value = "";
  });
  return input;
}
