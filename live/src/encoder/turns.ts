/**
 * The queue of a playground's worker: requests wait, and long ones pause every few milliseconds, so that a newer one can
 * take the place of one that waits or is under way.
 */
import { messageOf } from "../ui/errors.ts";
import type { Ask, FromWorker, Listed, Spelled, Streams, Tokens, Trace } from "./protocol.ts";

export type Answer = Tokens | Trace | Streams | Spelled | Listed | number[] | string | number;
export type Say = (message: FromWorker, transfer?: Transferable[]) => void;

/** How long a request may go on before messages are read, in ms. */
const TURN = 12;
/** How often it tells that it is at work, in ms. */
const BEAT = 1000;

interface Current {
  id: number;
  key: string;
  steps: Generator<void, Answer>;
  ms: number;
}

export class Turns {
  /** By key, in the order of arrival; those whose tokenizer is still being loaded are passed over. */
  readonly #waiting = new Map<string, { id: number; ask: Ask }>();
  readonly #turns = new MessageChannel();
  /** Whether the next turn is on its way. */
  #due = false;
  /** The request under way. */
  #current: Current | null = null;
  #told = { id: -1, at: 0 };

  /** `early`: whether the tokenizer of a request is still being loaded. */
  constructor(
    readonly answer: (ask: Ask) => Generator<void, Answer>,
    readonly early: (repo: string) => boolean,
    readonly say: Say,
  ) {
    this.#turns.port1.onmessage = () => this.#turn();
  }

  ask(key: string, id: number, ask: Ask): void {
    this.drop(key);
    this.#waiting.set(key, { id, ask });
    this.#soon();
  }

  /** Nobody wants the answer any more. */
  drop(key: string): void {
    const older = this.#waiting.get(key);
    if (older) this.say({ type: "dropped", id: older.id });
    this.#waiting.delete(key);
    if (this.#current?.key !== key) return;
    this.say({ type: "dropped", id: this.#current.id });
    this.#current = null;
  }

  /** A tokenizer is there, or cannot be. */
  settled(repo: string): void {
    for (const { ask } of this.#waiting.values()) if ("repo" in ask && ask.repo === repo) this.#soon();
  }

  #soon(): void {
    if (!this.#due) this.#turns.port2.postMessage(0);
    this.#due = true;
  }

  /** One request at a time, for one turn: between two, messages that came in the meantime are read. */
  #turn(): void {
    this.#due = false;
    this.#current ??= this.#next();
    if (!this.#current) return;
    const { id, steps } = this.#current;
    const start = performance.now();
    if (this.#told.id !== id || start - this.#told.at > BEAT) {
      this.#told = { id, at: start };
      this.say({ type: "working", id });
    }
    try {
      let step = steps.next();
      while (!step.done && performance.now() - start < TURN) step = steps.next();
      this.#current.ms += performance.now() - start;
      if (step.done) this.#answered(step.value);
    } catch (error) {
      this.#current = null;
      this.say({ type: "failed", id, message: messageOf(error) });
    }
    if (this.#current || this.#waiting.size) this.#soon();
  }

  #next(): Current | null {
    for (const [key, { id, ask }] of this.#waiting) {
      if ("repo" in ask && this.early(ask.repo)) continue;
      this.#waiting.delete(key);
      return { id, key, steps: this.answer(ask), ms: 0 };
    }
    return null;
  }

  #answered(value: Answer): void {
    const { id, ms } = this.#current!;
    this.#current = null;
    if (typeof value !== "object" || !("bytes" in value)) return this.say({ type: "answer", id, value });
    const lists = Object.values(value).flatMap((part) => (ArrayBuffer.isView(part) ? [part.buffer] : []));
    this.say({ type: "answer", id, value: { ...value, ms } }, lists);
  }
}
