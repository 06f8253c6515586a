/**
 * Counts the rows of one file as the page's worker does, in a process of its own: node files.mjs MODULE OUTPUT.json FILE
 * [ASSET …]. Writes CPU seconds of counting, without loading, the peak of memory in MB, rows and the sum of each tokenizer.
 */
import { openAsBlob, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const [module, output, path, ...assets] = process.argv.slice(2);
const { count, look, openAny, openCompact } = await import(pathToFileURL(module).href);

const engines = assets.map((asset) => {
  const bytes = new Uint8Array(readFileSync(asset));
  return (bytes[10] === 0x31 ? openCompact(bytes) : openAny(bytes, null)).engine;
});
const run = { progress: () => {}, stopped: () => false };
const counted = async (name, file) => {
  const { shape } = await look(name, file);
  return (await count({ files: [{ name, file, shape }], addSpecial: false }, engines, run)).counted;
};
await counted("warm.txt", new Blob(["Code that has run before is fast: é 안녕 123 <x>\n".repeat(200)]));
const before = process.cpuUsage();
const { files, sums } = await counted(basename(path), await openAsBlob(path));
const { user, system } = process.cpuUsage(before);
if (files[0].troubles.length) throw new Error(files[0].troubles.join(" "));
const totals = sums.map(({ total }) => total);
// of this program alone; what getrusage gives counts the process that started it, too
const peak = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf-8"))[1] / 1000;
writeFileSync(output, JSON.stringify({ cpu: (user + system) / 1e6, peak, rows: files[0].rows, totals }));
