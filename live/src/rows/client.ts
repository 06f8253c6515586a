/** The worker's other side. */
import { BuiltWorker } from "../encoder/built.ts";
import type { Answers, Ask, FromRows, Progress, ToRows } from "./protocol.ts";

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  progress: (progress: Progress) => void;
}

export class RowsWorker {
  readonly #asks = new Map<number, Pending>();
  #worker: BuiltWorker | null = null;
  #failed = false;
  #last = 0;

  /** `what`: the worker, where it cannot be loaded. Rejects with an Error for the reader. */
  constructor(private readonly what: string) {}

  ask<What extends Ask["what"]>(
    ask: Extract<Ask, { what: What }>,
    progress: (progress: Progress) => void = () => {},
  ): Promise<Answers[What]> {
    const id = (this.#last += 1);
    return new Promise<unknown>((resolve, reject) => {
      this.#asks.set(id, { resolve, reject, progress });
      this.#send({ type: "ask", id, ask });
    }) as Promise<Answers[What]>;
  }

  /** What is counted or split ends with what it has. */
  stop(): void {
    this.#send({ type: "stop" });
  }

  #send(message: ToRows): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  #start(): BuiltWorker {
    const worker = new BuiltWorker("rowsworker", this.what, this.#failed);
    worker.onmessage = ({ data }: MessageEvent<FromRows>) => this.#hear(data);
    worker.onerror = (message) => {
      this.#failed = true;
      this.#worker?.terminate();
      this.#worker = null;
      for (const { reject } of this.#asks.values()) reject(new Error(message));
      this.#asks.clear();
    };
    return worker;
  }

  #hear(data: FromRows): void {
    if (data.type === "here") return;
    const pending = this.#asks.get(data.id);
    if (data.type === "progress") return pending?.progress(data.progress);
    this.#asks.delete(data.id);
    if (data.type === "answer") pending?.resolve(data.value);
    else pending?.reject(new Error(data.message));
  }
}
