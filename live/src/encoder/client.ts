/** The typed side of the playgrounds' workers: one for the build's compact assets, one for any other tokenizer.json. */
import type { FileProgress } from "../files/files.ts";
import { patience } from "../files/patience.ts";
import { BuiltWorker, siteRoot, tokenizerFiles } from "./built.ts";
import { MODELS } from "./models.ts";
import type {
  About,
  Ask,
  Beside,
  EncodeOptions,
  FromWorker,
  Listed,
  Spelled,
  SpelledItem,
  Streams,
  Tokens,
  ToWorker,
  Trace,
} from "./protocol.ts";
import { wellFormed } from "./well_formed.ts";

export { wellFormed };

interface Pending {
  /** What the worker was sent. */
  message: ToWorker;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** After so many seconds without a sign of life a worker does not get on: some regular expressions never end. */
const STUCK = 20;

/** A tokenizer.json of the reader's. */
export interface OwnFile {
  name: string;
  file: Blob;
  beside: Beside;
}

const WHAT = {
  playworker: "the part of the page that runs tokenizers",
  anyworker: "the part of the page that runs any tokenizer.json",
};
type Name = keyof typeof WHAT;
const ENDLESS =
  "This tokenizer does not come to an end with this text, and was stopped: a regular expression in it may try too many ways. Another text may do.";

/** A worker, and what it was asked. */
class Side {
  /** Null until it is needed, and after it failed. */
  worker: BuiltWorker | null = null;
  failed = false;
  readonly ready = new Map<string, Pending>();
  readonly asks = new Map<number, Pending>();
  files: FileProgress[] = [];
  /** Runs while it is at work on something. */
  timer = 0;
}

export class TokenizerWorker {
  readonly #onProgress: (files: FileProgress[]) => void;
  readonly #loads = new Map<string, Promise<About>>();
  readonly #loaded = new Set<string>();
  readonly #own = new Map<string, OwnFile>();
  readonly #newest = new Map<string, number>();
  readonly #sides: Record<Name, Side> = { playworker: new Side(), anyworker: new Side() };
  #last = 0;

  /** `onProgress` hears of all files that are being loaded. */
  constructor(onProgress: (files: FileProgress[]) => void = () => {}) {
    this.#onProgress = onProgress;
    this.#start("playworker");
  }

  /** A tokenizer of the reader's, under a name that no repository has; it is read when it is needed. */
  give(repo: string, own: OwnFile): void {
    this.release(repo);
    this.#own.set(repo, own);
  }

  /** The reader's own is not needed any more. */
  release(repo: string): void {
    if (!this.#own.delete(repo)) return;
    this.#loads.delete(repo);
    this.#loaded.delete(repo);
    if (!this.#sides.anyworker.ready.delete(repo)) return;
    this.#send("anyworker", { type: "release", repo });
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
    this.#drop("playworker", `words ${slot}`); // of an older text
    return this.#latest(`encode ${repo} ${slot}`, repo, { what: "encode", repo, text: wellFormed(text), options });
  }

  /** Gives up `encode`: its promise becomes null, and the worker takes up what comes next. */
  forget(repo: string, slot = ""): void {
    this.#drop(this.#nameOf(repo), `encode ${repo} ${slot}`);
  }

  async decode(repo: string, ids: number[], skipSpecial = false, slot = ""): Promise<string | null> {
    return this.#latest(`decode ${repo} ${slot}`, repo, { what: "decode", repo, ids, skipSpecial });
  }

  /** Ids as tokens and text. */
  async spell(repo: string, items: readonly SpelledItem[], slot = ""): Promise<Spelled | null> {
    return this.#latest(`spell ${repo} ${slot}`, repo, { what: "spell", repo, items });
  }

  /** Of a text that grows: how many ids, and how many of them the text that was asked before begins with. */
  async grown(repo: string, text: string, marked: boolean): Promise<[count: number, same: number] | null> {
    return this.#latest(`grown ${repo}`, repo, { what: "grown", repo, text, marked });
  }

  /** The whole vocabulary. */
  async list(repo: string): Promise<Listed | null> {
    return this.#latest(`list ${repo}`, repo, { what: "list", repo });
  }

  /** Of each id, whether a text gives it (`Reach`). */
  async reached(repo: string, ids: readonly number[]): Promise<number[] | null> {
    return this.#latest(`reached ${repo}`, repo, { what: "reached", repo, ids });
  }

  /** The merges of one of the words in `word`, the first unless `at` says another, or null: the longest; `ranked`: with the ranks of pairs. */
  async trace(repo: string, word: string, at: number | null = 0, ranked = false): Promise<Trace | null> {
    return this.#latest(`trace ${ranked}`, repo, { what: "trace", repo, word: wellFormed(word), at, ranked });
  }

  /** A text sent token by token, as four ways of decoding print it; the tokens at these places are `lost` on the way. */
  async streams(repo: string, text: string, lost: readonly number[]): Promise<Streams | null> {
    return this.#latest("streams", repo, { what: "streams", repo, text: wellFormed(text), lost });
  }

  /**
   * How many words a text has, whose tokens are asked under the same `slot`; null also where the worker could not be
   * loaded, which `load` tells.
   */
  async words(text: string, slot = ""): Promise<number | null> {
    return this.#latest<number>(`words ${slot}`, null, { what: "words", text }).catch(() => null);
  }

  #drop(name: Name, key: string): void {
    if (this.#newest.delete(key)) this.#send(name, { type: "forget", key });
  }

  async #latest<T>(key: string, repo: string | null, ask: Ask): Promise<T | null> {
    const id = (this.#last += 1);
    this.#newest.set(key, id);
    // The worker keeps the question until it has the tokenizer, and tells `load` what went wrong.
    const loading = repo === null ? null : this.load(repo);
    const name = repo === null ? "playworker" : this.#nameOf(repo);
    const value = await new Promise<unknown>((resolve, reject) => {
      const message: ToWorker = { type: "ask", id, key, ask };
      this.#sides[name].asks.set(id, { message, resolve, reject });
      this.#send(name, message);
      loading?.catch(reject);
    });
    if (this.#newest.get(key) !== id) return null;
    this.#newest.delete(key);
    return value as T;
  }

  async #load(repo: string, name: string): Promise<About> {
    const [own, file] = [this.#own.get(repo), tokenizerFiles[repo]];
    const worker = this.#nameOf(repo);
    if (!own && !file) throw new Error(`This site does not have the tokenizer ${repo}.`);
    const about = await new Promise<unknown>((resolve, reject) => {
      const message: ToWorker = own
        ? { type: "take", repo, file: own.file, beside: own.beside }
        : { type: "load", repo, name, base: siteRoot.href, file: file!, patience: patience() };
      this.#sides[worker].ready.set(repo, { message, resolve, reject });
      this.#send(worker, message);
    });
    this.#loaded.add(repo);
    return about as About;
  }

  /** Which worker reads a tokenizer. */
  #nameOf(repo: string): Name {
    const compact = MODELS.find((model) => model.repo === repo)?.engine !== "any";
    return this.#own.has(repo) || !compact ? "anyworker" : "playworker";
  }

  #send(name: Name, message: ToWorker): void {
    (this.#sides[name].worker ?? this.#start(name)).postMessage(message);
  }

  #start(name: Name): BuiltWorker {
    const side = this.#sides[name];
    const worker = new BuiltWorker(name, WHAT[name], side.failed);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ("id" in data) window.clearTimeout(side.timer);
      if (data.type === "working") this.#watch(name, data.id, STUCK);
      else this.#hear(side, data);
    };
    worker.onerror = (message) => this.#fail(name, new Error(message));
    return (side.worker = worker);
  }

  /** Second by second: a computer that slept has not waited. */
  #watch(name: Name, id: number, left: number): void {
    const wait = () => (left ? this.#watch(name, id, left - 1) : this.#stuck(name, id));
    this.#sides[name].timer = window.setTimeout(wait, 1000);
  }

  /** It does not come to an end with this one; another worker takes up the rest. */
  #stuck(name: Name, id: number): void {
    const side = this.#sides[name];
    side.asks.get(id)?.reject(new Error(ENDLESS));
    side.asks.delete(id);
    side.worker?.terminate();
    this.#start(name);
    for (const { message } of [...side.ready.values(), ...side.asks.values()]) this.#send(name, message);
  }

  #hear(side: Side, data: Exclude<FromWorker, { type: "working" }>): void {
    if (data.type === "here") return;
    if (data.type === "progress") {
      side.files = data.files;
      this.#onProgress(Object.values(this.#sides).flatMap(({ files }) => files));
    } else if (data.type === "ready") side.ready.get(data.repo)?.resolve(data.about);
    else if (data.type === "unusable") side.ready.get(data.repo)?.reject(new Error(data.message));
    else {
      const pending = side.asks.get(data.id);
      side.asks.delete(data.id);
      if (data.type === "answer") pending?.resolve(data.value);
      else if (data.type === "failed") pending?.reject(new Error(data.message));
      else pending?.resolve(null);
    }
  }

  /** The worker is gone, and its tokenizers with it. */
  #fail(name: Name, error: Error): void {
    const side = this.#sides[name];
    window.clearTimeout(side.timer);
    side.worker?.terminate();
    side.worker = null;
    side.failed = true;
    for (const repo of side.ready.keys()) {
      this.#loaded.delete(repo);
      this.#loads.delete(repo);
    }
    for (const pending of [...side.ready.values(), ...side.asks.values()]) pending.reject(error);
    side.asks.clear();
    side.ready.clear();
  }
}
