/** Which of some characters patterns find, as first and last of each run: node any_patterns.mjs PATTERNS.json */
import { readFileSync } from "node:fs";

import { load } from "./bundle.mjs";

const { Characters } = await load("src/tokenizers/any/characters.ts");
const { translate } = await load("src/tokenizers/any/regex_translate.ts");
const characters = new Characters();
const found = {};
const { patterns, codes } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const pattern of patterns) {
  const regex = new RegExp(`^(?:${translate(pattern, characters)})$`, "u");
  const runs = [];
  for (const code of codes) {
    if (!regex.test(String.fromCodePoint(code))) continue;
    if (runs.at(-1) === code - 1) runs[runs.length - 1] = code;
    else runs.push(code, code);
  }
  found[pattern] = runs;
}
process.stdout.write(JSON.stringify(found));
