/** The typed side of the playgrounds' worker. */
import type { FileProgress } from "../files/files.ts";
import { patience } from "../files/patience.ts";
import { BuiltWorker, siteRoot, tokenizerFiles } from "./built.ts";
import type { About, Ask, EncodeOptions, FromWorker, Tokens, ToWorker, Trace } from "./protocol.ts";

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export class TokenizerWorker {
  readonly #onProgress: (files: FileProgress[]) => void;
  readonly #loads = new Map<string, Promise<About>>();
  readonly #ready = new Map<string, Pending>();
  readonly #loaded = new Set<string>();
  readonly #asks = new Map<number, Pending>();
  readonly #newest = new Map<string, number>();
  /** Null after it failed, until it is needed again. */
  #worker: BuiltWorker | null;
  #failed = false;
  #last = 0;

  /** `onProgress` hears of all files that are being loaded. */
  constructor(onProgress: (files: FileProgress[]) => void = () => {}) {
    this.#onProgress = onProgress;
    this.#worker = this.#start();
  }

  /** Loads a tokenizer, once; after a failure the next call tries again. Rejects with an Error for the reader. */
  load(repo: string, name = repo): Promise<About> {
    const known = this.#loads.get(repo);
    if (known) return known;
    const loading = this.#load(repo, name);
    this.#loads.set(repo, loading);
    loading.catch(() => this.#loads.get(repo) === loading && this.#loads.delete(repo)); // not one that was begun since
    return loading;
  }

  /** Whether a tokenizer is loaded. */
  has(repo: string): boolean {
    return this.#loaded.has(repo);
  }

  /**
   * Text to tokens. Null if a newer request of the same `slot` and tokenizer has taken this one's place: only the last
   * text matters. Loads the tokenizer if need be.
   */
  async encode(repo: string, text: string, options: EncodeOptions, slot = ""): Promise<Tokens | null> {
    return this.#latest(`encode ${repo} ${slot}`, repo, { what: "encode", repo, text: wellFormed(text), options });
  }

  /** Gives up `encode`: its promise becomes null, and the worker takes up what comes next. */
  forget(repo: string, slot = ""): void {
    const key = `encode ${repo} ${slot}`;
    if (this.#newest.delete(key)) this.#send({ type: "forget", key });
  }

  async decode(repo: string, ids: number[], skipSpecial = false, slot = ""): Promise<string | null> {
    return this.#latest(`decode ${repo} ${slot}`, repo, { what: "decode", repo, ids, skipSpecial });
  }

  /** The merges of the first word in `word`. */
  async trace(repo: string, word: string): Promise<Trace | null> {
    return this.#latest("trace", repo, { what: "trace", repo, word: wellFormed(word) });
  }

  /** How many words a text has; null also where the worker could not be loaded, which `load` tells. */
  async words(text: string): Promise<number | null> {
    return this.#latest<number>("words", null, { what: "words", text }).catch(() => null);
  }

  async #latest<T>(key: string, repo: string | null, ask: Ask): Promise<T | null> {
    const id = (this.#last += 1);
    this.#newest.set(key, id);
    // The worker keeps the question until it has the tokenizer, and tells `load` what went wrong.
    const loading = repo === null ? null : this.load(repo);
    const value = await new Promise<unknown>((resolve, reject) => {
      this.#asks.set(id, { resolve, reject });
      this.#send({ type: "ask", id, key, ask });
      loading?.catch(reject);
    });
    if (this.#newest.get(key) !== id) return null;
    this.#newest.delete(key);
    return value as T;
  }

  async #load(repo: string, name: string): Promise<About> {
    const file = tokenizerFiles[repo];
    if (!file) throw new Error(`This site does not have the tokenizer ${repo}.`);
    const about = await new Promise<unknown>((resolve, reject) => {
      this.#ready.set(repo, { resolve, reject });
      this.#send({ type: "load", repo, name, base: siteRoot.href, file, patience: patience() });
    });
    this.#loaded.add(repo);
    return about as About;
  }

  #send(message: ToWorker): void {
    (this.#worker ??= this.#start()).postMessage(message);
  }

  #start(): BuiltWorker {
    const worker = new BuiltWorker("playworker", "the part of the page that runs tokenizers", this.#failed);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    worker.onerror = (message) => this.#fail(new Error(message));
    return worker;
  }

  #hear(data: FromWorker): void {
    if (data.type === "here") return;
    if (data.type === "progress") this.#onProgress(data.files);
    else if (data.type === "ready") this.#ready.get(data.repo)?.resolve(data.about);
    else if (data.type === "unusable") this.#ready.get(data.repo)?.reject(new Error(data.message));
    else {
      const pending = this.#asks.get(data.id);
      this.#asks.delete(data.id);
      if (data.type === "answer") pending?.resolve(data.value);
      else if (data.type === "failed") pending?.reject(new Error(data.message));
      else pending?.resolve(null);
    }
  }

  /** The worker is gone, and its tokenizers with it. */
  #fail(error: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#failed = true;
    this.#loaded.clear();
    for (const pending of [...this.#ready.values(), ...this.#asks.values()]) pending.reject(error);
    this.#asks.clear();
    this.#loads.clear();
  }
}

/** Half a surrogate pair is no character, and Python refuses it: U+FFFD instead. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}
