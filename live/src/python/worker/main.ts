/** The worker: one Python, one namespace. Speaks protocol.ts with the page's Runtime. */
import type { Boot, FromWorker, ToWorker } from "../protocol.ts";
import { importScripts, type Scripts, startPython } from "./boot.ts";
import { Outputs } from "./outputs.ts";
import { Crash, Python } from "./python.ts";
import { seal } from "./seal.ts";

const post: (message: FromWorker) => void = self.postMessage.bind(self);
let pyodide = "";
let scripts: Promise<Scripts>;
let python: Python;
let running = 0;

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "prepare") {
    pyodide = data.folder;
    scripts = importScripts(data);
    scripts.catch(() => {}); // told when it boots
  } else if (data.type === "boot") {
    boot(data).catch((error: unknown) =>
      post({ type: "bootFailed", message: String(error instanceof Error ? error.message : error) }),
    );
  } else if (data.type === "stdlib") {
    python.giveLibrary(data.bytes);
  } else if (data.type === "tokenizer") {
    python.giveTokenizer(data.repo, data.bytes);
  } else {
    run(data);
  }
});

async function boot(parts: Boot): Promise<void> {
  const started = await startPython(await scripts, pyodide, parts);
  const outputs = new Outputs((output) => post({ type: "output", id: running, output }));
  python = new Python(started, parts, outputs, (seen) => post({ type: "looked", id: running, seen }));
  seal();
  post({ type: "booted", way: parts.snapshot ? "snapshot" : "plain" });
}

function run({ id, cell, code, asBuilt, flagUrl }: Extract<ToWorker, { type: "run" }>): void {
  running = id;
  post({ type: "began", id });
  const start = performance.now();
  try {
    const error = python.run(cell, code, asBuilt, flagUrl);
    const ms = performance.now() - start;
    post({ type: "done", id, ms, error, changed: python.changed() });
  } catch (error) {
    const { reason, message } = error instanceof Crash ? error : new Crash("crash", String(error));
    post({ type: "crashed", id, reason, message });
  }
}

post({ type: "here" });
