/** The other side of the worker that puts `{% generation %}` into templates: one at a time, the newest. */

import { TimedWorker } from "../encoder/timed_worker.ts";
import type { Placed } from "./placed_proof.ts";
import type { FromPlaced, ToPlaced } from "./placed_worker.ts";

/** Milliseconds for all renderings of one template; a real one takes a second. */
const TIME_LIMIT = 30_000;

interface Job {
  ask: ToPlaced;
  resolve(placed: Placed | null): void;
  reject(error: Error): void;
}

export class Placer {
  readonly #worker: TimedWorker<FromPlaced>;
  #job: Job | null = null;
  #last = 0;

  /** `tooLong`: what is said of a template that does not end. */
  constructor(tooLong: string) {
    this.#worker = new TimedWorker("placedworker", "the part of the page that marks what is trained", TIME_LIMIT, {
      answer: (data) => {
        if (data.id === this.#job?.ask.id) this.#end(({ resolve }) => resolve(data.placed));
      },
      late: () => this.#end(({ reject }) => reject(new Error(tooLong))),
      broken: (why) => this.#end(({ reject }) => reject(new Error(why))),
    });
  }

  /** Null where newer asks have taken the place of these. Rejects with an Error for the reader. */
  place(asked: Omit<ToPlaced, "id">): Promise<Placed | null> {
    if (this.#job) {
      this.#worker.stop();
      this.#end(({ resolve }) => resolve(null));
    }
    return new Promise((resolve, reject) => {
      this.#job = { ask: { ...asked, id: (this.#last += 1) }, resolve, reject };
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
