/** What the runtime tells the page. Everything here is plain data: strings, numbers, arrays. */

/**
 * - `unsupported`: this browser cannot run Python (no WebAssembly, no module workers); nothing will be fetched.
 * - `idle`: nothing loaded, or the last attempt failed; `boot()` and `run()` (re)try.
 * - `loading`: files are on their way, or Python starts.
 * - `ready`, `running`: as they say.
 * - `dead`: the worker died and could not be started again; `restart()` tries once more.
 */
import type { FileProgress } from "../files/files.ts";

export type RuntimeState = "unsupported" | "idle" | "loading" | "ready" | "running" | "dead";

/** One output, in the order in which the cell made it. `text` is text: show it with `textContent`. */
export interface Output {
  /** `notice` comes from the runtime, not from the reader's code (for instance: output cut off). */
  kind: "stdout" | "stderr" | "display" | "result" | "notice";
  text: string;
  /** HTML of displays and results, "" without; NOT sanitised. May begin with `<style data-tour>…</style>`. */
  html: string;
}

/** One line of the reader's own code on the way to an error; outermost first. */
export interface Frame {
  cell: string;
  /** 1-based line in that cell, as it was when it ran. */
  line: number;
  /** The function, or `<module>`. */
  name: string;
  source: string;
}

export interface RunError {
  /** The exception's class name, for instance `ValueError`. */
  type: string;
  message: string;
  /** The last line of the traceback, `ValueError: …`: what a page shows for cells tagged `raises`. */
  last: string;
  /** The whole traceback as text: the reader's lines only. */
  text: string;
  /** Innermost line in the cell that ran, or null. */
  line: number | null;
  frames: Frame[];
}

/** What Python tells of a run. */
export interface Ran {
  error: RunError | null;
  /** Names of the page whose objects are others, or hold something else, than before it. */
  changed: string[];
}

/**
 * - `ok`, `error`: the cell ran to its end, or raised.
 * - `stopped`: the reader stopped it; `variablesKept` tells whether Python survived.
 * - `cancelled`: it waited in the queue when `stop()` or `restart()` came; it never started.
 * - `crashed`: Python or its worker died (memory, stack); a new one is being started.
 * - `failed`: Python or a tokenizer could not be loaded, so it did not run; `error.message` says which file.
 */
export type RunStatus = "ok" | "error" | "stopped" | "cancelled" | "crashed" | "failed";

export interface RunResult {
  cell: string;
  status: RunStatus;
  /** All outputs; consecutive pieces of one stream are one output. */
  outputs: Output[];
  /** Present for `error`, `stopped`, `crashed` and `failed`. */
  error: RunError | null;
  /** Milliseconds of the reader's code, without loading. */
  ms: number;
  variablesKept: boolean;
  /** As in Ran. */
  changed: string[];
}

export interface RunRequest {
  /** The cell's id: names frames and the replay list. */
  cell: string;
  code: string;
  /** It is the lesson's own text, unchanged: it runs without warnings of transformers, as in the build. */
  asBuilt?: boolean;
  /** Tokenizer repositories to fetch before the cell runs; by default those which `code` names. */
  repos?: string[];
  /** The cell has left the queue and starts now. */
  onStart?: () => void;
  /** Each output as it comes; a stream's text comes in pieces. */
  onOutput?: (output: Output) => void;
}

export interface Progress {
  /** `fetch`: bytes are coming; `start`: Python starts; `done`: nothing left to wait for. */
  stage: "fetch" | "start" | "done";
  loaded: number;
  total: number;
  files: FileProgress[];
}

/** Why a worker was replaced. `memory` and `crash` come with status `crashed`. */
export type RestartReason = "unreachable" | "memory" | "crash" | "asked";

export type RuntimeEvent =
  | { type: "state"; state: RuntimeState }
  | { type: "progress"; progress: Progress }
  /** `ran`: ids of the cells that had run, in order, each once: offer to replay them. `message` is for the reader. */
  | { type: "restarted"; reason: RestartReason; lostVariables: true; ran: string[]; message: string }
  /**
   * Loading failed; `message` is for the reader, `url` is the file; `boot()` or `run()` retries. `stale`: the site has
   * a
   * newer build without this file, so that only a reload of the page helps.
   */
  | { type: "failure"; message: string; url: string; stale: boolean };
