/**
 * Which of some characters patterns find, and which normalizers change between two letters, as first and last of each run:
 * node any_patterns.mjs PATTERNS.json
 */
import { readFileSync } from "node:fs";

import { load } from "./bundle.mjs";

const { Characters } = await load("src/tokenizers/any/characters.ts");
const { Aligned } = await load("src/tokenizers/any/aligned.ts");
const { createNormalizer } = await load("src/tokenizers/any/normalizers.ts");
const { translate } = await load("src/tokenizers/any/regex_translate.ts");
const characters = new Characters();
const found = {};
const { patterns, normalizers, codes } = JSON.parse(readFileSync(process.argv[2], "utf-8"));
for (const pattern of patterns) {
  const regex = new RegExp(`^(?:${translate(pattern, characters)})$`, "u");
  found[pattern] = runs((character) => regex.test(character));
}
for (const written of normalizers) {
  const normalize = createNormalizer(JSON.parse(written), characters);
  found[written] = runs((character) => normalize(Aligned.of(`a${character}b`)).text !== `a${character}b`);
}

function runs(holds) {
  const runs = [];
  for (const code of codes) {
    if (!holds(String.fromCodePoint(code))) continue;
    if (runs.at(-1) === code - 1) runs[runs.length - 1] = code;
    else runs.push(code, code);
  }
  return runs;
}

process.stdout.write(JSON.stringify(found));
