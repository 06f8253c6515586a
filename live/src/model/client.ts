/** The page's side of the model's worker. Nothing is fetched before `load`. */
import { BuiltWorker, builtUrls, siteRoot } from "../encoder/built.ts";
import { keptParts, removeModel } from "../files/model_cache.ts";
import { keepOffline } from "../files/offline.ts";
import { patience } from "../files/patience.ts";
import type { Choice, Settings } from "./chances.ts";
import type { End, FromModel, Keeping, ToModel, Trouble } from "./protocol.ts";

// put in by the bundler
declare const PLAY_WEIGHTS: {
  model: string;
  origin: [repo: string, file: string];
  bytes: number;
  urls: string[];
} | null;

/**
 * The model that answers here: the id of its tokenizer, where the Hub has its weights, and their size. Null in a site
 * without one.
 */
export const weights = PLAY_WEIGHTS;

export class ModelTrouble extends Error {
  constructor(
    readonly trouble: Trouble,
    message: string,
  ) {
    super(message);
  }
}

export interface Loading {
  loaded: number;
  kept: number;
  total: number;
}

export interface Asked {
  ids: number[];
  /** Ids after which the answer ends. */
  stop: number[];
  limit: number;
  settings: Settings;
}

export interface Hearing {
  read(ids: number): void;
  step(choice: Choice): void;
}

/** Milliseconds of all steps together, without the reading of the prompt. */
export interface Done {
  end: End;
  steps: number;
  ms: number;
}

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}

export class ModelClient {
  #worker: BuiltWorker | null = null;
  #failed = false;
  #ready = false;
  #loading: (Waiting<Keeping> & { progress(how: Loading): void }) | null = null;
  #answering: (Waiting<Done> & { id: number; hearing: Hearing }) | null = null;
  #last = 0;
  /** Loading waits for a removal, which would take away what it keeps. */
  #removing: Promise<void> = Promise.resolve();

  get ready(): boolean {
    return this.#ready;
  }

  /** Whether the weights are on this device: all of them, or some. */
  async kept(): Promise<"all" | "some" | "none"> {
    const { urls } = weights!;
    const count = await keptParts(siteRoot, urls);
    return count === urls.length ? "all" : count ? "some" : "none";
  }

  /**
   * Keeps this page, too, and what it needs to answer with these tokenizers. Resolves to whether it works without a
   * connection now.
   */
  keepPage(repos: readonly string[]): Promise<boolean> {
    return keepOffline(siteRoot, builtUrls(["playworker", "chatworker", "modelworker"], repos));
  }

  /** Rejects with ModelTrouble; then it can be tried again, and what has come is not fetched again. */
  load(progress: (how: Loading) => void): Promise<Keeping> {
    this.end();
    return new Promise((resolve, reject) => {
      const loading = (this.#loading = { resolve, reject, progress });
      void this.#removing.then(() => loading === this.#loading && this.#start());
    });
  }

  #start(): void {
    const worker = new BuiltWorker("modelworker", "the part of the page that runs the model", this.#failed);
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromModel>) => void (worker === this.#worker && this.#hear(data));
    worker.onerror = (message) => {
      if (worker !== this.#worker) return;
      this.#failed = true;
      this.#fail(new ModelTrouble("load", message));
    };
    this.#send({ type: "load", base: siteRoot.href, patience: patience() });
  }

  /** Gives up what is under way, and the memory. Whoever waits gets an Error without words. */
  end(): void {
    this.#fail(new ModelTrouble("load", ""));
  }

  /** Rejects with ModelTrouble; without words where no model is loaded. */
  answer({ ids, stop, limit, settings }: Asked, hearing: Hearing): Promise<Done> {
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      if (!this.#ready) return reject(new ModelTrouble("load", ""));
      this.#answering = { resolve, reject, id, hearing };
      this.#send({ type: "answer", id, ids, stop, limit, settings });
    });
  }

  /** Ends the answer after the step that is under way. */
  stop(): void {
    this.#send({ type: "stop" });
  }

  remove(): Promise<void> {
    this.end();
    this.#removing = removeModel(siteRoot);
    return this.#removing;
  }

  #send(message: ToModel): void {
    this.#worker?.postMessage(message);
  }

  #hear(data: FromModel): void {
    if (data.type === "progress") return this.#loading?.progress(data);
    if (data.type === "ready") {
      this.#ready = true;
      this.#loading?.resolve(data.keeping);
      this.#loading = null;
    } else if (data.type === "unusable") this.#fail(new ModelTrouble(data.trouble, data.message));
    else if ("id" in data && data.id === this.#answering?.id) {
      const { hearing, resolve, reject } = this.#answering;
      if (data.type === "read") return hearing.read(data.read);
      if (data.type === "step") return hearing.step(data.choice);
      this.#answering = null;
      if (data.type === "done") resolve(data);
      else reject(new ModelTrouble(data.trouble, data.message));
    }
  }

  #fail(error: ModelTrouble): void {
    const waiting = [this.#loading, this.#answering];
    this.#worker?.terminate();
    this.#worker = this.#loading = this.#answering = null;
    this.#ready = false;
    for (const one of waiting) one?.reject(error);
  }
}
