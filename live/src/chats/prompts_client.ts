/** Several different calls for one result: the newest set only, with a time limit for each call. */

import { TimedWorker } from "../encoder/timed_worker.ts";
import type { ChatModel } from "./chat_model.ts";
import type { FromWorker, Request, Result, ToWorker } from "./protocol.ts";

/** Milliseconds for one prompt; a real one takes about one. */
const TIME_LIMIT = 2_000;

/** `template`: null is the model's own. */
export interface PromptAsk {
  request: Request;
  model: ChatModel;
  template: string | null;
  /** As in protocol.ts. */
  plain?: boolean;
}

interface Job {
  count: number;
  ask(i: number): PromptAsk;
  take(result: Result, i: number): void;
  done: number;
  resolve(all: boolean): void;
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
  async render(asks: readonly PromptAsk[]): Promise<Result[] | null> {
    const results: Result[] = [];
    const all = await this.each(
      asks.length,
      (i) => asks[i]!,
      (result) => results.push(result),
    );
    return all ? results : null;
  }

  /** The same for asks that are made one by one, and whose results nobody need keep: false where newer ones came. */
  each(count: number, ask: (i: number) => PromptAsk, take: (result: Result, i: number) => void): Promise<boolean> {
    if (this.#job) {
      this.#worker.stop(); // it may never end by itself
      this.#end(({ resolve }) => resolve(false));
    }
    if (!count) return Promise.resolve(true);
    return new Promise((resolve, reject) => {
      this.#job = { count, ask, take, done: 0, resolve, reject };
      this.#next();
    });
  }

  #take(result: Result): void {
    const job = this.#job;
    if (!job) return;
    job.take(result, job.done);
    job.done += 1;
    this.#next();
  }

  #next(): void {
    const { count, ask, done } = this.#job!;
    if (done === count) return this.#end(({ resolve }) => resolve(true));
    const { request, model, template, plain } = ask(done);
    this.#worker.post({
      id: (this.#last += 1),
      request,
      ...(plain && { plain }),
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
