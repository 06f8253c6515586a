/** Files that Python may ask for in the middle of a cell: as the page sent them, else fetched while Python waits. */
import type { AssetSource } from "../tokenizers/index.ts";

export class Shelf implements AssetSource {
  readonly #request = self.XMLHttpRequest; // kept before the reader's code loses it
  readonly #urls: Record<string, string>;
  readonly #stdlibUrl: string;
  readonly #tokenizers = new Map<string, Uint8Array>();

  /** `urls`: tokenizer repo → URL. */
  constructor(urls: Record<string, string>, stdlibUrl: string) {
    this.#urls = urls;
    this.#stdlibUrl = stdlibUrl;
  }

  ids(): string[] {
    return Object.keys(this.#urls);
  }

  put(repo: string, bytes: ArrayBuffer): void {
    this.#tokenizers.set(repo, new Uint8Array(bytes));
  }

  /** A tokenizer's asset; null for a repo that the site does not have. Throws when it cannot be fetched. */
  get(repo: string): Uint8Array | null {
    const url = Object.hasOwn(this.#urls, repo) ? this.#urls[repo] : undefined;
    if (!url) return null;
    if (!this.#tokenizers.has(repo)) this.put(repo, this.#fetch(url, `the tokenizer ${repo}`));
    return this.#tokenizers.get(repo) ?? null;
  }

  library(): ArrayBuffer {
    return this.#fetch(this.#stdlibUrl, "Python's standard library");
  }

  #fetch(url: string, what: string): ArrayBuffer {
    const request = new this.#request();
    try {
      request.open("GET", url, false);
      request.responseType = "arraybuffer";
      request.send();
    } catch {
      throw new Error(`${what} could not be loaded (${url}): the network failed; run the cell again`);
    }
    if (request.status !== 200) throw new Error(`${what} could not be loaded (${url}): the server answered ${request.status}`);
    return request.response as ArrayBuffer;
  }
}
