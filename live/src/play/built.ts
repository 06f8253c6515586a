/** What the build made for the playgrounds (live/build/play.mjs puts it here). */
import { Files } from "../client/files.ts";
import type { BuiltFile } from "../client/manifest.ts";
import { startWorker } from "../client/start-worker.ts";

declare const PLAY_BUILD: {
  workers: Record<string, BuiltFile>;
  /** Repo → asset, URL relative to the site's root. */
  tokenizers: Record<string, BuiltFile>;
};

export const tokenizerFiles: Record<string, BuiltFile> = PLAY_BUILD.tokenizers;

/** The site's root, with a slash at the end. The page's script lies in live/. */
export const siteRoot = new URL("../", import.meta.url);

/**
 * A worker that the build made (`playworker`, …), from verified code: takes messages at once, and hands them over when it
 * runs. Its first message, which says that it runs, is not passed on.
 */
export class BuiltWorker {
  onmessage: (event: MessageEvent) => void = () => {};
  /** It runs. */
  onready: () => void = () => {};
  /** It could not be loaded, or it has failed; it will never answer. `message` is for the reader. */
  onerror: (message: string) => void = () => {};
  #worker: Worker | null = null;
  #waiting: unknown[] = [];
  #ended = false;

  constructor(name: string, label: string) {
    started(name, label).then((worker) => this.#begin(worker), (error: unknown) => this.#ended || this.onerror(error instanceof Error ? error.message : String(error)));
  }

  postMessage(message: unknown): void {
    if (this.#worker) this.#worker.postMessage(message);
    else this.#waiting.push(message);
  }

  terminate(): void {
    this.#ended = true;
    this.#worker?.terminate();
  }

  #begin(worker: Worker): void {
    if (this.#ended) return worker.terminate();
    this.#worker = worker;
    worker.onmessage = (event) => this.onmessage(event);
    worker.onerror = (event) => {
      event.preventDefault();
      this.onerror(event.message);
    };
    this.onready();
    for (const message of this.#waiting.splice(0)) worker.postMessage(message);
  }
}

/** Rejects with LoadError. The page may have started it already (scripts/course/playground_site.py). */
async function started(name: string, label: string): Promise<Worker> {
  const early = (self as { tokenTourEarly?: Record<string, Promise<Worker | null>> }).tokenTourEarly;
  const begun = early?.[name];
  if (begun) delete early[name]; // it has one owner
  return (await begun) ?? startWorker(await new Files(siteRoot, () => {}).script(label, PLAY_BUILD.workers[name]!), name);
}
