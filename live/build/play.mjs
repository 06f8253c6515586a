// The playgrounds: tokens.js and chat.js, named so because pages link them, their workers, named by content, and what
// pages hold inline.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";
import { packedFacts } from "./chats.mjs";
import { wat } from "./kernel.mjs";
import { described } from "./output.mjs";

const WORKERS = {
  playworker: "src/encoder/worker.ts",
  anyworker: "src/encoder/any_worker.ts",
  findworker: "src/encoder/find_worker.ts",
  stageworker: "src/encoder/stage_worker.ts",
  chatworker: "src/chats/worker.ts",
  cardworker: "src/chats/card_worker.ts",
  placedworker: "src/chats/placed_worker.ts",
  rowsworker: "src/rows/worker.ts",
  modelworker: "src/model/worker.ts",
};
// What pages hold as text, not by address (scripts/course/site/playgrounds.py).
const INLINE = { "inline-early": "src/play/early.ts", "inline-late": "src/play/late.ts" };
const PAGES = { tokens: "src/play/tokens/main.ts", chat: "src/play/chat/main.ts" };

/**
 * `common`: esbuild options of all bundles; `chats`: chats.mjs; `models`: models.mjs; `shelf`: templates; `weights`:
 * weights.mjs, or null; `opening`: known.mjs; `classes`: the table of tokenizer classes as `described`. Returns [{name, contents}].
 */
export async function bundlePlay(live, tokenizers, common, { chats, models, shelf, weights, opening, classes = null }) {
  const bundle = async (name, source, entryNames, define = {}, format = common.format, plugins = []) => {
    const options = {
      absWorkingDir: live,
      outdir: "out",
      entryPoints: { [name]: join(live, source) },
      entryNames,
      define,
      format,
      plugins,
    };
    const { outputFiles } = await build({ ...common, ...options });
    return { name: basename(outputFiles[0].path), contents: outputFiles[0].contents };
  };
  const there = (parts) => Object.entries(parts).filter(([, source]) => existsSync(join(live, source)));
  const ofWorkers = { MODEL_WEIGHTS: JSON.stringify(weights) };
  const workers = {};
  const made = [];
  for (const [name, source] of there(WORKERS)) {
    const worker = await bundle(name, source, "[name]-[hash]", ofWorkers, common.format, [wat]);
    workers[name] = described(worker.name, worker.contents);
    made.push(worker);
  }
  const facts = {
    PLAY_BUILD: { workers, tokenizers, classes },
    PLAY_MODELS: models,
    PLAY_OPENING: opening,
    CHAT_FACTS: packedFacts(chats),
    PLAY_SAMPLES: await samples(join(live, "..", "scripts", "course", "reference", "samples.toml")),
    PLAY_SHELF: shelf, // of one part alone, which is fetched when its tab is chosen
    PLAY_WEIGHTS: weights && {
      model: weights.model,
      origin: weights.origin,
      bytes: weights.bytes,
      urls: weights.parts.map(({ url }) => url),
    },
  };
  const define = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, JSON.stringify(value)]));
  for (const [name, source] of there(PAGES)) {
    const part = (stem, file) =>
      bundle(`${name}-${stem}`, file, "[name]-[hash]", { ...define, "import.meta.url": "self.tokenTourScript" });
    made.push(await bundle(name, source, "[name]", define, common.format, [parts(live, part, made)]));
  }
  const first = smallest(models.filter(({ role }) => role === "course"));
  if (first) {
    const early = {
      EARLY: JSON.stringify({
        worker: workers.playworker,
        first: { repo: first.repo, name: first.name, file: tokenizers[first.repo] },
      }),
    };
    for (const [name, source] of there(INLINE)) made.push(await bundle(name, source, "[name]", early, "iife"));
  }
  return made;
}

/**
 * What a playground's tabs.ts imports by `import(…)` is a file of its own: `part` bundles it, `made` gets it, and the
 * page fetches it as verified code (live/src/play/part.ts). Bundled whole, without shared chunks: nobody would verify
 * those.
 */
const parts = (live, part, made) => ({
  name: "parts",
  setup(build) {
    build.onLoad({ filter: /[\\/]play[\\/]\w+[\\/]tabs\.ts$/ }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const [call, file] of [...contents.matchAll(/\bimport\("(\.[^"]+)"\)/g)]) {
        const source = join(dirname(path), file).slice(live.length + 1);
        const one = await part(basename(file, ".ts"), source);
        made.push(one);
        contents = contents.replace(call, `part(${JSON.stringify(described(one.name, one.contents))})`);
      }
      return { contents: `import { part } from "../part.ts";\n${contents}`, loader: "ts" };
    });
  },
});

/** Of samples.toml the paragraphs in several languages: [{name, text}]. */
async function samples(file) {
  const text = existsSync(file) ? await readFile(file, "utf8") : "";
  const found = text.matchAll(/^\[\[language\]\]\nname = (".*")\ncode = .*\ntext = (".*")$/gm);
  return [...found].map(([, name, paragraph]) => ({ name: JSON.parse(name), text: JSON.parse(paragraph) }));
}

const smallest = (models) => [...models].sort((a, b) => a.bytes - b.bytes)[0];
