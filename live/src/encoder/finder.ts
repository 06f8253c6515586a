/** The find worker's other side: one vocabulary, one search at a time, the newest, with a time limit. */
import { BuiltWorker } from "./built.ts";
import type { Query, Wrong } from "./find.ts";
import type { FromFind, ToFind } from "./find_worker.ts";
import type { Listed } from "./protocol.ts";

/** Milliseconds for one search; one over 256,000 tokens takes a twentieth of it. */
const TIME_LIMIT = 2_000;

interface Job {
  id: number;
  listed: Listed;
  query: Query;
  resolve(found: Uint32Array | Wrong | null): void;
  reject(error: Error): void;
}

export class Finder {
  #worker: BuiltWorker | null = null;
  #failed = false;
  /** It has read the vocabulary. */
  #ready = false;
  #listed: Listed | null = null;
  /** The newest; the worker may still have an older one. */
  #job: Job | null = null;
  /** What the worker has. */
  #running: number | null = null;
  #timer = 0;
  #last = 0;

  /** `tooLong`: what is said of a search that does not end. */
  constructor(private readonly tooLong: string) {}

  /** Null where a newer search has taken this one's place. Rejects with an Error for the reader. */
  find(listed: Listed, query: Query): Promise<Uint32Array | Wrong | null> {
    this.#job?.resolve(null);
    return new Promise((resolve, reject) => {
      this.#job = { id: (this.#last += 1), listed, query, resolve, reject };
      if (this.#running === null) this.#run();
    });
  }

  #run(): void {
    const { id, listed, query } = this.#job!;
    this.#worker ??= this.#start();
    if (this.#listed !== listed) {
      this.#listed = listed;
      this.#ready = false;
      this.#worker.postMessage({ id: 0, take: listed } satisfies ToFind);
    }
    this.#running = id;
    this.#worker.postMessage({ id, query } satisfies ToFind);
    if (this.#ready) this.#watch();
  }

  #watch(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ended(new Error(this.tooLong)), TIME_LIMIT);
  }

  /** The worker is gone, and what it had with it. */
  #ended(why: Error): void {
    window.clearTimeout(this.#timer);
    this.#worker?.terminate();
    const had = this.#running;
    this.#worker = this.#listed = this.#running = null;
    if (!this.#job) return;
    if (this.#job.id !== had) return this.#run();
    this.#job.reject(why);
    this.#job = null;
  }

  #start(): BuiltWorker {
    const worker = new BuiltWorker("findworker", "the part of the page that searches vocabularies", this.#failed);
    worker.onmessage = ({ data }: MessageEvent<FromFind>) => this.#hear(data);
    worker.onerror = (message) => {
      this.#failed = true;
      this.#ended(new Error(message));
    };
    return worker;
  }

  #hear({ id, found }: FromFind): void {
    if (found === null) {
      // reading the vocabulary is no time of the search's
      this.#ready = true;
      if (this.#running !== null) this.#watch();
      return;
    }
    window.clearTimeout(this.#timer);
    this.#running = null;
    if (this.#job?.id !== id) return this.#job ? this.#run() : undefined;
    this.#job.resolve(found);
    this.#job = null;
  }
}
