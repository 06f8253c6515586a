/** Starts Pyodide from the memory snapshot, or plainly, with everything in hand: nothing is fetched here. */
import type { PyodideAPI } from "pyodide";
import { ENVIRONMENT, EXECUTABLE, emptyLock, LIBRARY } from "../../../build/python_settings.mjs";
import { importCode } from "../../files/code.ts";
import type { Boot, Prepare } from "../protocol.ts";
import { readSnapshot } from "./snapshot.ts";

interface Module {
  HEAPU8: Uint8Array;
  growMemory(bytes: number): number;
}
/** Functions of the linked C code: pointers are numbers. */
interface StackModule {
  _emscripten_stack_get_base(): number;
  _PyThreadState_Get(): number;
  _PyUnstable_ThreadState_SetStackProtection(thread: number, lowest: number, bytes: number): void;
}
type Create = (settings: object) => Promise<Module>;

const STACK = 150 * 1024; // bytes of Python's stack; Chromium's own ended, by what was called, where 165 to 220 KB of it were used

/** Pyodide's two scripts. */
export interface Scripts {
  loadPyodide(options: object): Promise<PyodideAPI>;
  version: string;
  create: Create;
}

export async function importScripts({ loader, asm }: Prepare): Promise<Scripts> {
  type Loader = Pick<Scripts, "loadPyodide" | "version">;
  const [{ loadPyodide, version }, { default: create }] = await Promise.all([
    importCode<Loader>(loader.code, loader.url),
    importCode<{ default: Create }>(asm.code, asm.url),
  ]);
  return { loadPyodide, version, create };
}

export async function startPython(scripts: Scripts, pyodide: string, parts: Boot): Promise<PyodideAPI> {
  const snapshot = parts.snapshot && readSnapshot(parts.snapshot);
  limitMemory(parts.memoryLimit);
  const { failed, undo } = answerFromHand(parts);
  try {
    const python = scripts.loadPyodide({
      indexURL: pyodide,
      packageBaseUrl: pyodide,
      lockFileContents: emptyLock(scripts.version),
      env: { ...ENVIRONMENT },
      _sysExecutable: EXECUTABLE,
      fsInit: async (fs: { writeFile(path: string, bytes: Uint8Array): void }) =>
        fs.writeFile(LIBRARY, new Uint8Array(parts.library)),
      stdin: () => null,
      stdout: () => {},
      stderr: () => {},
      _loadSnapshot: snapshot ? (await snapshot).head : undefined,
      createPyodideModule: async (settings: object) => {
        const module = await scripts.create(settings);
        if (snapshot) {
          const { heapBytes, restore } = await snapshot;
          if (heapBytes > module.HEAPU8.length) module.growMemory(heapBytes);
          restore(module.HEAPU8);
        }
        return module;
      },
    });
    const started = await Promise.race([python, failed]);
    limitStack(started);
    return started;
  } finally {
    undo();
  }
}

/**
 * Pyodide insists on fetching its WebAssembly and the standard library itself; while it starts, both come from the
 * page. `failed` rejects if the module cannot be instantiated, where Pyodide would wait for ever.
 */
function answerFromHand(parts: Boot): { failed: Promise<never>; undo: () => void } {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  let fail: (error: unknown) => void;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => {});
  self.fetch = async (input) =>
    String(input).endsWith(".wasm") ? new Response(null) : new Response(parts.stdlib ?? new ArrayBuffer(0));
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      return { module: parts.wasm, instance: await WebAssembly.instantiate(parts.wasm, imports) };
    } catch (error) {
      fail(error);
      throw error;
    }
  };
  const undo = (): void => {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
  return { failed, undo };
}

/**
 * Beyond this, Python raises RecursionError: it does not see the browser's own stack, which ends at a little more and
 * takes Python with it.
 */
function limitStack(python: PyodideAPI): void {
  const { _module: module } = python as unknown as { _module: StackModule };
  const lowest = module._emscripten_stack_get_base() - STACK;
  module._PyUnstable_ThreadState_SetStackProtection(module._PyThreadState_Get(), lowest, STACK);
}

/** Beyond this, allocations fail and Python raises MemoryError, before the reader's machine suffers. */
function limitMemory(bytes: number): void {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number) {
    if (this.buffer.byteLength + pages * 65536 > bytes) throw new RangeError("the page's limit of memory");
    return grow.call(this, pages);
  };
}
