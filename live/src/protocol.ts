/** Messages between the page (live/src/client) and its worker (live/src/worker). */
import type { Output, RunError } from "./client/types.ts";

/** First message: the worker imports Pyodide's scripts while the page still fetches the rest. */
export interface Prepare {
  type: "prepare";
  /** URL of the folder with pyodide.js and pyodide.asm.js. */
  pyodide: string;
}

export interface Boot {
  type: "boot";
  wasm: WebAssembly.Module;
  /** The page's Python modules, a zip. */
  library: ArrayBuffer;
  /** The snapshot file, or null for a plain start. */
  snapshot: ArrayBuffer | null;
  /** The standard library; null when it comes later (`stdlib`). */
  stdlib: ArrayBuffer | null;
  stdlibUrl: string;
  /** Tokenizer assets: repo → URL. */
  tokenizers: Record<string, string>;
  /** Bytes that Python's memory may reach. */
  memoryLimit: number;
}

export type ToWorker =
  | Prepare
  | Boot
  | { type: "stdlib"; bytes: ArrayBuffer }
  | { type: "tokenizer"; repo: string; bytes: ArrayBuffer }
  /** Stop revokes `flagUrl`. `asBuilt`: RunRequest of client/types.ts. */
  | { type: "run"; id: number; cell: string; code: string; asBuilt: boolean; flagUrl: string };

export type FromWorker =
  | { type: "imported" }
  | { type: "booted"; way: "snapshot" | "plain" }
  | { type: "bootFailed"; message: string }
  | { type: "output"; id: number; output: Output }
  | { type: "done"; id: number; ms: number; error: RunError | null }
  /** Python is unusable: the page replaces the worker. */
  | { type: "crashed"; id: number; reason: "memory" | "crash"; message: string };
