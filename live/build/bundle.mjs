/**
 * esbuild: the worker, the page's scripts, the service worker. Each returns [{name, contents}], the entry point first.
 */
import path from "node:path";
import { build } from "esbuild";
import { bundleLessonPage } from "./page.mjs";

export const COMMON = {
  bundle: true,
  write: false,
  format: "esm",
  minify: true,
  legalComments: "none",
  target: ["chrome110", "firefox114", "safari16.4"],
  logLevel: "silent",
};

export async function bundleWorker(live) {
  return run(live, { entryPoints: { worker: "src/python/worker/main.ts" }, entryNames: "[name]-[hash]" });
}

/** The lesson pages' code, and a test's page script if there is one. */
export async function bundlePage(live, manifest, harness) {
  const page = await bundleLessonPage(live, manifest, COMMON);
  if (!harness) return page;
  const define = { LIVE_MANIFEST: JSON.stringify(manifest) };
  const entryPoints = { harness: path.resolve(harness) };
  return [
    ...page,
    ...(await run(live, { entryPoints, define, entryNames: "[name]", chunkNames: "[name]-[hash]", splitting: true })),
  ];
}

/**
 * `files`: URL → {bytes, sha256} of the build, by which the service worker knows what it may keep and what has gone.
 */
export async function bundleServiceWorker(live, files) {
  const define = { LIVE_FILES: JSON.stringify(files) };
  return run(live, { entryPoints: { sw: "src/sw/sw.ts" }, entryNames: "[name]", define, format: "iife" });
}

/** What the comparison page and a lesson hold as text, not by address (scripts/course/site/columns.py). */
export async function bundleReference(live) {
  return run(live, {
    entryPoints: {
      "inline-columns": "src/reference/columns.ts",
      "inline-switches": "src/reference/switches.ts",
    },
    entryNames: "[name]",
    format: "iife",
  });
}

async function run(live, options) {
  const outdir = path.join(live, "out"); // never written: names are relative to it
  const { outputFiles } = await build({ ...COMMON, absWorkingDir: live, outdir, ...options });
  return outputFiles.map(({ path: file, contents }) => ({ name: path.relative(outdir, file), contents }));
}
