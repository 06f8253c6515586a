/** Renders templates. A template that does not end is ended from outside, with this worker. */
import type { FromWorker, ToWorker } from "./protocol.ts";
import { LastTemplate, render } from "./render.ts";

const last = new LastTemplate();
const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  for (const { id, model, template } of data.models) {
    const message: FromWorker = {
      id: data.id,
      model: id,
      result: render(data.request, model, template, data.plain ? last : null),
    };
    scope.postMessage(message);
  }
};

// First of all: the script runs. The time limit begins now.
scope.postMessage({ id: 0, model: "" });
