/** The template worker's other side: one request at a time, the newest, with a time limit for each model. */

import { TimedWorker } from "../encoder/timed_worker.ts";
import type { FromWorker, Request, Result, ToWorker } from "./protocol.ts";

/** Milliseconds for one template; a real one takes about one. */
const TIME_LIMIT = 2000;

export class Renderer {
  readonly #worker: TimedWorker<FromWorker>;
  #waiting: ToWorker | null = null;
  #busy: { request: ToWorker; left: ToWorker["models"] } | null = null;
  #last = 0;

  /** `show` gets every result of the newest request. */
  constructor(
    private readonly show: (model: string, result: Result, request: Request) => void,
    private readonly tooLong: () => Result,
    broken: (why: string) => void,
  ) {
    this.#worker = new TimedWorker("chatworker", "the part of the page that renders templates", TIME_LIMIT, {
      answer: (data) => this.#hear(data),
      late: () => this.#late(),
      broken: (why) => {
        this.#busy = null;
        broken(why);
      },
    });
    this.#worker.start();
  }

  render(request: Request, models: ToWorker["models"]): void {
    this.#waiting = { id: (this.#last += 1), request, models };
    if (!this.#busy) this.#next();
  }

  #next(): void {
    const request = this.#waiting;
    this.#waiting = null;
    if (!request?.models.length) return;
    this.#busy = { request, left: [...request.models] };
    this.#worker.post(request);
  }

  /** The template at hand has taken too long: go on with the others. */
  #late(): void {
    const busy = this.#busy!;
    const [stuck, ...others] = busy.left;
    busy.left = others;
    this.#tell(stuck!.id, this.tooLong());
    if (this.#waiting || !others.length) this.#done();
    else this.#worker.post({ ...busy.request, models: others });
  }

  #hear(data: FromWorker): void {
    const busy = this.#busy;
    if (!busy || data.id !== busy.request.id) return;
    busy.left = busy.left.filter(({ id }) => id !== data.model);
    this.#tell(data.model, data.result);
    if (busy.left.length) this.#worker.expect();
    else this.#done();
  }

  #tell(model: string, result: Result): void {
    if (!this.#waiting) this.show(model, result, this.#busy!.request.request);
  }

  #done(): void {
    this.#worker.rest();
    this.#busy = null;
    this.#next();
  }
}
