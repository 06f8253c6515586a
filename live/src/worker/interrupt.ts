/**
 * Stop without SharedArrayBuffer. Python reads the "interrupt buffer" every so many instructions; ours asks, at most every
 * INTERVAL ms, whether a blob URL that the page made can still be fetched. Stop revokes it. Armed only while a cell runs.
 */
import type { PyodideAPI } from "pyodide";

const INTERVAL = 150;
const SIGINT = 2;

export class Interrupt {
  readonly #request = self.XMLHttpRequest; // kept before the reader's code loses it
  readonly #onLook: () => void;
  #flagUrl = "";
  #lookedAt = 0;

  /** `onLook` is called whenever the button is looked at: a chance to send what is waiting. */
  constructor(python: PyodideAPI, onLook: () => void) {
    this.#onLook = onLook;
    const look = (): number => (this.stopped() ? SIGINT : 0);
    const buffer = { get 0() { return look(); }, set 0(_: number) {} };
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
    this.#onLook();
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
