// The tokenizers as pages know them: what models.toml says, as Python has written it, with what the build knows of
// their assets.
import { readFile } from "node:fs/promises";
import { assetOf, isCompact } from "./assets.mjs";

/**
 * `file`: JSON, [{id, repo, name, role}] in the order of pages; those whose asset is not there are left out. [] without
 * a file. `dir`: the folder of assets.
 */
export async function knownModels(file, tokenizers, chats, dir) {
  const listed = file ? JSON.parse(await readFile(file, "utf8")) : [];
  const known = async (model) => ({
    ...model,
    chat: chats[model.repo].template !== null,
    engine: isCompact(await readFile(assetOf(dir, model.repo))) ? "compact" : "any",
    bytes: tokenizers[model.repo].bytes,
  });
  return Promise.all(listed.filter(({ repo }) => tokenizers[repo]).map(known));
}
