/** Brings files and worker together: from nothing to a Python that runs cells, by the snapshot or plainly. */

import { type Files, LoadError, type Script } from "../../files/files.ts";
import type { Manifest } from "../../files/manifest.ts";
import { patience } from "../../files/patience.ts";
import type { Boot } from "../protocol.ts";
import { canUseSnapshot } from "./features.ts";
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
    const later = ({ url, ...file }: Manifest["stdlib"]): Manifest["stdlib"] => ({
      url: files.url({ url, ...file }),
      ...file,
    });
    const tokenizers = Object.fromEntries(
      Object.entries(this.#manifest.tokenizers).map(([repo, file]) => [repo, later(file)]),
    );
    return {
      type: "boot",
      wasm: module,
      library: pages,
      snapshot: heap,
      stdlib: all,
      stdlibFile: later(stdlib),
      tokenizers,
      classes: this.#manifest.classes && later(this.#manifest.classes),
      memoryLimit: MEMORY_LIMIT,
      patience: patience(),
    };
  }

  /** A worker that can run cells. `hold` gets every worker before it is ready, so that it can be terminated. */
  async start(hold: (worker: PythonWorker) => void): Promise<PythonWorker> {
    const { worker: script, pyodide, stdlib } = this.#manifest;
    const code = (file: Manifest["worker"]): Promise<Script> => this.#files.script("Python's scripts", file);
    // All are asked for at once, first what is needed first: browsers make others wait where downloads hang. The worker
    // imports
    // Pyodide's scripts while the rest still arrives.
    const first = code(script);
    const scripts = Promise.all([code(pyodide.loader), code(pyodide.asm)]);
    const coming = this.parts();
    for (const promise of [first, coming, scripts]) promise.catch(() => {}); // awaited below
    const worker = await PythonWorker.start(await first);
    hold(worker);
    try {
      const [loader, asm] = await scripts;
      worker.prepare({ type: "prepare", folder: new URL(".", loader.url).href, loader, asm });
      const parts = await coming;
      await worker.boot(parts);
      if (!parts.stdlib) this.#later(worker, stdlib);
      return worker;
    } catch (error) {
      worker.terminate();
      if (!(error instanceof BootFailed)) throw error;
      if (this.#plain) throw new LoadError("Python", script.url, error.message.replace(/\.$/, ""));
      this.#plain = true;
      console.warn(`Python starts without its memory snapshot, which takes longer: ${error.message}`);
      return this.start(hold);
    }
  }

  /** The standard library follows the first output; a failure shows when an import needs it. */
  #later(worker: PythonWorker, stdlib: Manifest["stdlib"]): void {
    this.#files.bytes("Python's standard library", stdlib).then(
      (bytes) => worker.give({ type: "stdlib", bytes }),
      () => {},
    );
  }
}
