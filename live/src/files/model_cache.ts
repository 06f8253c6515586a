/** Where the parts of the model are kept when a reader has asked for it: apart from what the service worker keeps. */

/** `base`: the site's root. */
export const modelCache = (base: URL): string => `token-tour model ${base.pathname}`;

/** How many of these files are there. None where the browser keeps nothing. */
export async function keptParts(base: URL, urls: readonly string[]): Promise<number> {
  try {
    if (!(await caches.has(modelCache(base)))) return 0;
    const cache = await caches.open(modelCache(base));
    const found = await Promise.all(urls.map((url) => cache.match(new URL(url, base))));
    return found.filter(Boolean).length;
  } catch {
    return 0;
  }
}

/** Never rejects: where nothing may be kept, nothing is. */
export async function removeModel(base: URL): Promise<void> {
  try {
    await caches.delete(modelCache(base));
  } catch {
    // private windows and plain http have none
  }
}
