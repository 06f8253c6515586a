/** One worker from birth to death. The runtime replaces it by another; messages of a dead one go nowhere. */
import type { Boot, FromWorker, ToWorker } from "../protocol.ts";
import type { Output, RunError } from "./types.ts";

/** Python did not start in this worker, though every file was there. */
export class BootFailed extends Error {}
/** The worker was terminated while it was being waited for. */
export class Gone extends Error {}

export type Outcome =
  | { type: "done"; ms: number; error: RunError | null }
  | { type: "crashed"; reason: "memory" | "crash"; message: string };

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

export class PythonWorker {
  readonly #worker: Worker;
  #onImported: () => void;
  #boot: Waiting<void> | null = null;
  #run: (Waiting<Outcome> & { id: number; onOutput(output: Output): void }) | null = null;
  readonly #repos = new Set<string>();
  #runs = 0;
  #error: Error | null = null;

  /** `url` of the worker's script; `pyodide`: the folder that it imports from. Throws Error without module workers. */
  constructor(url: string, pyodide: string, onImported: () => void) {
    let modules = false;
    const options = { name: "token-tour-python", get type(): WorkerType { modules = true; return "module"; } };
    this.#worker = new Worker(url, options);
    this.#onImported = onImported;
    if (!modules) throw this.#end(new Error("This browser has no module workers, which Python needs."));
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault?.();
      const message = event.message ? `Python's worker failed: ${event.message}` : "Python's worker could not be loaded";
      if (this.#run) this.#finish({ type: "crashed", reason: "crash", message: `${message}.` });
      else this.#end(new BootFailed(message));
    };
    this.#send({ type: "prepare", pyodide });
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

  run(what: Omit<Extract<ToWorker, { type: "run" }>, "type" | "id">, onOutput: (output: Output) => void): Promise<Outcome> {
    if (this.#error) return Promise.reject(this.#error);
    const id = ++this.#runs;
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
    if (message.type === "imported") this.#onImported();
    else if (message.type === "booted") this.#boot?.resolve();
    else if (message.type === "bootFailed") this.#end(new BootFailed(message.message));
    else if (message.id !== this.#run?.id) return;
    else if (message.type === "output") this.#run.onOutput(message.output);
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
