// The folder of tokenizer assets (scripts/course/browser/browser_assets.py): `owner--name.txt`, a line of JSON and the
// vocabulary.
import { readdir } from "node:fs/promises";
import path from "node:path";

const KIND = "txt";

/** [{stem, repo, file, kind}] in the order of their names; [] without a folder. */
export async function assetsIn(dir) {
  const names = dir ? (await readdir(dir)).filter((name) => name.endsWith(`.${KIND}`)).sort() : [];
  return names.map((name) => {
    const stem = name.slice(0, -KIND.length - 1);
    return { stem, repo: stem.replace("--", "/"), file: path.join(dir, name), kind: KIND };
  });
}

/** Where the asset of a repo lies in a folder. */
export const assetOf = (dir, repo) => path.join(dir, `${repo.replace("/", "--")}.${KIND}`);

/** What an asset says before its vocabulary. */
export function headOf(bytes) {
  const end = bytes.indexOf(0x0a);
  return JSON.parse(bytes.subarray(0, end < 0 ? bytes.length : end).toString("utf8"));
}

/** The small engine reads this format, the other (anyworker) what is written in another way. */
export const isCompact = (bytes) => headOf(bytes).format === 3;
