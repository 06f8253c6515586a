/** Where characters of a prompt come from, as apply.ts marks them before a template sees them. */
import type { Origin, Run } from "../jinja/text.ts";

export type Source =
  | { kind: "message"; index: number; field: string }
  | { kind: "tool"; index: number }
  | { kind: "variable"; name: string };

/** A stretch of the prompt, with what apply.ts marked it with, and nobody else. */
export interface SourceRun extends Run {
  origin: Source;
}

export const sourceOf = (origin: Origin | null): Source | null => origin as Source | null;
export const sourceRuns = (runs: readonly Run[]): SourceRun[] => [...runs] as SourceRun[];
