/** Fetches the runtime's files once, counts their bytes, and keeps them for the next worker. */
import type { BuiltFile } from "./manifest.ts";
import type { FileProgress } from "./types.ts";

/** A file could not be loaded; the message is for the reader. */
export class LoadError extends Error {
  constructor(label: string, readonly url: string, why: string) {
    super(`Could not load ${label} (${url}): ${why}.`);
    this.name = "LoadError";
  }
}

export class Files {
  readonly #base: URL;
  readonly #onProgress: () => void;
  readonly #kept = new Map<string, Promise<unknown>>();
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
    return this.#once(file, async () => this.#read(label, file, await this.#open(label, file)));
  }

  /** The file as a compiled module, compiled while it arrives. */
  wasm(label: string, file: BuiltFile): Promise<WebAssembly.Module> {
    return this.#once(file, async () => {
      const response = await this.#open(label, file);
      const copy = response.clone();
      // The response itself goes to the compiler: browsers keep the compiled code for it.
      const compiled = WebAssembly.compileStreaming?.(response).catch(() => null) ?? Promise.resolve(null);
      const bytes = await this.#read(label, file, copy);
      // Null where the server sends another type than application/wasm; what is really wrong shows here.
      const module = (await compiled) ?? WebAssembly.compile(bytes);
      return Promise.resolve(module).catch((error: unknown) => {
        throw new LoadError(label, file.url, `this browser refuses to compile it: ${error instanceof Error ? error.message : String(error)}`);
      });
    });
  }

  /** A file that someone else fetches (the worker its scripts): announce it, or tell that it has come. */
  elsewhere(label: string, file: BuiltFile, arrived: boolean): void {
    this.#report(label, file, arrived ? file.bytes : 0);
  }

  progress(): FileProgress[] {
    return [...this.#progress.values()];
  }

  #once<T>(file: BuiltFile, load: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(file.url) as Promise<T> | undefined;
    if (kept) return kept;
    const loading = load();
    this.#kept.set(file.url, loading);
    loading.catch(() => this.#kept.delete(file.url));
    return loading;
  }

  async #open(label: string, file: BuiltFile): Promise<Response> {
    this.#report(label, file, 0);
    const response = await fetch(this.url(file)).catch(() => {
      throw new LoadError(label, file.url, "the network failed");
    });
    if (!response.ok) throw new LoadError(label, file.url, `the server answered ${response.status}`);
    return response;
  }

  async #read(label: string, file: BuiltFile, response: Response): Promise<ArrayBuffer> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let loaded = 0;
    try {
      const reader = response.body!.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        parts.push(value);
        this.#report(label, file, (loaded += value.length));
      }
    } catch {
      throw new LoadError(label, file.url, "the network failed on the way");
    }
    if (loaded < file.bytes) throw new LoadError(label, file.url, `only ${loaded} of ${file.bytes} bytes arrived`);
    this.#report(label, file, file.bytes);
    return new Blob(parts).arrayBuffer();
  }

  #report(label: string, file: BuiltFile, loaded: number): void {
    this.#progress.set(file.url, { label, url: file.url, loaded: Math.min(loaded, file.bytes), total: file.bytes });
    this.#onProgress();
  }
}
