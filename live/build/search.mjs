// The search's worker, which Material's page starts, and the script that marks the words on the page that a result
// leads to.
import path from "node:path";
import { build } from "esbuild";

const ENTRIES = { search: "src/search/worker.ts", found: "src/search/found.ts" };

/** `common`: esbuild options of all bundles. Returns [{name, contents}], both named by content. */
export async function bundleSearch(live, common) {
  const bundle = ([name, source]) => {
    const names = { outdir: "out", entryPoints: { [name]: source }, entryNames: "[name]-[hash]" };
    return build({ ...common, absWorkingDir: live, ...names, format: name === "search" ? "iife" : "esm" });
  };
  const built = await Promise.all(Object.entries(ENTRIES).map(bundle));
  return built.flatMap(({ outputFiles }) =>
    outputFiles.map(({ path: file, contents }) => ({ name: path.basename(file), contents })),
  );
}
