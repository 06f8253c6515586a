/**
 * Times one tokenizer in JavaScript, in a process of its own: node engines.mjs ENGINE FILE FIRST TEXT OUTPUT.json [MODULE]
 * ENGINE: `asset`, `json` (both ours, bundled in MODULE), `huggingface` or `gpt` (MODULE is its encoding). Writes CPU
 * milliseconds from the file's bytes to the tokens of a first sentence; by the clock, of encoding the text FIRST, while
 * V8 compiles code that has not run before; CPU milliseconds of encoding TEXT, which no cache has seen; and its ids.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [engine, path, firstFile, textFile, output, module] = process.argv.slice(2);
const [first, text] = [firstFile, textFile].map((name) => readFileSync(name, "utf-8"));
const file = new Uint8Array(readFileSync(path));
const own = module && pathToFileURL(module).href;

const engines = {
  asset: async () => {
    const { PageTokenizer, parseAsset, AnyTokenizer, isAnyAsset, isPackedAsset, parseAnyAsset } = await import(own);
    if (!isAnyAsset(file)) throw new Error(`${path} is no asset`);
    if (!isPackedAsset(file)) return { load: () => PageTokenizer.build(parseAsset(file)), encode: (it, one) => it.encode(one).ids };
    return { load: () => AnyTokenizer.build(parseAnyAsset(file)), encode: anyIds };
  },
  json: async () => {
    const { AnyTokenizer } = await import(own);
    return { load: () => AnyTokenizer.parse(file), encode: anyIds };
  },
  huggingface: async () => {
    const { Tokenizer } = await import("../../live/node_modules/@huggingface/tokenizers/dist/tokenizers.mjs");
    const config = JSON.parse(readFileSync(join(dirname(path), "tokenizer_config.json"), "utf-8"));
    return {
      load: () => new Tokenizer(JSON.parse(new TextDecoder().decode(file)), config),
      encode: (it, one) => it.encode(one, { add_special_tokens: false }).ids,
    };
  },
  gpt: async () => ({ load: () => import(own), encode: (it, one) => it.encode(one, { disallowedSpecial: new Set() }) }),
};

function anyIds(tokenizer, one) {
  return tokenizer.encode(one, null, { addSpecial: false }).ids;
}

function milliseconds(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const { load, encode } = await engines[engine]();
let before = process.cpuUsage();
const tokenizer = await load();
encode(tokenizer, "The first sentence.");
const loading = milliseconds(before);
const start = performance.now();
encode(tokenizer, first);
const waited = performance.now() - start;
before = process.cpuUsage();
const ids = encode(tokenizer, text);
const encoding = milliseconds(before);
writeFileSync(output, JSON.stringify({ load: loading, first: waited, encode: encoding, ids: Array.from(ids) }));
