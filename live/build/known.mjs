// The tokens, prompts and stages that pages open with: the playgrounds' own TypeScript, run here on the assets.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { assetOf } from "./assets.mjs";
import { packedFacts } from "./chats.mjs";

const PARTS = ["play/known_build.ts", "play/tokens/known_build.ts", "play/chat/known_build.ts"];

/**
 * `opening`: repo → tokens of the tokenizer playground's first example; `small`: what is in `file`, JSON, the small
 * instances in lessons (scripts/course/browser/small_playgrounds.py), each with `known`: model → what it shows.
 * `dir`: the folder of assets; `models`: models.mjs; `chats`: chats.mjs.
 */
export async function known(live, common, { dir, models, chats, file }) {
  const { outputFiles } = await build({
    ...common,
    absWorkingDir: live,
    stdin: {
      contents: PARTS.map((part) => `export * from "./src/${part}";`).join("\n"),
      resolveDir: live,
      loader: "ts",
    },
    platform: "node",
    define: { PLAY_MODELS: JSON.stringify(models), CHAT_FACTS: JSON.stringify(packedFacts(chats)) },
  });
  const { Tokenizers, opening, promptOf, stagesOf } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
  );
  const read = async (repo) => (dir && existsSync(assetOf(dir, repo)) ? readFile(assetOf(dir, repo)) : null);
  const tokenizers = new Tokenizers(read);
  const one = async ({ kind, text, switched }, repo) => {
    if (kind === "stages") {
      const file = await read(repo);
      return file && stagesOf(file, text);
    }
    if (kind === "tokens") return tokenizers.tokens(repo, text, switched);
    const prompt = promptOf(repo, text, switched);
    const made = prompt === null ? null : await tokenizers.tokens(repo, prompt, false);
    return made && { ...made, prompt };
  };
  const small = [];
  for (const asked of file ? JSON.parse(await readFile(file, "utf8")) : []) {
    const found = {};
    for (const { id, repo } of models.filter((model) => asked.models.includes(model.id))) {
      const made = await one(asked, repo);
      if (made) found[id] = made;
    }
    small.push({ ...asked, known: found });
  }
  return { opening: await opening(tokenizers), small };
}
