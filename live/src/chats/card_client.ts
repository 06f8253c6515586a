/** The card worker's other side: one template at a time, the newest, with a time limit. */

import { TimedWorker } from "../encoder/timed_worker.ts";
import type { FromCard, ToCard } from "./card_worker.ts";
import type { Observed, Subject } from "./probes.ts";

/** Milliseconds for all renderings of one template; a real one takes a tenth of a second. */
const TIME_LIMIT = 5_000;

interface Job {
  ask: ToCard;
  resolve(seen: Observed | null): void;
  reject(error: Error): void;
}

export class CardMaker {
  readonly #worker: TimedWorker<FromCard>;
  #job: Job | null = null;
  #last = 0;

  /** `tooLong`: what is said of a template that does not end. */
  constructor(tooLong: string) {
    this.#worker = new TimedWorker("cardworker", "the part of the page that makes report cards", TIME_LIMIT, {
      answer: (data) => {
        if (data.id === this.#job?.ask.id) this.#end(({ resolve }) => resolve(data.seen));
      },
      late: () => this.#end(({ reject }) => reject(new Error(tooLong))),
      broken: (why) => this.#end(({ reject }) => reject(new Error(why))),
    });
  }

  /** Null where a newer template has taken this one's place. Rejects with an Error for the reader. */
  observe(subject: Subject): Promise<Observed | null> {
    if (this.#job) {
      this.#worker.stop(); // it may never end by itself
      this.#end(({ resolve }) => resolve(null));
    }
    return new Promise((resolve, reject) => {
      this.#job = { ask: { id: (this.#last += 1), subject }, resolve, reject };
      this.#worker.post(this.#job.ask);
    });
  }

  #end(tell: (job: Job) => void): void {
    this.#worker.rest();
    const job = this.#job;
    this.#job = null;
    if (job) tell(job);
  }
}
