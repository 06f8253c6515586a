// What live/src/own/facts.ts and the engine make of folders of a tokenizer: a line of JSON for each folder named in argv.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { load } from "./bundle.mjs";

const { factsOf } = await load("src/own/facts.ts");
const { lengthOf } = await load("src/encoder/length.ts");
const { openAny } = await load("src/encoder/open_any.ts");

const read = (folder, name) => readFile(path.join(folder, name), "utf8").catch(() => null);

for (const folder of process.argv.slice(2)) {
  const more = path.join(folder, "additional_chat_templates");
  const names = await readdir(more).catch(() => []);
  const templates = await Promise.all(names.map(async (name) => [path.parse(name).name, await read(more, name)]));
  const said = factsOf({
    tokenizer: null,
    config: await read(folder, "tokenizer_config.json"),
    specials: await read(folder, "special_tokens_map.json"),
    model: null,
    template: await read(folder, "chat_template.jinja"),
    templates: Object.fromEntries(templates),
  });
  const file = new TextEncoder().encode(await read(folder, "tokenizer.json"));
  const { tokenizer } = openAny(file, { maxLength: null, extra: said.extra }).engine;
  console.log(
    JSON.stringify({
      specials: said.specials,
      template: said.templates ?? said.template,
      length: lengthOf(said.maxLength),
      added: tokenizer.added().map(([id, { content, ...flags }]) => [id, content, ...Object.values(flags)]),
    }),
  );
}
