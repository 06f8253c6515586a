/** The template worker's other side: one request at a time, the newest, with a time limit for each model. */
import { BuiltWorker } from "../encoder/built.ts";
import type { FromWorker, Request, Result, ToWorker } from "./protocol.ts";

/** Milliseconds for one template; a real one takes about one. */
const TIME_LIMIT = 2000;

export class Renderer {
  #worker: BuiltWorker | null = null;
  #failed = false;
  #waiting: ToWorker | null = null;
  #busy: { request: ToWorker; left: ToWorker["models"]; timer: number } | null = null;
  #awake = false;
  #last = 0;

  /** `show` gets every result of the newest request. */
  constructor(
    private readonly show: (model: string, result: Result, request: Request) => void,
    private readonly tooLong: () => Result,
    private readonly broken: (why: string) => void,
  ) {
    this.#worker = this.#start();
  }

  render(request: Request, models: ToWorker["models"]): void {
    this.#waiting = { id: (this.#last += 1), request, models };
    if (!this.#busy) this.#next();
  }

  #next(): void {
    const request = this.#waiting;
    this.#waiting = null;
    if (!request?.models.length) return;
    this.#busy = { request, left: [...request.models], timer: 0 };
    this.#send(request);
  }

  #send(request: ToWorker): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(request);
    this.#watch();
  }

  /** Fetching the worker's script is no time of the template's. */
  #watch(): void {
    window.clearTimeout(this.#busy!.timer);
    if (!this.#awake) return;
    this.#busy!.timer = window.setTimeout(() => this.#stop(), TIME_LIMIT);
  }

  /** The template at hand has taken too long: end it, go on with the others. */
  #stop(): void {
    const busy = this.#busy!;
    this.#worker?.terminate();
    this.#worker = null;
    const [stuck, ...others] = busy.left;
    busy.left = others;
    this.#tell(stuck!.id, this.tooLong());
    if (this.#waiting || !others.length) this.#done();
    else this.#send({ ...busy.request, models: others });
  }

  #hear(data: FromWorker): void {
    const busy = this.#busy;
    if (!busy || data.id !== busy.request.id) return;
    busy.left = busy.left.filter(({ id }) => id !== data.model);
    this.#tell(data.model, data.result);
    if (busy.left.length) this.#watch();
    else this.#done();
  }

  #tell(model: string, result: Result): void {
    if (!this.#waiting) this.show(model, result, this.#busy!.request.request);
  }

  #done(): void {
    window.clearTimeout(this.#busy?.timer);
    this.#busy = null;
    this.#next();
  }

  #start(): BuiltWorker {
    this.#awake = false;
    const worker = new BuiltWorker("chatworker", "the part of the page that renders templates", this.#failed);
    worker.onready = () => {
      this.#awake = true;
      if (this.#busy) this.#watch();
    };
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    worker.onerror = (message) => {
      window.clearTimeout(this.#busy?.timer);
      worker.terminate();
      this.#busy = this.#worker = null;
      this.#failed = true;
      this.broken(message);
    };
    return worker;
  }
}
