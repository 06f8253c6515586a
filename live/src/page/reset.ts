/** Takes back what the site has downloaded to this browser. */
import { modelCache } from "../files/model_cache.ts";

/** Ends the service worker and removes the files that it kept. Never rejects: where nothing may be kept, nothing is. */
export async function resetDownloads(base: URL): Promise<void> {
  try {
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      if (registration.scope === base.href) await registration.unregister();
    }
    const own = [`token-tour ${base.pathname}`, modelCache(base), "token-tour-files", "token-tour-pages"];
    for (const name of own) await caches.delete(name);
  } catch {
    // private windows and plain http have neither
  }
}
