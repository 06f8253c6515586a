// The lesson pages' own code: loader.js, which every lesson page has, and app-HASH.js, editor-HASH.js and names-HASH.js on demand.
// Bundles without shared chunks, so that loader.js is one request.
import { basename, join } from "node:path";
import { build } from "esbuild";

/** `common`: esbuild options of all bundles. Returns [{name, contents}], the loader first. */
export async function bundleLessonPage(live, manifest, common) {
  const bundle = async (name, entryNames, define) => {
    const entryPoints = [join(live, `src/page/${name}.ts`)];
    const { outputFiles } = await build({ ...common, absWorkingDir: live, outdir: "out", entryPoints, entryNames, define });
    return { name: basename(outputFiles[0].path), contents: outputFiles[0].contents };
  };
  const [app, editor, names] = await Promise.all([
    bundle("app", "[name]-[hash]", { LIVE_MANIFEST: JSON.stringify(manifest) }),
    bundle("editor", "[name]-[hash]", {}),
    bundle("names", "[name]-[hash]", {}),
  ]);
  const loader = await bundle("loader", "[name]", { PARTS: JSON.stringify({ app: app.name, editor: editor.name, names: names.name }) });
  return [loader, app, editor, names];
}
