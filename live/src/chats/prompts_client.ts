/** Several different calls for one result: the newest set only, with a time limit for each call. */
import { BuiltWorker } from "../encoder/built.ts";
import type { ChatModel } from "./chat_model.ts";
import type { FromWorker, Request, Result, ToWorker } from "./protocol.ts";

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
  timer: number;
}

export class PromptMaker {
  #worker: BuiltWorker | null = null;
  #awake = false;
  #failed = false;
  #job: Job | null = null;
  #last = 0;

  /** `tooLong`: what is said of a template that does not end. */
  constructor(private readonly tooLong: string) {}

  /** Null where newer asks have taken the place of these. Rejects with an Error for the reader. */
  render(asks: readonly PromptAsk[]): Promise<Result[] | null> {
    if (this.#job) {
      this.#stop();
      this.#done(({ resolve }) => resolve(null));
    }
    if (!asks.length) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#job = { asks, results: [], resolve, reject, timer: 0 };
      this.#next();
    });
  }

  #next(): void {
    const job = this.#job!;
    if (job.results.length === job.asks.length) return this.#done(({ resolve, results }) => resolve(results));
    const { request, model, template } = job.asks[job.results.length]!;
    const ask: ToWorker = { id: (this.#last += 1), request, models: [{ id: "", model, template }] };
    (this.#worker ??= this.#start()).postMessage(ask);
    this.#watch();
  }

  /** Fetching the worker's script is no time of the template's. */
  #watch(): void {
    const job = this.#job;
    if (!job || !this.#awake) return;
    window.clearTimeout(job.timer);
    job.timer = window.setTimeout(() => {
      this.#stop();
      job.results.push({ ok: false, type: "", message: this.tooLong, line: null });
      this.#next();
    }, TIME_LIMIT);
  }

  #stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #done(tell: (job: Job) => void): void {
    const job = this.#job!;
    window.clearTimeout(job.timer);
    this.#job = null;
    tell(job);
  }

  #start(): BuiltWorker {
    this.#awake = false;
    const worker = new BuiltWorker("chatworker", "the part of the page that renders templates", this.#failed);
    worker.onready = () => {
      this.#awake = true;
      this.#watch();
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (!this.#job || data.id !== this.#last) return;
      window.clearTimeout(this.#job.timer);
      this.#job.results.push(data.result);
      this.#next();
    };
    worker.onerror = (message) => {
      this.#failed = true;
      this.#stop();
      if (this.#job) this.#done(({ reject }) => reject(new Error(message)));
    };
    return worker;
  }
}
