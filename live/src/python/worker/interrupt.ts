/**
 * Stop without SharedArrayBuffer. Python reads the "interrupt buffer" every so many instructions; ours asks, at most
 * every
 * INTERVAL ms, whether a blob URL that the page made can still be fetched. Stop revokes it. Armed only while a cell
 * runs.
 */
import type { PyodideAPI } from "pyodide";

const INTERVAL = 150;
const SIGINT = 2;

export class Interrupt {
  readonly #request = self.XMLHttpRequest; // kept before the reader's code loses it
  readonly #before: () => void;
  readonly #onLook: (seen: boolean) => void;
  #flagUrl = "";
  #lookedAt = 0;

  /**
   * `before` is called whenever the button is about to be looked at: a chance to send what is waiting. `onLook` hears
   * what
   * was seen: the page knows from it that Python can be reached, however slow the machine is.
   */
  constructor(python: PyodideAPI, before: () => void, onLook: (seen: boolean) => void) {
    this.#before = before;
    this.#onLook = onLook;
    const look = (): number => (this.stopped() ? SIGINT : 0);
    const buffer = {
      get 0() {
        return look();
      },
      set 0(_: number) {},
    };
    python.setInterruptBuffer(buffer as unknown as Uint8Array);
  }

  arm(flagUrl: string): void {
    this.#flagUrl = flagUrl;
    this.#lookedAt = performance.now();
  }

  disarm(): void {
    this.#flagUrl = "";
  }

  /** Whether Stop was pressed since the last look; again and again every INTERVAL while the cell goes on. */
  stopped(): boolean {
    if (!this.#flagUrl) return false;
    const now = performance.now();
    if (now - this.#lookedAt < INTERVAL) return false;
    this.#lookedAt = now;
    this.#before();
    const seen = this.#gone();
    this.#onLook(seen);
    return seen;
  }

  #gone(): boolean {
    try {
      const request = new this.#request();
      request.open("GET", this.#flagUrl, false);
      request.send();
      return false;
    } catch {
      return true;
    }
  }
}
