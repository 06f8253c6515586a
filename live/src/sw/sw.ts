/**
 * Keeps what was loaded once, so that the next visit works offline. Registered only after a reader ran a cell.
 *
 * - The build's own files (LIVE_FILES) carry their contents' hash or version: from the cache if they are there.
 * - Everything else of the site: from the network, and from the cache where the network fails.
 * - A new build has a new list, hence a new service worker: files that are not on its list are dropped.
 */
declare const LIVE_FILES: string[]; // put in by the bundler

const worker = self as unknown as ServiceWorkerGlobalScope;

const IMMUTABLE = "token-tour-files";
const PAGES = "token-tour-pages";
const CHANGING = ["live/loader.js", "live/tokens.js", "live/chat.js", "live/harness.js", "live/manifest.json"];

const inScope = (path: string): string => new URL(path, worker.registration.scope).href;
const immutable = new Set(LIVE_FILES.filter((path) => !CHANGING.includes(path)).map(inScope));

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));

worker.addEventListener("activate", (event) => event.waitUntil(dropOld().then(() => worker.clients.claim())));

worker.addEventListener("message", (event) => {
  const { type, urls } = event.data as { type: string; urls: string[] };
  if (type !== "keep") return;
  event.waitUntil(Promise.all(urls.map(keep)).then((kept) => event.ports[0]?.postMessage(kept.every(Boolean))));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(worker.registration.scope) || request.headers.has("range")) return;
  event.respondWith(immutable.has(request.url) ? fromCache(request) : fromNetwork(request));
});

async function fromCache(request: Request): Promise<Response> {
  const kept = await (await caches.open(IMMUTABLE)).match(request.url);
  return kept ?? fetchAndKeep(IMMUTABLE, request);
}

async function fromNetwork(request: Request): Promise<Response> {
  try {
    return await fetchAndKeep(PAGES, request);
  } catch (error) {
    const kept = await (await caches.open(PAGES)).match(request.url, { ignoreSearch: request.mode === "navigate" });
    if (kept) return kept;
    throw error;
  }
}

async function fetchAndKeep(name: string, request: Request): Promise<Response> {
  const response = await fetch(request);
  if (worthKeeping(response)) {
    const copy = response.clone();
    const cache = await caches.open(name);
    cache.put(request.url, copy).catch(() => {}); // the disk may be full; the answer is good all the same
  }
  return response;
}

/** Failures, redirections, partial and foreign answers are passed on and never kept. */
function worthKeeping(response: Response): boolean {
  return response.status === 200 && response.type === "basic" && !response.redirected;
}

/**
 * Keeps what the page loaded before this worker was there; the browser's own cache mostly has it still. Returns whether
 * it is kept, down to its last byte.
 */
async function keep(url: string): Promise<boolean> {
  const cache = await caches.open(immutable.has(url) ? IMMUTABLE : PAGES);
  if (immutable.has(url) && (await cache.match(url))) return true;
  try {
    const response = await fetch(url, { cache: "force-cache" });
    if (!worthKeeping(response)) return false;
    await cache.put(url, response);
    return true;
  } catch {
    return false;
  }
}

async function dropOld(): Promise<void> {
  const cache = await caches.open(IMMUTABLE);
  for (const { url } of await cache.keys()) if (!immutable.has(url)) await cache.delete(url);
}
