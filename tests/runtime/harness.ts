/** The tests' page: the Runtime and nothing else, as `window.live`, for Playwright to drive. */
import { LoadError, Runtime, type Output, type RunResult, type RuntimeEvent } from "../../live/src/client/index.ts";

const runtime = new Runtime(new URL("..", import.meta.url));
const events: RuntimeEvent[] = [];
const pieces: Output[] = [];
runtime.on((event) => events.push(event));

const live = {
  runtime,
  events,
  pieces,
  run: (code: string, cell = "cell"): Promise<RunResult> => runtime.run({ cell, code, onOutput: (output) => pieces.push(output) }),
  boot: (): Promise<string> =>
    runtime.boot().then(() => "started", (error: Error) => `${error instanceof LoadError ? "LoadError" : error.name}: ${error.message}`),
};
Object.assign(window, { live });

declare global {
  interface Window { live: typeof live }
}
