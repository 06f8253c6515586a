/**
 * Makes the memory snapshot from which the worker starts Python. Runs in Node from the pinned npm package.
 * `snapshot_file.mjs` writes it down; live/src/python/worker/snapshot.ts reads it.
 */
import nodeCrypto from "node:crypto";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ENVIRONMENT, EXECUTABLE, emptyLock, LIBRARY } from "./python_settings.mjs";

/**
 * @param {string} pyodideDir the npm package `pyodide`
 * @param {Uint8Array} library the zip with the page's Python modules
 * @param {string} prepare Python that imports what the snapshot shall hold
 * @returns {Promise<{snapshot: Uint8Array, fresh: Uint8Array[]}>} Pyodide's snapshot, and heaps of a module that was
 *   instantiated and did nothing: where these differ, a heap holds random bytes or the time
 */
export async function takeHeaps(pyodideDir, library, prepare) {
  const pyodide = await open(pyodideDir, library);
  const snapshot = await sameEveryTime(7, async () => {
    const python = await pyodide.load({ _makeSnapshot: true });
    python.runPython(prepare);
    zeroFreeMemory(python._module);
    return python.makeMemorySnapshot();
  });
  const fresh = [await sameEveryTime(7, () => pyodide.freshHeap())];
  for (let i = 0; i < 3; i++) fresh.push(await pyodide.freshHeap());
  return { snapshot, fresh };
}

/** Start Python in Node from a heap as the worker would; returns what `code` evaluates to. */
export async function tryHeap(pyodideDir, library, restore, code) {
  const pyodide = await open(pyodideDir, library);
  const python = await pyodide.load({
    _loadSnapshot: restore.head,
    createPyodideModule: async (settings) => {
      const module = await pyodide.create(settings);
      restore.into(module.HEAPU8);
      return module;
    },
  });
  return python.runPython(code);
}

async function open(pyodideDir, library) {
  // Newer Nodes can switch stacks; a heap that counts on it breaks browsers that cannot (seen in WebKitGTK).
  for (const name of ["Suspending", "promising"]) delete WebAssembly[name];
  const dir = path.resolve(pyodideDir) + path.sep;
  const { loadPyodide, version } = await import(pathToFileURL(`${dir}pyodide.mjs`).href);
  const create = (await import(pathToFileURL(`${dir}pyodide.asm.mjs`).href)).default;
  const load = (more) =>
    loadPyodide({
      indexURL: dir,
      packageBaseUrl: "/",
      lockFileContents: emptyLock(version),
      env: { ...ENVIRONMENT },
      _sysExecutable: EXECUTABLE,
      fsInit: async (fs) => fs.writeFile(LIBRARY, library),
      ...more,
    });
  const freshHeap = async () => {
    let heap;
    const createPyodideModule = async (settings) => {
      heap = (await create({ ...settings, noInitialRun: true })).HEAPU8.slice();
      throw new Error("enough");
    };
    await load({ createPyodideModule }).catch((error) => {
      if (!heap) throw error;
    });
    return heap;
  };
  return { load, create, freshHeap };
}

/**
 * Zeros where nothing lives, the stack's depth and the allocator's free chunks: what was there would only be ballast.
 */
function zeroFreeMemory(module) {
  module.HEAPU8.fill(0, module._emscripten_stack_get_end(), module._emscripten_stack_get_current() - 1024);
  const size = module.HEAPU8.length;
  const taken = [];
  for (let chunk = 1 << 20; chunk >= 64; chunk >>= 1) {
    for (;;) {
      const at = module._malloc(chunk);
      if (!at || at + chunk > size - (1 << 20) || module.HEAPU8.length > size) {
        if (at) module._free(at);
        break;
      }
      module.HEAPU8.fill(0, at, at + chunk);
      taken.push(at);
    }
  }
  for (const at of taken) module._free(at);
}

/** Run `task` with a stopped clock and known random bytes, so that equal inputs give equal snapshots. */
async function sameEveryTime(seed, task) {
  const kept = [Date.now, performance.now, nodeCrypto.randomFillSync, crypto.getRandomValues, Math.random];
  Date.now = () => Date.UTC(2026, 0, 1) + seed;
  performance.now = () => seed;
  nodeCrypto.randomFillSync = crypto.getRandomValues = (view) => view.fill(seed);
  Math.random = () => seed / 256;
  try {
    return await task();
  } finally {
    [Date.now, performance.now, nodeCrypto.randomFillSync, crypto.getRandomValues, Math.random] = kept;
  }
}
