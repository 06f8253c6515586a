/** The worker `modelworker`: brings the weights, and answers. One answer at a time, so that Stop is heard between steps. */
import { setPatience } from "../files/patience.ts";
import type { Description } from "./description.ts";
import { Engine } from "./engine.ts";
import type { End, FromModel, ToModel, Trouble } from "./protocol.ts";
import { bring } from "./store.ts";

declare const MODEL_WEIGHTS: Description; // put in by the bundler

const scope = self as unknown as DedicatedWorkerGlobalScope;
const say = (message: FromModel): void => scope.postMessage(message);

class Served {
  #engine: Engine | null = null;
  /** The answer that is under way; another number ends it. */
  #current = 0;

  hear(message: ToModel): void {
    if (message.type === "load") {
      setPatience(message.patience);
      this.#load(new URL(message.base)).catch((error: unknown) => say({ type: "unusable", ...troubleOf(error) }));
    } else if (message.type === "stop") this.#current = 0;
    else {
      this.#current = message.id;
      this.#answer(message).catch((error: unknown) => say({ type: "failed", id: message.id, ...troubleOf(error) }));
    }
  }

  async #load(base: URL): Promise<void> {
    const engine = await Engine.begin(MODEL_WEIGHTS); // before 100 MB come for nothing
    const { parts, bytes: total } = MODEL_WEIGHTS;
    const keeping = await bring(
      parts,
      base,
      (bytes, at) => engine.put(bytes, at),
      (loaded, kept) => say({ type: "progress", loaded, kept, total }),
    );
    this.#engine = engine;
    say({ type: "ready", keeping });
  }

  async #answer({ id, ids, stop, limit, settings }: Extract<ToModel, { type: "answer" }>): Promise<void> {
    let begun = performance.now();
    let [steps, last] = [0, -1];
    for (const step of this.#engine!.answer(ids, stop, limit, settings)) {
      if ("read" in step) {
        begun = performance.now();
        say({ type: "read", id, read: step.read });
      } else {
        steps += 1;
        last = step.chosen[0];
        say({ type: "step", id, choice: step });
      }
      await new Promise((resolve) => setTimeout(resolve)); // messages are heard now
      if (this.#current !== id) break;
    }
    const end: End = this.#current !== id ? "stopped" : stop.includes(last) ? "ended" : "limit";
    say({ type: "done", id, end, steps, ms: performance.now() - begun });
  }
}

function troubleOf(error: unknown): { trouble: Trouble; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError) return { trouble: "memory", message };
  const none = typeof WebAssembly === "undefined" || error instanceof WebAssembly.CompileError;
  return { trouble: none ? "wasm" : "load", message };
}

const served = new Served();
scope.onmessage = ({ data }: MessageEvent<ToModel>) => served.hear(data);
say({ type: "here" });
