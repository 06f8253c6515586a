/**
 * A page's Python in Node: Pyodide, the zip that readers load and the tokenizers of a build, and nothing of the page
 * itself.
 * Used by run_cases.mjs and by whoever wants to look at something by hand:
 *     node live/tests/page.mjs BUILD_FOLDER "code"
 */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { build } from "esbuild";
import { loadPyodide, version } from "pyodide";

import { assetsIn } from "../build/assets.mjs";
import { ENVIRONMENT, emptyLock, LIBRARY } from "../build/python_settings.mjs";

const live = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** The bundled module live/src/tokenizers/index.ts, or another one of live/src. */
export async function tokenizerModule(name = "tokenizers/index") {
  const outfile = join(mkdtempSync(join(tmpdir(), "token-tour-")), "tokenizers.mjs");
  await build({
    entryPoints: [join(live, `src/${name}.ts`)],
    bundle: true,
    format: "esm",
    outfile,
    logLevel: "warning",
  });
  return import(pathToFileURL(outfile).href);
}

/** An AssetSource over BUILD_FOLDER/tokenizers. */
export async function assetSource(folder) {
  const files = new Map((await assetsIn(folder)).map(({ repo, file }) => [repo, file]));
  return { ids: () => [...files.keys()], get: (repo) => new Uint8Array(readFileSync(files.get(repo))) };
}

/** Pyodide with `transformers` ready to import; `folder` holds `page.zip`, `tokenizers/` and `classes.json`. */
export async function startPage(folder) {
  const parts = ["tokenizers/index", "tokenizers/workshop/host", "classes/for_cells"];
  const [{ createHost }, { createWorkshop }, { remaker }] = await Promise.all(parts.map(tokenizerModule));
  const pyodide = await loadPyodide({
    indexURL: join(live, "node_modules/pyodide/"),
    lockFileContents: emptyLock(version),
    env: ENVIRONMENT,
    fsInit: async (fs) => fs.writeFile(LIBRARY, new Uint8Array(readFileSync(join(resolve(folder), "page.zip")))),
  });
  pyodide.runPython(`import sys; sys.path.insert(0, "${LIBRARY}")`);
  const assets = await assetSource(join(folder, "tokenizers"));
  const classes = () => JSON.parse(readFileSync(join(folder, "classes.json"), "utf8"));
  pyodide.registerJsModule("_tour_tokenizers", createHost(assets));
  pyodide.registerJsModule("_tour_workshop", createWorkshop(assets, remaker(classes)));
  return pyodide;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const pyodide = await startPage(process.argv[2]);
  pyodide.runPython(process.argv[3]);
}
