/** Renders what a report card asks of a template. A template that does not end is ended from outside, with this worker. */
import { observe } from "./probe_render.ts";
import type { Observed, Subject } from "./probes.ts";

export interface ToCard {
  id: number;
  subject: Subject;
}

export interface FromCard {
  id: number;
  /** Null from a worker that has just begun. */
  seen: Observed | null;
}

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data }: MessageEvent<ToCard>) => {
  scope.postMessage({ id: data.id, seen: observe(data.subject) } satisfies FromCard);
};

// First of all: the script runs.
scope.postMessage({ id: 0, seen: null } satisfies FromCard);
