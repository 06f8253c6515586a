/** Several different calls for one result: the newest set only, with a time limit for each call. */
import type { ChatModel } from "./chat_model.ts";
import type { FromWorker, Request, Result, ToWorker } from "./protocol.ts";
import { TimedWorker } from "./timed_worker.ts";

/** Milliseconds for one prompt; a real one takes about one. */
const TIME_LIMIT = 2_000;

/** `template`: null is the model's own. */
export interface PromptAsk {
  request: Request;
  model: ChatModel;
  template: string | null;
}

interface Job {
  asks: readonly PromptAsk[];
  results: Result[];
  resolve(results: Result[] | null): void;
  reject(error: Error): void;
}

export class PromptMaker {
  readonly #worker: TimedWorker<FromWorker>;
  #job: Job | null = null;
  #last = 0;

  /** `tooLong`: what is said of a template that does not end. */
  constructor(tooLong: string) {
    this.#worker = new TimedWorker("chatworker", "the part of the page that renders templates", TIME_LIMIT, {
      answer: (data) => {
        if (data.id === this.#last) this.#take(data.result);
      },
      late: () => this.#take({ ok: false, type: "", message: tooLong, line: null }),
      broken: (why) => this.#end(({ reject }) => reject(new Error(why))),
    });
  }

  /** Null where newer asks have taken the place of these. Rejects with an Error for the reader. */
  render(asks: readonly PromptAsk[]): Promise<Result[] | null> {
    if (this.#job) {
      this.#worker.stop(); // it may never end by itself
      this.#end(({ resolve }) => resolve(null));
    }
    if (!asks.length) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#job = { asks, results: [], resolve, reject };
      this.#next();
    });
  }

  #take(result: Result): void {
    if (!this.#job) return;
    this.#job.results.push(result);
    this.#next();
  }

  #next(): void {
    const { asks, results } = this.#job!;
    if (results.length === asks.length) return this.#end(({ resolve }) => resolve(results));
    const { request, model, template } = asks[results.length]!;
    this.#worker.post({
      id: (this.#last += 1),
      request,
      models: [{ id: "", model, template }],
    } satisfies ToWorker);
  }

  #end(tell: (job: Job) => void): void {
    this.#worker.rest();
    const job = this.#job;
    this.#job = null;
    if (job) tell(job);
  }
}
