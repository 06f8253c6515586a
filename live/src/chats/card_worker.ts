/**
 * Renders what the tools of the chat playground ask of a template. A template that does not end is ended from outside,
 * with this worker.
 */
import { type Batch, type Made, renderBatch } from "./batch.ts";
import { observe } from "./probe_render.ts";
import type { Observed, Subject } from "./probes.ts";

/** A report card, or several calls. */
export type ToCard = { id: number } & ({ subject: Subject } | { batch: Batch });

/** Of a worker that has just begun, nothing but the id 0. */
export interface FromCard {
  id: number;
  seen?: Observed;
  made?: Made[];
}

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data }: MessageEvent<ToCard>) => {
  const answer: FromCard =
    "subject" in data ? { id: data.id, seen: observe(data.subject) } : { id: data.id, made: renderBatch(data.batch) };
  scope.postMessage(answer);
};

// First of all: the script runs.
scope.postMessage({ id: 0 } satisfies FromCard);
