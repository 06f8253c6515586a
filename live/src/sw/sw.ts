/**
 * Keeps what was loaded once, so that the next visit works offline. Registered only after a reader
 * ran a cell or loaded the model.
 *
 * - Nothing is kept before its length and SHA-256 are those of the build, whatever answered: LIVE_FILES has the files
 * of
 *   live/, SITE_FILES the pages and what belongs to them (scripts/course/site/kept_files.py puts it in front of this
 * script).
 * - Files whose names carry their contents' hash or version: from the cache if they are there.
 * - Pages and what has a fixed name: from the network, and from the cache where the network fails or is silent; from
 * the
 *   cache at once where the page says by `integrity` that it wants just that.
 * - Whatever is on neither list is none of its business.
 * - A new build has a new list, hence a new service worker: what is not on its list is dropped, and what has taken its
 *   place is fetched.
 */
import { patience, Watch } from "../files/patience.ts";
import { whatIsWrong } from "../files/verified.ts";

type Listed = Record<string, { bytes: number; sha256: string }>;
declare const LIVE_FILES: Listed; // put in by the bundler

const worker = self as unknown as ServiceWorkerGlobalScope & { SITE_FILES?: Listed };

const KEPT = `token-tour ${new URL(worker.registration.scope).pathname}`;
/** Caches of earlier versions, which were filled unseen. */
const UNVERIFIED = ["token-tour-files", "token-tour-pages"];
const CHANGING = ["live/loader.js", "live/tokens.js", "live/chat.js", "live/harness.js", "live/manifest.json"];
const SILENCE = 0.25; // of the patience with a download: then a page that is kept is shown instead

const inScope = (path: string): string => new URL(path, worker.registration.scope).href;
const files = new Map(
  Object.entries({ ...LIVE_FILES, ...worker.SITE_FILES }).map(([path, file]) => [inScope(path), file]),
);
const immutable = new Set(
  Object.keys(LIVE_FILES)
    .filter((path) => !CHANGING.includes(path))
    .map(inScope),
);

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));

worker.addEventListener("activate", (event) => event.waitUntil(takeOver().then(() => worker.clients.claim())));

worker.addEventListener("message", (event) => {
  const { type, urls } = event.data as { type: string; urls: string[] };
  if (type !== "keep") return;
  const known = new Set(urls.map(fileUrl).filter((url) => files.has(url)));
  event.waitUntil(
    // asked for, so the cache is made again where the reader had removed it
    caches
      .open(KEPT)
      .then(() => Promise.all([...known].map(keep)))
      .then((kept) => event.ports[0]?.postMessage(kept.every(Boolean))),
  );
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = fileUrl(request.url);
  if (request.method !== "GET" || !files.has(url) || request.headers.has("range")) return;
  event.respondWith(immutable.has(url) ? fromCache(event, url) : fromNetwork(event, url));
});

/** The file that an address means: without a query, and a folder is its index.html. */
function fileUrl(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + (pathname.endsWith("/") ? `${pathname}index.html` : pathname);
}

/** Without making the cache, which a reader may have removed. */
function kept(url: string): Promise<Response | undefined> {
  return caches.match(url, { cacheName: KEPT });
}

async function fromCache(event: FetchEvent, url: string): Promise<Response> {
  const { request } = event;
  const past = request.cache === "reload" || request.cache === "no-store" || new URL(request.url).search !== "";
  return (!past && (await kept(url))) || fetchAndKeep(event, url);
}

async function fromNetwork(event: FetchEvent, url: string): Promise<Response> {
  const { request } = event;
  const held = await kept(url);
  if (!held) return fetchAndKeep(event, url);
  if (request.integrity === `sha256-${files.get(url)!.sha256}`) return held;
  const answered = fetchAndKeep(event, url).then(
    (response) => (response.status < 500 ? response : held),
    () => held,
  );
  const silence = new Promise<Response>((resolve) => setTimeout(() => resolve(held), patience() * SILENCE));
  return Promise.race([answered, silence]);
}

/**
 * Passes the answer on as it comes, and keeps it when it is complete and right. A page that gives up a stalled download
 * ends
 * it here too: the browser would have the next request for the same address wait for it.
 */
async function fetchAndKeep(event: FetchEvent, url: string): Promise<Response> {
  const watch = new Watch(patience());
  const response = await fetch(event.request, { signal: watch.signal }).finally(() => watch.stop());
  if (!worthKeeping(response) || !response.body) return response;
  const { status, statusText, headers } = response;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let ended: () => void = () => {};
  // a download that breaks off must end it, too: a new service worker waits, up to five minutes, until all has ended
  event.waitUntil(new Promise<void>((resolve) => (ended = resolve)));
  const reader = response.body.getReader();
  const passing = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(to) {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          parts.push(value.slice()); // the chunk itself goes away with the page's stream
          return to.enqueue(value);
        }
        to.close();
        await keepIfRight(url, new Response(new Blob(parts), { headers }));
      } catch (error) {
        to.error(error);
      }
      ended();
    },
    cancel(reason) {
      ended();
      return reader.cancel(reason);
    },
  });
  return new Response(passing, { status, statusText, headers });
}

/** Failures, partial and foreign answers are passed on and never kept. */
function worthKeeping(response: Response): boolean {
  return response.status === 200 && response.type === "basic" && !response.redirected;
}

/** Whether it is what the build made, and is kept now. */
async function keepIfRight(url: string, response: Response): Promise<boolean> {
  try {
    const copy = response.clone();
    // a reader who removes what is kept removes the cache, also under a worker that has something to finish
    if (!(await isRight(url, response)) || !(await caches.has(KEPT))) return false;
    await (await caches.open(KEPT)).put(url, copy);
    return true;
  } catch {
    return false; // cut off on the way; or the disk may be full, and the answer is good all the same
  }
}

/**
 * Keeps what the page loaded before this worker was there; the browser's own cache mostly has it still, and where that
 * has
 * something else, it is asked for past it. Returns whether it is kept, down to its last byte.
 */
async function keep(url: string): Promise<boolean> {
  const held = await kept(url);
  if (held && (immutable.has(url) || (await isRight(url, held)))) return true;
  for (const cache of ["force-cache", "reload"] as const) {
    const response = await fetch(url, { cache }).catch(() => null);
    if (response && worthKeeping(response) && (await keepIfRight(url, response))) return true;
  }
  return false;
}

async function isRight(url: string, response: Response): Promise<boolean> {
  return !(await whatIsWrong(new Uint8Array(await response.arrayBuffer()), files.get(url)!));
}

/**
 * Drops what the build does not have, and brings what it has instead, so that the next visit works offline as before.
 */
async function takeOver(): Promise<void> {
  for (const name of UNVERIFIED) await caches.delete(name);
  const cache = await caches.open(KEPT);
  const successors: string[] = [];
  for (const { url } of await cache.keys()) {
    if (files.has(url) && (immutable.has(url) || (await isRight(url, (await cache.match(url))!)))) continue;
    await cache.delete(url);
    successors.push(...[...files.keys()].filter((other) => stem(other) === stem(url)));
  }
  for (const url of successors) void keep(url);
}

/** An address without the hash in its name. */
function stem(url: string): string {
  return url.replace(/-[0-9A-Za-z]{8,10}(\.\w+)$/, "$1");
}
