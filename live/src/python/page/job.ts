/** One cell on its way through the queue: its flag for Stop, its outputs so far, and its one result. */

import type { Output, RunError, RunRequest, RunResult, RunStatus } from "../types.ts";
import type { Outcome, PythonWorker } from "./python-worker.ts";

export class Job {
  readonly request: RunRequest;
  readonly result: Promise<RunResult>;
  started = false;
  settled = false;
  #settle!: (result: RunResult) => void;
  #outputs: Output[] = [];
  #flagUrl = "";
  #startedAt = 0;
  #stopPressed = false;

  constructor(request: RunRequest) {
    this.request = request;
    this.result = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Run in the worker. Rejects with Gone if the worker is terminated meanwhile. `finish` settles. */
  async runIn(worker: PythonWorker): Promise<Outcome> {
    const { cell, code, asBuilt = false, onStart } = this.request;
    this.started = true;
    this.#startedAt = performance.now();
    this.#flagUrl = URL.createObjectURL(new Blob([""]));
    onStart?.();
    try {
      return await worker.run({ cell, code, asBuilt, flagUrl: this.#flagUrl }, (output) => this.#add(output));
    } finally {
      URL.revokeObjectURL(this.#flagUrl);
    }
  }

  finish(outcome: Outcome): void {
    if (outcome.type === "crashed") this.#end("crashed", told("Crash", outcome.message), false);
    else this.#end(statusOf(outcome.error, this.#stopPressed), outcome.error, true, outcome);
  }

  /** The Stop button: the worker's next look at the flag raises KeyboardInterrupt. */
  pressStop(): void {
    this.#stopPressed = true;
    URL.revokeObjectURL(this.#flagUrl);
  }

  /** It never started. */
  cancel(): void {
    this.#end("cancelled", null, true);
  }

  /** Its worker was terminated. */
  lose(): void {
    if (this.started)
      this.#end(
        "stopped",
        told("KeyboardInterrupt", "stopped; Python was started again and the variables are lost"),
        false,
      );
    else this.cancel();
  }

  /** Something could not be loaded, so it never started. */
  fail(message: string): void {
    this.#end("failed", told("LoadError", message), true);
  }

  #add(output: Output): void {
    const before = this.#outputs.at(-1);
    const stream = output.kind === "stdout" || output.kind === "stderr";
    if (stream && before?.kind === output.kind) before.text += output.text;
    else this.#outputs.push({ ...output });
    this.request.onOutput?.(output);
  }

  #end(
    status: RunStatus,
    error: RunError | null,
    variablesKept: boolean,
    ran?: { ms: number; changed: string[] },
  ): void {
    if (this.settled) return;
    this.settled = true;
    const ms = ran?.ms ?? (this.started ? performance.now() - this.#startedAt : 0);
    const changed = ran?.changed ?? [];
    this.#settle({ cell: this.request.cell, status, outputs: this.#outputs, error, ms, variablesKept, changed });
  }
}

function statusOf(error: RunError | null, stopPressed: boolean): RunStatus {
  if (!error) return "ok";
  return stopPressed && error.type === "KeyboardInterrupt" ? "stopped" : "error";
}

function told(type: string, message: string): RunError {
  return { type, message, last: message, text: message, line: null, frames: [] };
}
