// The lesson pages' own code: loader.js, which every lesson page has, and app-HASH.js, editor-HASH.js, names-HASH.js
// and storage-HASH.js on demand.
// Bundles without shared chunks, so that loader.js is one request.
import { basename, join } from "node:path";
import { build } from "esbuild";
import { described } from "./output.mjs";

/** `common`: esbuild options of all bundles. Returns [{name, contents}], the loader first. */
export async function bundleLessonPage(live, manifest, common) {
  const bundle = async (name, entryNames, define) => {
    const entryPoints = [join(live, `src/page/${name}.ts`)];
    const { outputFiles } = await build({
      ...common,
      absWorkingDir: live,
      outdir: "out",
      entryPoints,
      entryNames,
      define,
    });
    return { name: basename(outputFiles[0].path), contents: outputFiles[0].contents };
  };
  // What is fetched on demand; loader.js knows each by its hash.
  const onDemand = { app: { LIVE_MANIFEST: JSON.stringify(manifest) }, editor: {}, names: {}, storage: {} };
  const parts = await Promise.all(
    Object.entries(onDemand).map(([name, define]) => bundle(name, "[name]-[hash]", define)),
  );
  const known = Object.fromEntries(
    Object.keys(onDemand).map((name, i) => [name, described(parts[i].name, parts[i].contents)]),
  );
  return [await bundle("loader", "[name]", { PARTS: JSON.stringify(known) }), ...parts];
}
