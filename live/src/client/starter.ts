/** Brings files and worker together: from nothing to a Python that runs cells, by the snapshot or plainly. */
import type { Boot } from "../protocol.ts";
import { canUseSnapshot } from "./features.ts";
import { Files, LoadError } from "./files.ts";
import type { Manifest } from "./manifest.ts";
import { BootFailed, PythonWorker } from "./python-worker.ts";

const MEMORY_LIMIT = 2 ** 30;

export class Starter {
  readonly #files: Files;
  readonly #manifest: Manifest;
  #plain = !canUseSnapshot();

  constructor(files: Files, manifest: Manifest) {
    this.#files = files;
    this.#manifest = manifest;
  }

  /** How Python starts: `plain` from the moment that a snapshot failed. */
  get way(): "snapshot" | "plain" {
    return this.#plain ? "plain" : "snapshot";
  }

  /** Download what a start needs, without a worker. Rejects with LoadError. */
  async parts(): Promise<Boot> {
    const { wasm, library, snapshot, stdlib } = this.#manifest;
    const files = this.#files;
    const [module, pages, heap] = await Promise.all([
      files.wasm("Python", wasm),
      files.bytes("the page's Python modules", library),
      // A site without a snapshot is slow, not broken.
      this.#plain ? null : files.bytes("the memory snapshot", snapshot).catch(() => null),
    ]);
    this.#plain = !heap;
    const all = this.#plain ? await files.bytes("Python's standard library", stdlib) : null;
    const tokenizers = Object.fromEntries(Object.entries(this.#manifest.tokenizers).map(([repo, file]) => [repo, files.url(file)]));
    return { type: "boot", wasm: module, library: pages, snapshot: heap, stdlib: all, stdlibUrl: files.url(stdlib), tokenizers, memoryLimit: MEMORY_LIMIT };
  }

  /** A worker that can run cells. `hold` gets every worker before it is ready, so that it can be terminated. */
  async start(hold: (worker: PythonWorker) => void): Promise<PythonWorker> {
    const { worker: script, pyodide, stdlib } = this.#manifest;
    this.#files.elsewhere("Python's scripts", pyodide, false);
    const arrived = (): void => this.#files.elsewhere("Python's scripts", pyodide, true);
    const worker = new PythonWorker(this.#files.url(script), this.#files.url(pyodide), arrived);
    hold(worker);
    const parts = await this.parts().catch((error: unknown) => {
      worker.terminate();
      throw error;
    });
    try {
      await worker.boot(parts);
    } catch (error) {
      if (!(error instanceof BootFailed)) throw error;
      if (this.#plain) throw new LoadError("Python", script.url, error.message.replace(/\.$/, ""));
      this.#plain = true;
      console.warn(`Python starts without its memory snapshot, which takes longer: ${error.message}`);
      return this.start(hold);
    }
    if (!parts.stdlib) this.#later(worker, stdlib);
    return worker;
  }

  /** The standard library follows the first output; a failure shows when an import needs it. */
  #later(worker: PythonWorker, stdlib: Manifest["stdlib"]): void {
    this.#files.bytes("Python's standard library", stdlib).then((bytes) => worker.give({ type: "stdlib", bytes }), () => {});
  }
}
