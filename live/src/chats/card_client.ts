/** The card worker's other side: one template at a time, the newest, with a time limit. */
import { BuiltWorker } from "../encoder/built.ts";
import type { FromCard, ToCard } from "./card_worker.ts";
import type { Observed, Subject } from "./probes.ts";

/** Milliseconds for all renderings of one template; a real one takes a tenth of a second. */
const TIME_LIMIT = 5_000;

interface Job {
  ask: ToCard;
  resolve(seen: Observed | null): void;
  reject(error: Error): void;
  timer: number;
}

export class CardMaker {
  #worker: BuiltWorker | null = null;
  #awake = false;
  #failed = false;
  #job: Job | null = null;
  #last = 0;

  /** `tooLong`: what is said of a template that does not end. */
  constructor(private readonly tooLong: string) {}

  /** Null where a newer template has taken this one's place. Rejects with an Error for the reader. */
  observe(subject: Subject): Promise<Observed | null> {
    if (this.#job) this.#end((job) => job.resolve(null)); // it may never end by itself
    return new Promise((resolve, reject) => {
      this.#job = { ask: { id: (this.#last += 1), subject }, resolve, reject, timer: 0 };
      this.#worker ??= this.#start();
      this.#worker.postMessage(this.#job.ask);
      this.#watch();
    });
  }

  /** Fetching the worker's script is no time of the template's. */
  #watch(): void {
    const job = this.#job;
    if (!job || !this.#awake) return;
    job.timer = window.setTimeout(() => this.#end(({ reject }) => reject(new Error(this.tooLong))), TIME_LIMIT);
  }

  #end(tell: (job: Job) => void): void {
    const job = this.#job!;
    window.clearTimeout(job.timer);
    this.#job = null;
    this.#worker?.terminate();
    this.#worker = null;
    tell(job);
  }

  #start(): BuiltWorker {
    this.#awake = false;
    const worker = new BuiltWorker("cardworker", "the part of the page that makes report cards", this.#failed);
    worker.onready = () => {
      this.#awake = true;
      this.#watch();
    };
    worker.onmessage = ({ data }: MessageEvent<FromCard>) => {
      const job = this.#job;
      if (!job || data.id !== job.ask.id) return;
      window.clearTimeout(job.timer);
      this.#job = null;
      job.resolve(data.seen);
    };
    worker.onerror = (message) => {
      this.#failed = true;
      if (this.#job) this.#end(({ reject }) => reject(new Error(message)));
      else this.#worker = null;
    };
    return worker;
  }
}
