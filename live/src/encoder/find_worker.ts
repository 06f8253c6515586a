/** Searches vocabularies. An expression that does not end is ended from outside, with this worker. */
import { type Query, Vocabulary, type Wrong } from "./find.ts";
import type { Listed } from "./protocol.ts";

export type ToFind = { id: number; take: Listed } | { id: number; query: Query };

export interface FromFind {
  id: number;
  /** Null from a worker that has just begun, and when it has taken a vocabulary. */
  found: Uint32Array | Wrong | null;
}

serve(self as unknown as DedicatedWorkerGlobalScope);

function serve(scope: DedicatedWorkerGlobalScope): void {
  let vocabulary: Vocabulary | null = null;
  scope.onmessage = ({ data }: MessageEvent<ToFind>) => {
    if ("take" in data) vocabulary = new Vocabulary(data.take);
    const found = "query" in data ? vocabulary!.find(data.query) : null;
    scope.postMessage({ id: data.id, found } satisfies FromFind);
  };
  // First of all: the script runs.
  scope.postMessage({ id: 0, found: null } satisfies FromFind);
}
