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
  if (type === "keep") event.waitUntil(Promise.all(urls.map(keep)));
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

/** Failures and partial or foreign answers are passed on and never kept. */
async function fetchAndKeep(name: string, request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.status === 200 && response.type === "basic") {
    const copy = response.clone();
    const cache = await caches.open(name);
    await cache.put(request.url, copy).catch(() => {}); // the disk may be full; the answer is good all the same
  }
  return response;
}

/** What the page loaded before this worker was there; the browser's own cache mostly has it still. */
async function keep(url: string): Promise<void> {
  const name = immutable.has(url) ? IMMUTABLE : PAGES;
  if (name === IMMUTABLE && (await (await caches.open(name)).match(url))) return;
  await fetchAndKeep(name, new Request(url, { cache: "force-cache" })).catch(() => {});
}

async function dropOld(): Promise<void> {
  const cache = await caches.open(IMMUTABLE);
  for (const { url } of await cache.keys()) if (!immutable.has(url)) await cache.delete(url);
}
