/**
 * Fetches a file of the build, and gives it out only if it is what the build made, to the byte. What is not is thrown
 * away
 * and fetched once more past all caches: the browser's, the service worker's, and those on the way.
 */
import type { BuiltFile } from "./manifest.ts";
import { patience, Watch } from "./patience.ts";
import { sha256 } from "./sha256.ts";

/** A file could not be loaded; the message is for the reader. */
export class LoadError extends Error {
  /** `stale`: the site has a newer build, which no longer has this file: only a reload of the page helps. */
  constructor(
    label: string,
    readonly url: string,
    why: string,
    readonly stale = false,
  ) {
    super(
      stale
        ? `This page is older than the site, which no longer has ${url}. Reload the page; what you wrote is kept.`
        : `Could not load ${label} (${url}): ${why}.`,
    );
    this.name = "LoadError";
  }
}

export interface Listening {
  /** Bytes that have arrived; begins again at 0 with every try. */
  progress?(loaded: number): void;
  /** Every answer, before it is read. */
  response?(response: Response): void;
  /** The browser's own cache shall not have it: who asks keeps it. */
  unstored?: boolean;
  /** Something was wrong with it before: begin past the caches. */
  again?: boolean;
}

/** Why one try failed. `hopeless`: the next would fail in the same way. */
class Failure extends Error {
  constructor(
    why: string,
    readonly kind: "wrong" | "refused" | "network" | "stalled",
  ) {
    super(why);
  }
}

/** A query gets past a service worker of an earlier build, which knows addresses without one. */
const WAYS: readonly [search: string, cache: RequestCache][] = [
  ["", "default"],
  ["", "reload"],
  ["?again=", "reload"],
];
const UNSTORED: typeof WAYS = [
  ["", "no-store"],
  ["?again=", "no-store"],
];

/** Rejects with LoadError. */
export async function fetchVerified(
  label: string,
  file: BuiltFile,
  base: URL,
  listening: Listening = {},
): Promise<Uint8Array<ArrayBuffer>> {
  let failure = new Failure("", "network");
  const ways = listening.unstored ? UNSTORED : listening.again ? WAYS.slice(1) : WAYS;
  for (const [search, cache] of ways) {
    const url = new URL(file.url, base);
    if (search) url.search = search + String(Date.now());
    try {
      return await once(url.href, cache, file, listening);
    } catch (error) {
      failure = error as Failure;
      if (failure.kind === "stalled" || (failure.kind !== "wrong" && cache === "reload")) break;
    }
  }
  const gone = (failure.kind === "wrong" || failure.kind === "refused") && (await isGone(file, base));
  throw new LoadError(label, file.url, failure.message, gone);
}

/** One try. Rejects with Failure. */
async function once(
  url: string,
  cache: RequestCache,
  file: BuiltFile,
  listening: Listening,
): Promise<Uint8Array<ArrayBuffer>> {
  const watch = new Watch(patience());
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  listening.progress?.(0);
  try {
    const response = await fetch(url, { cache, signal: watch.signal });
    watch.alive();
    if (!response.ok) throw new Failure(`the server answered ${response.status}`, "refused");
    const own = listening.response ? response.clone() : response;
    listening.response?.(response);
    const reader = own.body!.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      watch.alive();
      parts.push(value);
      listening.progress?.((loaded += value.length));
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (watch.ended) throw new Failure(`nothing more has arrived for ${seconds(patience())}`, "stalled");
    throw new Failure(loaded ? "the network failed on the way" : "the network failed", loaded ? "wrong" : "network");
  } finally {
    watch.stop();
  }
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  const wrong = await whatIsWrong(bytes, file);
  if (wrong) throw new Failure(wrong, "wrong");
  return bytes;
}

/** "" for the build's own file. */
export async function whatIsWrong(
  bytes: Uint8Array<ArrayBuffer>,
  file: Pick<BuiltFile, "bytes" | "sha256">,
): Promise<string> {
  if (bytes.length === file.bytes && (await sha256(bytes)) === file.sha256) return "";
  if (!bytes.length) return "an empty file arrived";
  if (/^\s*<(!doctype|html|head|body)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)))) {
    return "a web page came in its place, as in networks that ask you to log in";
  }
  if (bytes.length < file.bytes) return `only ${bytes.length} of ${file.bytes} bytes arrived`;
  return "what arrived is not the file that the site was built with";
}

/** Whether the site has moved on: its manifest of now, which no cache may answer, does not list this very file. */
async function isGone(file: BuiltFile, base: URL): Promise<boolean> {
  const watch = new Watch(patience());
  try {
    const response = await fetch(new URL("live/manifest.json", base), { cache: "no-store", signal: watch.signal });
    const { files } = (await response.json()) as { files?: Record<string, { sha256: string }> };
    return files !== undefined && files[file.url]?.sha256 !== file.sha256;
  } catch {
    return false; // a broken connection, or a page in place of the manifest
  } finally {
    watch.stop();
  }
}

function seconds(ms: number): string {
  const whole = Math.ceil(ms / 1000);
  return `${whole} ${whole === 1 ? "second" : "seconds"}`;
}
