/** Makes the memory snapshot, proves it in Node, and keeps it until something that it depends on changes. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { takeHeaps, tryHeap } from "./heap.mjs";
import { LIBRARY } from "./python_settings.mjs";
import { packSnapshot, unpackSnapshot } from "./snapshot_file.mjs";

const PREPARE = `import sys; sys.path.append("${LIBRARY}"); import page_snapshot; page_snapshot.prepare(); del sys.modules["page_snapshot"]`;
const PROOF = `import io, json, page_runner; said = []
runner = page_runner.start(lambda kind, text, html: said.append([kind, text]), lambda: None, lambda: False, None)
runner.run("proof", "import json\\njson.dumps([1, 2])") + json.dumps(said)`;
const PROVED = '[["result", "\'[1, 2]\'"]]';

/**
 * @param {{live: string, pyodide: string, library: Uint8Array, cache: string}} inputs
 * @returns {Promise<Uint8Array>} the snapshot file
 */
export async function cachedSnapshot({ live, pyodide, library, cache }) {
  const hash = createHash("sha256").update(library);
  for (const name of ["heap.mjs", "snapshot_file.mjs", "snapshot.mjs", "python_settings.mjs"])
    hash.update(await readFile(path.join(live, "build", name)));
  hash.update(await readFile(path.join(pyodide, "pyodide.asm.wasm")));
  const start = `snapshot-${hash.digest("hex").slice(0, 16)}-`;
  for (const name of await readdir(cache).catch(() => [])) {
    if (!name.startsWith(start)) continue;
    const known = await readFile(path.join(cache, name));
    if (name === start + digestOf(known)) return known; // and not what a fault left of it
  }
  const { snapshot, fresh } = await takeHeaps(pyodide, library, PREPARE);
  const made = packSnapshot(snapshot, fresh);
  const answer = await tryHeap(pyodide, library, unpackSnapshot(made), PROOF);
  if (answer !== PROVED) throw new Error(`the memory snapshot does not restore: a test cell gave ${answer}`);
  await mkdir(cache, { recursive: true });
  for (const old of await readdir(cache)) if (old.startsWith("snapshot-")) await rm(path.join(cache, old));
  const file = path.join(cache, start + digestOf(made));
  await writeFile(`${file}.part`, made);
  await rename(`${file}.part`, file);
  return made;
}

function digestOf(bytes) {
  return `${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}.bin`;
}
