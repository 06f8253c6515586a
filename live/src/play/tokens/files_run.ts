/** What takes long: its progress, Stop, and what came of it. */
import type { Progress } from "../../rows/protocol.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { FILES } from "./files_texts.ts";

export class FilesRun {
  readonly element = make("div", "tt-files-controls");
  /** How far it is; afterwards what came of it. */
  readonly said = make("p", "tt-files-said");
  readonly #stop: HTMLButtonElement;
  readonly #bar = make("progress", "tt-files-progress");
  #busy = false;

  /** `first`: the button that stands before the others; `stop` is called once. */
  constructor(first: HTMLButtonElement, stop: () => void) {
    this.#stop = chip(FILES.stop, () => {
      stop();
      this.#stop.disabled = true;
      this.said.textContent = FILES.stopping;
    });
    this.#stop.hidden = this.#bar.hidden = true;
    this.element.append(first, this.#stop, this.#bar);
  }

  get busy(): boolean {
    return this.#busy;
  }

  /** `look`: what can be pressed has changed. Throws what `work` throws. */
  async run(
    bytes: number,
    look: () => void,
    work: (progress: (now: Progress) => void) => Promise<void>,
  ): Promise<void> {
    const pressed = document.activeElement;
    this.#set(true);
    this.said.textContent = "";
    this.#bar.max = bytes;
    this.#bar.removeAttribute("value");
    this.#stop.disabled = false;
    look();
    if (pressed instanceof HTMLButtonElement && pressed.disabled) this.#stop.focus();
    try {
      await work(this.#progress(bytes));
    } catch (error) {
      this.said.textContent = "";
      throw error;
    } finally {
      const waits = document.activeElement === this.#stop;
      this.#set(false);
      look();
      if (waits && pressed instanceof HTMLElement) pressed.focus({ preventScroll: true });
    }
  }

  #set(busy: boolean): void {
    this.#busy = busy;
    this.#stop.hidden = this.#bar.hidden = !busy;
  }

  #progress(of: number): (now: Progress) => void {
    let begun = 0;
    return ({ bytes, rows, loading }) => {
      if (this.#stop.disabled) return;
      if (loading !== null) {
        this.said.textContent = FILES.loading(loading);
        return;
      }
      begun ||= performance.now();
      const seconds = (performance.now() - begun) / 1000;
      this.#bar.value = bytes;
      this.said.textContent = FILES.progress(bytes, of, rows, seconds ? bytes / 1e6 / seconds : 0);
    };
  }
}

export function chip(label: string, press: () => void): HTMLButtonElement {
  const made = wordButton(label, press);
  made.className = "tt-chip-button";
  return made;
}
