// What the page makes of folders of a tokenizer by their classes: for each folder of a JSON file {table, texts, folders}
// named in argv a line of JSON.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { load } from "./bundle.mjs";

const { factsOf } = await load("src/own/facts.ts");
const { openAny } = await load("src/encoder/open_any.ts");

const { table, texts, folders } = JSON.parse(await readFile(process.argv[2], "utf8"));
const classes = JSON.parse(await readFile(table, "utf8"));
const read = (folder, name) => readFile(path.join(folder, name), "utf8").catch(() => null);

for (const folder of folders) {
  const said = factsOf({
    tokenizer: null,
    config: await read(folder, "tokenizer_config.json"),
    specials: await read(folder, "special_tokens_map.json"),
    model: await read(folder, "config.json"),
    template: null,
    templates: {},
  });
  const { asked, tokens, extra } = said;
  const beside = { maxLength: null, extra, classes: asked && { ...asked, tokens, table: classes } };
  try {
    const file = new Uint8Array(await readFile(path.join(folder, "tokenizer.json")));
    const { engine, made } = openAny(file, beside);
    const { tokenizer } = engine;
    const { model, ...steps } = tokenizer.document;
    const { vocab: _, merges: __, ...options } = model;
    console.log(
      JSON.stringify({
        told: made?.told ?? null,
        specials: made?.specials ?? said.specials,
        steps: { ...steps, model: options, added_tokens: null },
        added: tokenizer.added().map(([id, { content, ...flags }]) => [id, content, ...Object.values(flags)]),
        ids: texts.map((text) => tokenizer.encode(text).ids),
      }),
    );
  } catch (error) {
    console.log(JSON.stringify({ error: String(error.message), stack: error.stack }));
  }
}
