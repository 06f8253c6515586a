// What live/src/own/facts.ts and the engine make of folders of a tokenizer: a line of JSON for each folder named in argv.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { load } from "./bundle.mjs";

const { factsOf } = await load("src/own/facts.ts");
const { lengthOf } = await load("src/encoder/length.ts");
const { AnyTokenizer } = await load("src/tokenizers/any/any_tokenizer.ts");
const { withExtra } = await load("src/encoder/extra.ts");

const read = (folder, name) => readFile(path.join(folder, name), "utf8").catch(() => null);

for (const folder of process.argv.slice(2)) {
  const more = path.join(folder, "additional_chat_templates");
  const names = await readdir(more).catch(() => []);
  const templates = await Promise.all(names.map(async (name) => [path.parse(name).name, await read(more, name)]));
  const said = factsOf({
    tokenizer: null,
    config: await read(folder, "tokenizer_config.json"),
    specials: await read(folder, "special_tokens_map.json"),
    template: await read(folder, "chat_template.jinja"),
    templates: Object.fromEntries(templates),
  });
  const tokenizer = AnyTokenizer.parse(await read(folder, "tokenizer.json"), (added) => withExtra(added, said.extra));
  console.log(
    JSON.stringify({
      specials: said.specials,
      template: said.templates ?? said.template,
      length: lengthOf(said.maxLength),
      added: tokenizer.added().map(([id, { content, ...flags }]) => [id, content, ...Object.values(flags)]),
    }),
  );
}
