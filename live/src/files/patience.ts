/** How long a download may bring nothing before the reader is told. A slow one that moves is never given up. */

const PATIENCE = 20_000; // ms

/** Milliseconds; the tests shorten it by a global variable, so that nobody has to wait. */
export function patience(): number {
  return (globalThis as { tokenTourPatience?: number }).tokenTourPatience ?? PATIENCE;
}

/** In a worker, which does not see the page's variables. */
export function setPatience(ms: number): void {
  (globalThis as { tokenTourPatience?: number }).tokenTourPatience = ms;
}

/** Aborts what uses its `signal` after so many ms without a sign of life. */
export class Watch {
  readonly #control = new AbortController();
  readonly #limit: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limit: number) {
    this.#limit = limit;
    this.alive();
  }

  get signal(): AbortSignal {
    return this.#control.signal;
  }

  get ended(): boolean {
    return this.#control.signal.aborted;
  }

  alive(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#control.abort(), this.#limit);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
