/** Fetches the runtime's files once, verified, counts their bytes, and keeps them for the next worker. */
import { codeUrl } from "./code.ts";
import type { BuiltFile } from "./manifest.ts";
import { fetchVerified, LoadError } from "./verified.ts";

export { LoadError };

/** A script: `code` is the verified one, `url` its plain address, for hosts whose policy forbids the other. */
export interface Script {
  code: string;
  url: string;
}

/** How far a file is. `loaded` and `total` in bytes. */
export interface FileProgress {
  /** For people: "Python", "memory snapshot", "standard library", a repository's name. */
  label: string;
  url: string;
  loaded: number;
  total: number;
}

export class Files {
  readonly #base: URL;
  readonly #onProgress: () => void;
  readonly #kept = new Map<string, Promise<unknown>>();
  readonly #failed = new Set<string>();
  readonly #progress = new Map<string, FileProgress>();

  constructor(base: URL, onProgress: () => void) {
    this.#base = base;
    this.#onProgress = onProgress;
  }

  url(file: BuiltFile): string {
    return new URL(file.url, this.#base).href;
  }

  /** The file's bytes; rejects with LoadError, and then fetches again when asked again. */
  bytes(label: string, file: BuiltFile): Promise<ArrayBuffer> {
    return this.#once(file, async () => (await this.#fetch(label, file)).buffer);
  }

  /** The file as a script to run. */
  script(label: string, file: BuiltFile): Promise<Script> {
    return this.#once(file, async () => ({ code: codeUrl(await this.#fetch(label, file)), url: this.url(file) }));
  }

  /** The file as a compiled module, compiled while it arrives. */
  wasm(label: string, file: BuiltFile): Promise<WebAssembly.Module> {
    return this.#once(file, async () => {
      // The response itself goes to the compiler: browsers keep the compiled code for it. Null where the server sends
      // another type than application/wasm, and where the file is not what it should be, which shows in its bytes.
      let compiled: Promise<WebAssembly.Module | null> | undefined;
      const compile = (response: Response): void =>
        void (compiled = WebAssembly.compileStreaming?.(response).catch(() => null));
      const bytes = await this.#fetch(label, file, compile);
      const module = (await compiled) ?? WebAssembly.compile(bytes);
      return Promise.resolve(module).catch((error: unknown) => {
        throw new LoadError(
          label,
          file.url,
          `this browser refuses to compile it: ${error instanceof Error ? error.message : String(error)}`,
        );
      });
    });
  }

  progress(): FileProgress[] {
    return [...this.#progress.values()];
  }

  #once<T>(file: BuiltFile, load: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(file.url) as Promise<T> | undefined;
    if (kept) return kept;
    const loading = load();
    this.#kept.set(file.url, loading);
    loading.catch(() => {
      this.#kept.delete(file.url);
      this.#failed.add(file.url);
      this.#progress.delete(file.url); // nobody waits for it any more
    });
    return loading;
  }

  async #fetch(
    label: string,
    file: BuiltFile,
    response?: (response: Response) => void,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const progress = (loaded: number): void => this.#report(label, file, Math.min(loaded, file.bytes - 1));
    const bytes = await fetchVerified(label, file, this.#base, {
      again: this.#failed.has(file.url),
      progress,
      ...(response && { response }),
    });
    this.#report(label, file, file.bytes);
    return bytes;
  }

  #report(label: string, file: BuiltFile, loaded: number): void {
    this.#progress.set(file.url, { label, url: file.url, loaded, total: file.bytes });
    this.#onProgress();
  }
}
