/** One worker from birth to death. The runtime replaces it by another; messages of a dead one go nowhere. */

import type { Script } from "../../files/files.ts";
import { BootFailed, startWorker } from "../../files/start-worker.ts";
import type { Boot, FromWorker, Prepare, ToWorker } from "../protocol.ts";
import type { Output, Ran } from "../types.ts";
import type { Signs } from "./stopping.ts";

export { BootFailed };
/** The worker was terminated while it was being waited for. */
export class Gone extends Error {}

export type Outcome =
  | ({ type: "done"; ms: number } & Ran)
  | { type: "crashed"; reason: "memory" | "crash"; message: string };

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

export class PythonWorker {
  readonly #worker: Worker;
  #boot: Waiting<void> | null = null;
  #run: (Waiting<Outcome> & { id: number; onOutput(output: Output): void }) | null = null;
  readonly #repos = new Set<string>();
  #runs = 0;
  #error: Error | null = null;
  #signs: Signs = { began: false, lookedAt: null, seen: false };

  /** The worker's script has run. Rejects with BootFailed, and with Error where there are no module workers. */
  static async start(script: Script): Promise<PythonWorker> {
    return new PythonWorker(await startWorker(script, "token-tour-python"));
  }

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault?.();
      const message = `Python's worker failed: ${event.message}`;
      if (this.#run) this.#finish({ type: "crashed", reason: "crash", message: `${message}.` });
      else this.#end(new BootFailed(message));
    };
  }

  /** The worker imports Pyodide's scripts. */
  prepare(scripts: Prepare): void {
    if (!this.#error) this.#send(scripts);
  }

  /** What is known of the running cell, for Stop. */
  get signs(): Signs {
    return this.#signs;
  }

  boot(parts: Boot): Promise<void> {
    if (this.#error) return Promise.reject(this.#error);
    return new Promise((resolve, reject) => {
      this.#boot = { resolve, reject };
      this.#send(parts);
    });
  }

  give(message: Extract<ToWorker, { type: "stdlib" | "tokenizer" }>): void {
    if (this.#error) return;
    if (message.type === "tokenizer") this.#repos.add(message.repo);
    this.#send(message);
  }

  /** Whether it was given the tokenizer. */
  has(repo: string): boolean {
    return this.#repos.has(repo);
  }

  run(
    what: Omit<Extract<ToWorker, { type: "run" }>, "type" | "id">,
    onOutput: (output: Output) => void,
  ): Promise<Outcome> {
    if (this.#error) return Promise.reject(this.#error);
    const id = ++this.#runs;
    this.#signs = { began: false, lookedAt: null, seen: false };
    return new Promise((resolve, reject) => {
      this.#run = { id, resolve, reject, onOutput };
      this.#send({ type: "run", id, ...what });
    });
  }

  /** Whoever waits gets Gone. */
  terminate(): void {
    this.#end(new Gone());
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    if (this.#error) return;
    if (message.type === "here") return;
    if (message.type === "booted") this.#boot?.resolve();
    else if (message.type === "bootFailed") this.#end(new BootFailed(message.message));
    else if (message.id !== this.#run?.id) return;
    else if (message.type === "output") this.#run.onOutput(message.output);
    else if (message.type === "began") this.#signs.began = true;
    else if (message.type === "looked")
      this.#signs = { began: true, lookedAt: performance.now(), seen: this.#signs.seen || message.seen };
    else this.#finish(message);
  }

  #finish(outcome: Outcome): void {
    const run = this.#run;
    this.#run = null;
    run?.resolve(outcome);
  }

  #end(error: Error): Error {
    this.#error ??= error;
    this.#worker.terminate();
    this.#boot?.reject(this.#error);
    this.#run?.reject(this.#error);
    this.#boot = this.#run = null;
    return this.#error;
  }
}
