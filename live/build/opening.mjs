// The tokens that the tokenizer playground opens with: its own TypeScript, run here on the assets.
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

/**
 * Repo → what live/src/play/tokens/opening_build.ts computes, from the folder of assets; {} without one. `models`:
 * models.mjs.
 */
export async function openings(live, common, dir, models) {
  const { outputFiles } = await build({
    ...common,
    absWorkingDir: live,
    entryPoints: ["src/play/tokens/opening_build.ts"],
    platform: "node",
    define: { PLAY_MODELS: JSON.stringify(models) },
  });
  const { OPENING_REPOS, openingOf } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
  );
  const there = dir ? await readdir(dir) : [];
  const made = {};
  for (const repo of OPENING_REPOS) {
    const name = `${repo.replace("/", "--")}.json`;
    if (there.includes(name)) made[repo] = openingOf(await readFile(path.join(dir, name)));
  }
  return made;
}
