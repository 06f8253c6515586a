/** What the build made for the playgrounds (live/build/play.mjs puts it here). */
import { codeUrl } from "../files/code.ts";
import type { BuiltFile } from "../files/manifest.ts";
import { startWorker } from "../files/start-worker.ts";
import { fetchVerified } from "../files/verified.ts";

declare const PLAY_BUILD: {
  workers: Record<string, BuiltFile>;
  /** Repo → asset, URL relative to the site's root. */
  tokenizers: Record<string, BuiltFile>;
  /** The table of tokenizer classes; null in a build without it. */
  classes: BuiltFile | null;
};

export const tokenizerFiles: Record<string, BuiltFile> = PLAY_BUILD.tokenizers;

/** What classes/table.ts describes. */
export const classFile: BuiltFile | null = PLAY_BUILD.classes;

/** The site's root, with a slash at the end. The page's script lies in live/. */
export const siteRoot = new URL("../", import.meta.url);

/** Where what workers are made of and load lies, for those who keep it (files/offline.ts). */
export function builtUrls(workers: readonly string[], repos: readonly string[]): string[] {
  const files = [...workers.map((name) => PLAY_BUILD.workers[name]), ...repos.map((repo) => tokenizerFiles[repo])];
  return files.flatMap((file) => (file ? [new URL(file.url, siteRoot).href] : []));
}

/**
 * A worker that the build made (`playworker`, …), from verified code: takes messages at once, and hands them over when
 * it
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

  /** `again`: it could not be loaded before, so past the caches. */
  constructor(name: string, label: string, again: boolean) {
    started(name, label, again).then(
      (worker) => this.#begin(worker),
      (error: unknown) => this.#ended || this.onerror(error instanceof Error ? error.message : String(error)),
    );
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

/** Rejects with LoadError. The page may have started it already (scripts/course/site/playgrounds.py). */
async function started(name: string, label: string, again: boolean): Promise<Worker> {
  const early = (self as { tokenTourEarly?: Record<string, Promise<Worker | null>> }).tokenTourEarly;
  const begun = early?.[name];
  if (begun) delete early[name]; // it has one owner
  const worker = await begun;
  if (worker) return worker;
  const file = PLAY_BUILD.workers[name]!;
  // one that was begun in vain may still hang in the browser's cache, where the next would wait for it
  const code = codeUrl(await fetchVerified(label, file, siteRoot, { again: again || begun !== undefined }));
  return startWorker({ code, url: new URL(file.url, siteRoot).href }, name);
}
