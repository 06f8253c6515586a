/** Messages between a page and the worker in which the model runs. */
import type { Choice, Settings } from "./chances.ts";

export type ToModel =
  /** `base`: the site's root; `patience`: files/patience.ts. */
  | { type: "load"; base: string; patience: number }
  /** Takes the place of an answer that is under way. */
  | { type: "answer"; id: number; ids: number[]; stop: number[]; limit: number; settings: Settings }
  | { type: "stop" };

/** Why the model cannot be used: `load` is told by `message`. */
export type Trouble = "memory" | "wasm" | "load";

/** Whether the weights stay on the device: `full` has no room for them, `never` keeps nothing. */
export type Keeping = "kept" | "full" | "never";

/** How an answer came to its end. */
export type End = "ended" | "limit" | "stopped";

export type FromModel =
  | { type: "here" }
  /** Bytes; `kept`: what has been taken from the device. */
  | { type: "progress"; loaded: number; kept: number; total: number }
  | { type: "ready"; keeping: Keeping }
  | { type: "unusable"; trouble: Trouble; message: string }
  /** So many ids of the prompt are read. */
  | { type: "read"; id: number; read: number }
  | { type: "step"; id: number; choice: Choice }
  /** `ms`: of all steps together, without the reading of the prompt; `steps`: how many were made. */
  | { type: "done"; id: number; end: End; steps: number; ms: number }
  | { type: "failed"; id: number; trouble: Trouble; message: string };
