/** Renders templates. A template that does not end is ended from outside, with this worker. */
import type { FromWorker, ToWorker } from "./protocol.ts";
import { render } from "./render.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  for (const { id, model, template } of data.models) {
    const message: FromWorker = { id: data.id, model: id, result: render(data.request, model, template, data.plain) };
    scope.postMessage(message);
  }
};

// First of all: the script runs. The time limit begins now.
scope.postMessage({ id: 0, model: "" });
