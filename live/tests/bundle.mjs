// Loads a TypeScript module of live/src in Node, as the bundler sees it.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { wat } from "../build/kernel.mjs";

/** `path`: from live/, such as "src/page/store.ts". */
export async function load(path) {
  const live = fileURLToPath(new URL("..", import.meta.url));
  const { outputFiles } = await build({
    absWorkingDir: live,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    target: "node20",
    plugins: [wat],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
