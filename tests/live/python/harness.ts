/** The tests' page: the Runtime and nothing else, as `window.live`, for Playwright to drive. */
import { LoadError, Runtime, type Output, type RunResult, type RuntimeEvent } from "../../../live/src/python/page/index.ts";
import type { BuiltFile } from "../../../live/src/files/manifest.ts";
import { sha256 } from "../../../live/src/files/sha256.ts";
import { fetchVerified } from "../../../live/src/files/verified.ts";

const base = new URL("..", import.meta.url);
const runtime = new Runtime(base);
const events: RuntimeEvent[] = [];
const pieces: Output[] = [];
runtime.on((event) => events.push(event));

const live = {
  runtime,
  events,
  pieces,
  run: (code: string, cell = "cell", asBuilt = false): Promise<RunResult> =>
    runtime.run({ cell, code, asBuilt, onOutput: (output) => pieces.push(output) }),
  boot: (): Promise<string> =>
    runtime.boot().then(() => "started", (error: Error) => `${error instanceof LoadError ? "LoadError" : error.name}: ${error.message}`),
  /** Loads files as the pages do, or as their Retry does: `again`; by file "", or what the reader is told. */
  load: (files: BuiltFile[], again = false): Promise<string[]> =>
    Promise.all(
      files.map((file) => fetchVerified("a file", file, base, { again }).then(() => "", (error: Error) => error.message)),
    ),
  /** URLs of what the service worker keeps although it is not the build's. */
  async wrong(files: BuiltFile[]): Promise<string[]> {
    const hashes = new Map(files.map((file) => [new URL(file.url, base).href, file.sha256]));
    const wrong: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const bytes = new Uint8Array(await (await cache.match(url))!.arrayBuffer());
        if (hashes.has(url) && (await sha256(bytes)) !== hashes.get(url)) wrong.push(url);
      }
    }
    return wrong;
  },
  /** Whether the service worker keeps all of these: it does so after it has passed them on. */
  async keeps(files: BuiltFile[]): Promise<boolean> {
    const held = await Promise.all(files.map((file) => caches.match(new URL(file.url, base))));
    return held.every(Boolean);
  },
  async forget(): Promise<void> {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) await cache.delete(request); // without a cache, nothing is kept again
    }
  },
  /** Resolves when the service worker answers for this page. */
  async serve(): Promise<void> {
    const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
    await navigator.serviceWorker.register(new URL("sw.js", base), { scope: base.pathname });
    if (!navigator.serviceWorker.controller) await controlled;
  },
};
Object.assign(window, { live });

declare global {
  interface Window { live: typeof live }
}
