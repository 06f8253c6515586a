// The weights of the model that answers, in parts that pages fetch when a reader asks for them.
import { readFile } from "node:fs/promises";
import path from "node:path";

const FOLDER = "weights/";

/** `dir`: what scripts/course/browser/weight_parts.py made. Returns its description, `parts` as pages know files. */
export async function copyWeights(output, dir) {
  const { sha256, ...description } = JSON.parse(await readFile(path.join(dir, "weights.json"), "utf8"));
  const parts = [];
  for (const name of Object.keys(description.parts))
    parts.push(await output.hashed(FOLDER + path.basename(name, ".bin"), "bin", await readFile(path.join(dir, name))));
  return { ...description, parts };
}

export const isWeights = (url) => url.startsWith(`live/${FOLDER}`);
