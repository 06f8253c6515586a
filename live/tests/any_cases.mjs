/**
 * Encodes and decodes with live/src/tokenizers/any under Node:
 *     node any_cases.mjs TOKENIZERS.jsonl CASES.json OUTPUT.jsonl
 * A line of TOKENIZERS is a tokenizer.json, or the path of one or of an asset; CASES has `texts`, `pairs` and, for each tokenizer,
 * which texts it gets. A line of OUTPUT are
 * the results of one tokenizer, each a list in the order of any_results.py; an error stands as its message.
 */
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

import { load } from "./bundle.mjs";

const [tokenizers, cases, output] = process.argv.slice(2);
const [{ AnyTokenizer }, { isAnyAsset, parseAnyAsset }, { sequences }] = await Promise.all([
  load("src/tokenizers/any/any_tokenizer.ts"),
  load("src/tokenizers/any/any_asset.ts"),
  load("src/tokenizers/any/encoding.ts"),
]);
const { texts, pairs, chosen } = JSON.parse(readFileSync(cases, "utf-8"));

function guarded(make) {
  try {
    return make();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

function opened(file) {
  if (isAnyAsset(file)) return AnyTokenizer.build(parseAnyAsset(file));
  return AnyTokenizer.parse(file);
}

function result(tokenizer, text, pair, options) {
  const encoding = tokenizer.encode(text, pair, options);
  const { ids, tokens, offsets, words, typeIds, specialTokensMask } = encoding;
  return [
    ids,
    tokens,
    offsets,
    words,
    typeIds,
    specialTokensMask,
    sequences(encoding),
    guarded(() => tokenizer.decode(ids, false)),
    guarded(() => tokenizer.decode(ids, true)),
  ];
}

const file = openSync(output, "w");
readFileSync(tokenizers, "utf-8")
  .trimEnd()
  .split("\n")
  .forEach((line, index) => {
    const results = guarded(() => {
      const tokenizer = line.startsWith("{") ? AnyTokenizer.parse(line) : opened(readFileSync(line));
      return chosen[index]
        .map((number) =>
          guarded(() => {
            const pair = pairs[number];
            return result(tokenizer, texts[number], pair, {
              addSpecial: number % 4 !== 3,
              splitSpecial: number % 7 === 6,
            });
          }),
        )
        .concat([
          [
            guarded(() =>
              chosen[index].map((number) =>
                guarded(() => [tokenizer.normalize(texts[number]), tokenizer.preTokenize(texts[number])]),
              ),
            ),
          ],
        ]);
    });
    writeSync(file, `${JSON.stringify(results)}\n`);
  });
closeSync(file);
