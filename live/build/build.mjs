/**
 * Builds everything of live/ that a site serves. From the command line:
 *
 *     node live/build/build.mjs --out SITE --library page.zip --cache DIR [--tokenizers DIR] [--models FILE.json]
 * [--shelf FILE.json] [--weights DIR] [--small FILE.json] [--classes FILE.json] [--harness FILE.ts]
 *
 * `--library`: zip of the page's Python modules; `--tokenizers`: assets named `owner--name.txt`; `--models`: what
 * models.toml says
 * of them (models.mjs); `--shelf`: templates with their origins; `--weights`: parts of the
 * model that answers (weights.mjs); `--small`: the small playgrounds of lessons (known.mjs);
 * `--classes`: the table of tokenizer classes (scripts/course/browser/class_table.py);
 * `--cache`: keeps the
 * memory snapshot, which takes seconds to make, until its inputs change; `--harness`: a test's page script, bundled as
 * the site's own, to live/harness.js. Prints the manifest. Exits 1 with one line on an error.
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { assetsIn } from "./assets.mjs";
import { bundlePage, bundleReference, bundleServiceWorker, bundleWorker, COMMON } from "./bundle.mjs";
import { chatFacts } from "./chats.mjs";
import { known } from "./known.mjs";
import { knownModels } from "./models.mjs";
import { Output } from "./output.mjs";
import { bundlePlay } from "./play.mjs";
import { bundleSearch } from "./search.mjs";
import { cachedSnapshot } from "./snapshot.mjs";
import { copyWeights, isWeights } from "./weights.mjs";

const LIVE = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const PYODIDE = path.join(LIVE, "node_modules", "pyodide");

async function main() {
  const options = {
    out: { type: "string" },
    library: { type: "string" },
    cache: { type: "string" },
    tokenizers: { type: "string" },
    models: { type: "string" },
    shelf: { type: "string" },
    weights: { type: "string" },
    small: { type: "string" },
    classes: { type: "string" },
    harness: { type: "string" },
  };
  const { values } = parseArgs({ options });
  for (const name of ["out", "library", "cache"]) if (!values[name]) throw new Error(`--${name} is missing`);
  const output = new Output(values.out);
  await rm(path.join(values.out, "live"), { recursive: true, force: true });
  await mkdir(path.join(values.out, "live"), { recursive: true });

  const library = await readFile(values.library);
  const tokenizers = await copyTokenizers(output, values.tokenizers);
  const classes = values.classes
    ? await output.hashed("tokenizer-classes", "json", await readFile(values.classes))
    : null;
  // `tokenizers`: those of cells; the playgrounds have all
  const manifest = {
    worker: await output.bundle(await bundleWorker(LIVE)),
    ...(await copyPyodide(output)),
    library: await output.hashed("page", "zip", library),
    // Not named .gz: some servers would announce it as compressed for the transfer.
    snapshot: await output.hashed(
      "snapshot",
      "bin",
      await cachedSnapshot({ live: LIVE, pyodide: PYODIDE, library, cache: values.cache }),
    ),
    tokenizers,
    classes,
  };
  await output.bundle(await bundlePage(LIVE, manifest, values.harness));
  const chats = await chatFacts(values.tokenizers);
  const models = await knownModels(values.models, tokenizers, chats, values.tokenizers);
  const shelf = values.shelf ? JSON.parse(await readFile(values.shelf, "utf8")) : null;
  const weights = values.weights ? await copyWeights(output, values.weights) : null;
  const asked = { dir: values.tokenizers, models, chats, file: values.small };
  const { opening, small } = await known(LIVE, COMMON, asked);
  await output.bundle(await bundlePlay(LIVE, tokenizers, COMMON, { chats, models, shelf, weights, opening, classes }));
  // pages hold their part of it (scripts/course/site/playgrounds.py)
  await output.named("inline-known.json", JSON.stringify(small));
  await output.bundle(await bundleSearch(LIVE, COMMON));
  await output.bundle(await bundleReference(LIVE));
  await output.named("manifest.json", `${JSON.stringify({ ...manifest, files: output.files() }, null, 1)}\n`);
  const [sw] = await bundleServiceWorker(LIVE, withoutWeights(output.files()));
  await writeFile(path.join(values.out, "sw.js"), sw.contents);
  console.log(JSON.stringify(manifest));
}

/** Nobody gets 100 MB unasked: who loads the weights keeps them (live/src/model/store.ts). */
const withoutWeights = (files) => Object.fromEntries(Object.entries(files).filter(([url]) => !isWeights(url)));

/** Scripts end in .js: older servers do not know .mjs. The folder carries the version, so its files never change. */
async function copyPyodide(output) {
  const { version } = JSON.parse(await readFile(path.join(PYODIDE, "package.json"), "utf8"));
  const folder = `pyodide-${version}/`;
  const copy = async (from, to = from) => output.named(folder + to, await readFile(path.join(PYODIDE, from)));
  return {
    pyodide: { loader: await copy("pyodide.mjs", "pyodide.js"), asm: await copy("pyodide.asm.mjs", "pyodide.asm.js") },
    wasm: await copy("pyodide.asm.wasm"),
    stdlib: await copy("python_stdlib.zip"),
  };
}

async function copyTokenizers(output, dir) {
  const entry = async ({ stem, repo, file, kind }) => [
    repo,
    await output.hashed(`tokenizers/${stem}`, kind, await readFile(file)),
  ];
  return Object.fromEntries(await Promise.all((await assetsIn(dir)).map(entry)));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
