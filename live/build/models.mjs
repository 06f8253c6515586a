// The tokenizers as pages know them: what models.toml says, as Python has written it, with what the build knows of
// their assets.
import { readFile } from "node:fs/promises";
import path from "node:path";

/**
 * `file`: JSON, [{id, repo, name, role}] in the order of pages; those whose asset is not there are left out. [] without
 * a file. `dir`: the folder of assets.
 */
export async function knownModels(file, tokenizers, chats, dir) {
  const listed = file ? JSON.parse(await readFile(file, "utf8")) : [];
  const known = async (model) => ({
    ...model,
    chat: chats[model.repo].template !== null,
    engine: await engineOf(assetIn(dir, model.repo)),
    bytes: tokenizers[model.repo].bytes,
  });
  return Promise.all(listed.filter(({ repo }) => tokenizers[repo]).map(known));
}

const assetIn = (dir, repo) => path.join(dir, `${repo.replace("/", "--")}.json`);

/** The small engine reads assets of format 1, the other (anyworker) what is written in another way. */
async function engineOf(asset) {
  return JSON.parse(await readFile(asset, "utf8")).format === 1 ? "compact" : "any";
}
