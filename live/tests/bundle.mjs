// Loads a TypeScript module of live/src in Node, as the bundler sees it.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** `paths`: from live/, such as "src/page/store.ts"; several as one, so that they share their classes. */
export async function load(...paths) {
  const live = fileURLToPath(new URL("..", import.meta.url));
  const contents = paths.map((path) => `export * from "./${path}";`).join("\n");
  const { outputFiles } = await build({
    absWorkingDir: live,
    stdin: { contents, resolveDir: live, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
