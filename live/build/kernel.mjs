// WebAssembly as text (*.wat) → its bytes, which a bundle holds as a Uint8Array.
import { readFile } from "node:fs/promises";
import path from "node:path";
import wabt from "wabt";

/** For esbuild. */
export const wat = {
  name: "wat",
  setup(build) {
    build.onLoad({ filter: /\.wat$/ }, async ({ path: file }) => {
      const parsed = (await wabt()).parseWat(path.basename(file), await readFile(file));
      try {
        parsed.validate();
        return { contents: parsed.toBinary({}).buffer, loader: "binary" };
      } finally {
        parsed.destroy();
      }
    });
  },
};
