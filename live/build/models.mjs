// The tokenizers as pages know them: what models.toml says, as Python has written it, with what the build knows of
// their assets.
import { readFile } from "node:fs/promises";

/**
 * `file`: JSON, [{id, repo, name, role}] in the order of pages; those whose asset is not there are left out. [] without
 * a file.
 */
export async function knownModels(file, tokenizers, chats) {
  const listed = file ? JSON.parse(await readFile(file, "utf8")) : [];
  return listed
    .filter(({ repo }) => tokenizers[repo])
    .map((model) => ({ ...model, chat: chats[model.repo].template !== null, bytes: tokenizers[model.repo].bytes }));
}
