/** A worker whose answers are waited for: one that does not answer in time is ended, and the next question begins another. */
import { BuiltWorker } from "./built.ts";

export class TimedWorker<From> {
  #worker: BuiltWorker | null = null;
  #awake = false;
  #failed = false;
  #expecting = false;
  #timer = 0;

  /** `limit` in ms. `late`: it was ended; `broken`: it could not be fetched or failed, with an Error's words. */
  constructor(
    private readonly name: string,
    private readonly what: string,
    private readonly limit: number,
    private readonly events: { answer(data: From): void; late(): void; broken(why: string): void },
  ) {}

  /** Fetches its script, before there is anything to ask. */
  start(): void {
    this.#worker ??= this.#begin();
  }

  post(message: object): void {
    this.hand(message);
    this.expect();
  }

  /** What may take as long as it does. */
  hand(message: object): void {
    this.start();
    this.#worker!.postMessage(message);
  }

  /** Another answer is to come: its time begins now. Fetching the script is no time of the answer's. */
  expect(): void {
    this.rest();
    this.#expecting = true;
    if (!this.#awake) return;
    this.#timer = window.setTimeout(() => {
      this.stop();
      this.events.late();
    }, this.limit);
  }

  /** No answer is to come. */
  rest(): void {
    window.clearTimeout(this.#timer);
    this.#expecting = false;
  }

  stop(): void {
    this.rest();
    this.#worker?.terminate();
    this.#worker = null;
  }

  #begin(): BuiltWorker {
    this.#awake = false;
    const worker = new BuiltWorker(this.name, this.what, this.#failed);
    const gone = (): boolean => this.#worker !== worker;
    worker.onready = () => {
      if (gone()) return;
      this.#awake = true;
      if (this.#expecting) this.expect();
    };
    worker.onmessage = ({ data }: MessageEvent<From>) => void (gone() || this.events.answer(data));
    worker.onerror = (message) => {
      if (gone()) return;
      this.#failed = true;
      this.stop();
      this.events.broken(message);
    };
    return worker;
  }
}
