/** Puts `{% generation %}` into a template. One that does not end is ended from outside, with this worker. */
import { PyError } from "../jinja/errors.ts";
import { withOrigins } from "./apply.ts";
import type { ChatModel } from "./chat_model.ts";
import { type Placed, placeGeneration } from "./placed_proof.ts";
import type { Request } from "./protocol.ts";
import { callOf } from "./render.ts";

export interface ToPlaced {
  id: number;
  model: ChatModel;
  template: string;
  /** The reader's conversation. */
  request: Request;
}

export interface FromPlaced {
  id: number;
  /** Null from a worker that has just begun. */
  placed: Placed | null;
}

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data }: MessageEvent<ToPlaced>) => {
  scope.postMessage({ id: data.id, placed: place(data) } satisfies FromPlaced);
};

function place({ model, template, request }: ToPlaced): Placed {
  try {
    return placeGeneration(model, template, withOrigins(callOf(request)));
  } catch (error) {
    if (error instanceof PyError) return { ok: false, why: "none" }; // it has a mistake, which the first tab tells
    throw error;
  }
}

// First of all: the script runs.
scope.postMessage({ id: 0, placed: null } satisfies FromPlaced);
