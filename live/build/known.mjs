// The tokens that pages open with: the playgrounds' own TypeScript, run here on the assets.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

/**
 * `opening`: repo → tokens of the tokenizer playground's first example; `small`: the same as `file`, JSON, the small
 * instances in lessons, each with what live/src/play/known_build.ts knows of it. `dir`: the folder of assets;
 * `models`: models.mjs; `chats`: chats.mjs.
 */
export async function known(live, common, { dir, models, chats, file }) {
  const { outputFiles } = await build({
    ...common,
    absWorkingDir: live,
    entryPoints: ["src/play/known_build.ts"],
    platform: "node",
    define: { PLAY_MODELS: JSON.stringify(models), CHAT_FACTS: JSON.stringify(chats) },
  });
  const { Knowledge } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
  );
  const asset = (repo) => path.join(dir ?? "", `${repo.replace("/", "--")}.json`);
  const knowledge = new Knowledge(async (repo) => (dir && existsSync(asset(repo)) ? readFile(asset(repo)) : null));
  const small = [];
  for (const one of file ? JSON.parse(await readFile(file, "utf8")) : [])
    small.push({ ...one, known: await knowledge.small(one) });
  return { opening: await knowledge.opening(), small };
}
