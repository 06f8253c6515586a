/** The weights, part by part: from the device if a reader has kept them, else from the site. Each is verified. */
import type { BuiltFile } from "../files/manifest.ts";
import { modelCache } from "../files/model_cache.ts";
import { fetchVerified, whatIsWrong } from "../files/verified.ts";
import type { Keeping } from "./protocol.ts";

/** `loaded`: bytes so far; `kept`: of those from the device. */
export type Progress = (loaded: number, kept: number) => void;

/** Hands each part to `put`, in order, with the number of bytes before it. Rejects with LoadError. */
export async function bring(
  parts: readonly BuiltFile[],
  base: URL,
  put: (bytes: Uint8Array<ArrayBuffer>, at: number) => void,
  progress: Progress,
): Promise<Keeping> {
  const cache = await opened(base);
  let keeping: Keeping = cache ? "kept" : "never";
  let [at, kept] = [0, 0];
  await dropOthers(cache, parts, base);
  for (const [i, part] of parts.entries()) {
    const url = new URL(part.url, base);
    let bytes = await held(cache, url, part);
    if (bytes) kept += bytes.length;
    else {
      const label = `part ${i + 1} of ${parts.length} of the model`;
      bytes = await fetchVerified(label, part, base, {
        unstored: true,
        progress: (loaded) => progress(at + loaded, kept),
      });
      if (cache && keeping === "kept" && !(await stored(cache, url, bytes))) keeping = "full";
    }
    put(bytes, at);
    at += bytes.length;
    progress(at, kept);
  }
  return keeping;
}

/** Null where the browser keeps nothing: private windows, plain http. */
async function opened(base: URL): Promise<Cache | null> {
  try {
    return await caches.open(modelCache(base));
  } catch {
    return null;
  }
}

async function held(cache: Cache | null, url: URL, part: BuiltFile): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const response = await cache?.match(url);
    if (!response) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return (await whatIsWrong(bytes, part)) ? null : bytes;
  } catch {
    return null; // the browser has lost it
  }
}

async function stored(cache: Cache, url: URL, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    await cache.put(url, new Response(bytes));
    return true;
  } catch {
    return false; // no room
  }
}

/** Parts of an earlier build take room. */
async function dropOthers(cache: Cache | null, parts: readonly BuiltFile[], base: URL): Promise<void> {
  const wanted = new Set(parts.map(({ url }) => new URL(url, base).href));
  try {
    for (const { url } of (await cache?.keys()) ?? []) if (!wanted.has(url)) await cache!.delete(url);
  } catch {
    // it stays
  }
}
