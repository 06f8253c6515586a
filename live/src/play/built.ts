/** What the build made for the playgrounds (live/build/play.mjs puts it here). */
import type { BuiltFile } from "../client/manifest.ts";

declare const PLAY_BUILD: {
  /** File names beside the page's script. */
  workers: Record<string, string>;
  /** Repo → asset, URL relative to the site's root. */
  tokenizers: Record<string, BuiltFile>;
};

export const tokenizerFiles: Record<string, BuiltFile> = PLAY_BUILD.tokenizers;

/** The site's root, with a slash at the end. The page's script lies in live/. */
export const siteRoot = new URL("../", import.meta.url);

/** A worker that the build made: `playworker`, … The page may have started it already (scripts/course/playground_site.py). */
export function startWorker(name: string): Worker {
  const early = (self as { tokenTourEarly?: Record<string, Worker> }).tokenTourEarly;
  const started = early?.[name];
  if (started) delete early[name]; // it has one owner
  return started ?? new Worker(new URL(PLAY_BUILD.workers[name]!, import.meta.url), { type: "module" });
}
