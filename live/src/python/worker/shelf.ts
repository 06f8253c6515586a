/**
 * Files that Python may ask for in the middle of a cell: as the page sent them, else fetched while Python waits, and
 * verified.
 */
import type { ClassTable } from "../../classes/table.ts";
import type { BuiltFile } from "../../files/manifest.ts";
import { sha256Now } from "../../files/sha256.ts";
import type { AssetSource } from "../../tokenizers/index.ts";
import type { Boot } from "../protocol.ts";

const SLOWEST = 15; // bytes per ms: with no progress to be seen, a slower download counts as one that has stopped

export class Shelf implements AssetSource {
  readonly #request = self.XMLHttpRequest; // kept before the reader's code loses it
  readonly #files: Record<string, BuiltFile>;
  readonly #stdlib: BuiltFile;
  readonly #classes: BuiltFile | null;
  readonly #patience: number;
  readonly #tokenizers = new Map<string, Uint8Array>();
  #table: ClassTable | null = null;

  constructor({ tokenizers, stdlibFile, classes, patience }: Boot) {
    this.#files = tokenizers;
    this.#stdlib = stdlibFile;
    this.#classes = classes;
    this.#patience = patience;
  }

  ids(): string[] {
    return Object.keys(this.#files);
  }

  put(repo: string, bytes: ArrayBuffer): void {
    this.#tokenizers.set(repo, new Uint8Array(bytes));
  }

  /** A tokenizer's asset; null for a repo that the site does not have. Throws when it cannot be fetched. */
  get(repo: string): Uint8Array | null {
    const file = Object.hasOwn(this.#files, repo) ? this.#files[repo] : undefined;
    if (!file) return null;
    if (!this.#tokenizers.has(repo)) this.put(repo, this.#fetch(file, `the tokenizer ${repo}`));
    return this.#tokenizers.get(repo) ?? null;
  }

  library(): ArrayBuffer {
    return this.#fetch(this.#stdlib, "Python's standard library");
  }

  /** The table of tokenizer classes, when a folder asks for one first. Throws when it cannot be fetched. */
  classes(): ClassTable {
    if (!this.#classes) throw new Error("this site has no table of tokenizer classes");
    const bytes = (): ArrayBuffer => this.#fetch(this.#classes!, "the table of tokenizer classes");
    return (this.#table ??= JSON.parse(new TextDecoder().decode(bytes())) as ClassTable);
  }

  /** What is not the build's file is fetched once more, past the caches. */
  #fetch(file: BuiltFile, what: string): ArrayBuffer {
    let why = "";
    for (const url of [file.url, `${file.url}?again=${Date.now()}`]) {
      const answer = this.#try(url, file);
      if (typeof answer !== "string") return answer;
      why = answer;
    }
    throw new Error(
      `${what} could not be loaded (${new URL(file.url).pathname.split("/").pop()}): ${why}; run the cell again`,
    );
  }

  /** The bytes, or what went wrong. */
  #try(url: string, file: BuiltFile): ArrayBuffer | string {
    const request = new this.#request();
    try {
      request.open("GET", url, false);
      request.responseType = "arraybuffer";
      request.timeout = this.#patience + (this.#patience / 20_000) * (file.bytes / SLOWEST);
      request.send();
    } catch (error) {
      return (error as Error).name === "TimeoutError" ? "it has not arrived in time" : "the network failed";
    }
    if (request.status !== 200) return `the server answered ${request.status}`;
    const bytes = new Uint8Array(request.response as ArrayBuffer);
    return bytes.length === file.bytes && sha256Now(bytes) === file.sha256
      ? bytes.buffer
      : "what arrived is not the file that the site was built with";
  }
}
