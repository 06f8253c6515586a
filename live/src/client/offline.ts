/** Registers the service worker, and asks it to keep what this page has loaded, so that the next visit works offline. */

/** `more`: URLs that the worker loaded, which the page's own list does not have. Never throws: offline is an extra. */
export async function keepOffline(base: URL, more: string[]): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(new URL("sw.js", base), { scope: base.pathname });
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const urls = [location.href, ...loaded, ...more].map((url) => url.split("#")[0]!).filter((url) => url.startsWith(base.href));
    active?.postMessage({ type: "keep", urls: [...new Set(urls)] });
  } catch {
    // Private windows and plain http refuse service workers.
  }
}
