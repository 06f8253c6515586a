/**
 * Registers the service worker, and asks it to keep what this page has loaded, so that the next visit works offline.
 */

/**
 * `more`: URLs that the worker loaded, which the page's own list does not have. Resolves when all is kept: to true if
 * nothing is missing. Never rejects: offline is an extra.
 */
export async function keepOffline(base: URL, more: string[]): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  try {
    const { serviceWorker } = navigator;
    await serviceWorker.register(new URL("sw.js", base), { scope: base.pathname });
    const { active } = await serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const urls = [location.href, ...loaded, ...more]
      .map((url) => url.split("#")[0]!)
      .filter((url) => url.startsWith(base.href));
    const ask = (worker: ServiceWorker | null): Promise<boolean> => {
      const { port1, port2 } = new MessageChannel();
      const kept = new Promise<boolean>((resolve) => (port1.onmessage = ({ data }) => resolve(data === true)));
      worker?.postMessage({ type: "keep", urls: [...new Set(urls)] }, [port2]);
      return kept;
    };
    // after a deploy, the one that is active still knows the old site's files only: its successor is asked as well
    serviceWorker.addEventListener("controllerchange", () => void ask(serviceWorker.controller));
    return await ask(active);
  } catch {
    return false; // private windows and plain http refuse service workers
  }
}
