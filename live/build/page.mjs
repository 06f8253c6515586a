// The page's code: loader.js (every lesson page), app-HASH.js and editor-HASH.js (on demand).
// Three bundles without shared chunks, so that loader.js is one request.
import { build } from "esbuild";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = (name) => fileURLToPath(new URL(`../src/page/${name}.ts`, import.meta.url));

async function bundle(name, entryNames, define = {}) {
  const { outputFiles } = await build({
    entryPoints: [source(name)],
    entryNames,
    define,
    bundle: true,
    write: false,
    outdir: "out",
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    minify: true,
    logLevel: "warning",
  });
  const [file] = outputFiles;
  return { name: basename(file.path), contents: file.contents };
}

async function write(outdir, { name, contents }) {
  const path = join(outdir, name);
  await writeFile(`${path}.part`, contents);
  await rename(`${path}.part`, path);
  return name;
}

/** Writes the bundles into `outdir`; returns their names. */
export async function buildPage(outdir) {
  await mkdir(outdir, { recursive: true });
  const [app, editor] = await Promise.all([bundle("app", "[name]-[hash]"), bundle("editor", "[name]-[hash]")]);
  const parts = JSON.stringify({ app: app.name, editor: editor.name });
  const loader = await bundle("loader", "[name]", { PARTS: parts });
  const files = [];
  for (const file of [app, editor, loader]) files.push(await write(outdir, file));
  return { loader: loader.name, app: app.name, editor: editor.name, files };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv[2]) {
    console.error("usage: node live/build/page.mjs OUTDIR");
    process.exit(2);
  }
  console.log(JSON.stringify(await buildPage(process.argv[2])));
}
