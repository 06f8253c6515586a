/**
 * Times the page's tokenizers: node engine.mjs ASSETS INPUT.json OUTPUT.json
 * INPUT: [repo, kind, text][]; OUTPUT: for each the CPU milliseconds of encoding and of decoding, and the number of tokens.
 */
import { readFileSync, writeFileSync } from "node:fs";

import { assetSource, tokenizerModule } from "../../live/tests/page.mjs";

const [assets, input, output] = process.argv.slice(2);
const { PageTokenizer, parseAsset } = await tokenizerModule();
const source = await assetSource(assets);
const built = new Map();

function tokenizer(repo) {
  if (!built.has(repo)) {
    built.set(repo, PageTokenizer.build(parseAsset(source.get(repo))));
    built.get(repo).encode("Code that has run before is fast: é 안녕 123 <x>\n".repeat(200));
  }
  return built.get(repo);
}

function cpu(work) {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, value];
}

const rows = JSON.parse(readFileSync(input, "utf-8")).map(([repo, , text]) => {
  const one = tokenizer(repo);
  const [first] = cpu(() => one.encode(text));
  const [second, { ids }] = cpu(() => one.encode(text));
  const [decoding] = cpu(() => one.decode(ids));
  return [Math.min(first, second), decoding, ids.length];
});
writeFileSync(output, JSON.stringify(rows));
