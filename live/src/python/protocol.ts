/** Messages between the page (live/src/client) and its worker (live/src/worker). */
import type { Script } from "../files/files.ts";
import type { BuiltFile } from "../files/manifest.ts";
import type { Output, Ran } from "./types.ts";

/** First message: the worker imports Pyodide's scripts while the page still fetches the rest. */
export interface Prepare {
  type: "prepare";
  /** URL of the folder that Pyodide takes for its own. */
  folder: string;
  loader: Script;
  asm: Script;
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
  /** Where it is, should a cell need it before it comes; `url` is absolute, here and below. */
  stdlibFile: BuiltFile;
  /** Tokenizer assets by repo. */
  tokenizers: Record<string, BuiltFile>;
  /** The table of tokenizer classes, for folders that ask for one. */
  classes: BuiltFile | null;
  /** Bytes that Python's memory may reach. */
  memoryLimit: number;
  /** ms that a download may bring nothing (live/src/files/patience.ts). */
  patience: number;
}

export type ToWorker =
  | Prepare
  | Boot
  | { type: "stdlib"; bytes: ArrayBuffer }
  | { type: "tokenizer"; repo: string; bytes: ArrayBuffer }
  /** Stop revokes `flagUrl`. `asBuilt`: RunRequest of client/types.ts. */
  | { type: "run"; id: number; cell: string; code: string; asBuilt: boolean; flagUrl: string };

export type FromWorker =
  /** The worker's script has run. */
  | { type: "here" }
  | { type: "booted"; way: "snapshot" | "plain" }
  | { type: "bootFailed"; message: string }
  /** The cell runs now. */
  | { type: "began"; id: number }
  /** Python looked at the Stop button; `seen`: it was pressed. */
  | { type: "looked"; id: number; seen: boolean }
  | { type: "output"; id: number; output: Output }
  | ({ type: "done"; id: number; ms: number } & Ran)
  /** Python is unusable: the page replaces the worker. */
  | { type: "crashed"; id: number; reason: "memory" | "crash"; message: string };
