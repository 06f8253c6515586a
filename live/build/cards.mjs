/**
 * Report cards of templates by the page's own code: for the column of @huggingface/jinja in the comparison of templates,
 * and for the test that holds the page against the library.
 *
 *     node cards.mjs [PROBE]
 *
 * JSON on stdin, [{template, specials, added, alone, asset}]; `asset`: of whose tokens, null for none. JSON on stdout: the
 * entries of each; with an id, those of the first probe and this one.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { isCompact } from "./assets.mjs";

const LIVE = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const CONTENTS = `
  export { observe } from "./src/chats/probe_render.ts";
  export { PROBES } from "./src/chats/probes.ts";
  export { reportOf } from "./src/chats/probe_judge.ts";
  export { PageTokenizer, parseAsset } from "./src/tokenizers/index.ts";
  export { parseAnyAsset } from "./src/tokenizers/any/any_asset.ts";
  export { AnyTokenizer } from "./src/tokenizers/any/any_tokenizer.ts";
  export { AnyEngine } from "./src/encoder/any_engine.ts";
  export { CompactEngine } from "./src/encoder/compact_engine.ts";
  export { Pieces } from "./src/encoder/pieces.ts";
`;
const { outputFiles } = await build({
  absWorkingDir: LIVE,
  stdin: { contents: CONTENTS, resolveDir: LIVE, loader: "ts" },
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
});
const page = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);

const opened = new Map();
function tokensOf(asset) {
  if (!opened.has(asset)) {
    const file = readFileSync(asset);
    const engine = isCompact(file)
      ? new page.CompactEngine(page.PageTokenizer.build(page.parseAsset(file)))
      : new page.AnyEngine(page.AnyTokenizer.build(page.parseAnyAsset(file)));
    opened.set(asset, new page.Pieces(engine));
  }
  return opened.get(asset);
}

const only = process.argv[2];
const PROBES = page.PROBES.probes.filter(({ id }, i) => i === 0 || !only || id === only); // the first decides of the others

function report({ template, specials, added, alone, asset }) {
  const subject = { model: { template, specials, added }, template: null, alone };
  const seen = page.observe(subject, PROBES);
  const ids = ({ text, addSpecial, marked }) => [
    ...tokensOf(asset).encode(text, { addSpecial, splitSpecial: false, marked }).ids,
  ];
  return page.reportOf(subject, seen, ids, PROBES);
}

try {
  process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(report)));
} catch (error) {
  console.error(error.message); // its stack would be the whole bundle
  process.exitCode = 1;
}
