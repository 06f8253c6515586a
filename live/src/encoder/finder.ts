/** The find worker's other side: one vocabulary, one search at a time, the newest, with a time limit. */
import type { Query, Wrong } from "./find.ts";
import type { FromFind, ToFind } from "./find_worker.ts";
import type { Listed } from "./protocol.ts";
import { TimedWorker } from "./timed_worker.ts";

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
  readonly #worker: TimedWorker<FromFind>;
  /** What the worker has read, or is reading. */
  #listed: Listed | null = null;
  /** The newest; the worker may still have an older one. */
  #job: Job | null = null;
  /** What the worker is at: a search, or 0, the reading of a vocabulary, which is no time of a search's. */
  #running: number | null = null;
  #last = 0;

  /** `tooLong`: what is said of a search that does not end. */
  constructor(tooLong: string) {
    this.#worker = new TimedWorker("findworker", "the part of the page that searches vocabularies", TIME_LIMIT, {
      answer: (data) => this.#hear(data),
      late: () => this.#ended(new Error(tooLong)),
      broken: (why) => this.#ended(new Error(why)),
    });
  }

  /** Null where a newer search has taken this one's place. Rejects with an Error for the reader. */
  find(listed: Listed, query: Query): Promise<Uint32Array | Wrong | null> {
    this.#job?.resolve(null);
    return new Promise((resolve, reject) => {
      this.#job = { id: (this.#last += 1), listed, query, resolve, reject };
      if (this.#running === null) this.#run(this.#job);
    });
  }

  #run({ id, listed, query }: Job): void {
    const read = this.#listed === listed;
    this.#running = read ? id : 0;
    this.#listed = listed;
    if (read) this.#worker.post({ id, query } satisfies ToFind);
    else this.#worker.hand({ id: 0, take: listed } satisfies ToFind);
  }

  /** The worker is gone, and what it had with it. */
  #ended(why: Error): void {
    const [had, job] = [this.#running, this.#job];
    this.#listed = this.#running = null;
    if (!job) return;
    if (had !== 0 && job.id !== had) return this.#run(job);
    this.#job = null;
    job.reject(why);
  }

  #hear({ id, found }: FromFind): void {
    this.#worker.rest();
    this.#running = null;
    const job = this.#job;
    if (!job) return;
    if (found === null || job.id !== id) return this.#run(job);
    this.#job = null;
    job.resolve(found);
  }
}
