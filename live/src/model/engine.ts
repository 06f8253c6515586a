/** The model as a worker uses it: weights go in, then ids, and an answer comes out step by step. */
import { type Choice, choose, randoms, type Settings } from "./chances.ts";
import type { Description } from "./description.ts";
import { AT_ONCE, Net } from "./forward.ts";
import { kernelOf } from "./kernel.ts";
import code from "./kernel.wat";

export type Step = { read: number } | Choice;

export class Engine {
  private constructor(
    readonly net: Net,
    readonly memory: WebAssembly.Memory,
  ) {}

  /** Rejects with a RangeError where the device has too little memory, and where it has no WebAssembly. */
  static async begin(description: Description): Promise<Engine> {
    const kernel = await kernelOf(code);
    return new Engine(new Net(kernel, description), kernel.memory);
  }

  /** A piece of the weights, `at` so many bytes from their beginning. */
  put(bytes: Uint8Array, at: number): void {
    new Uint8Array(this.memory.buffer).set(bytes, this.net.weights + at);
  }

  /**
   * An answer of up to `limit` ids, which ends after one of `stop`: how far the prompt is read, then each step. The
   * ids are within the vocabulary, and with the limit no more than LONGEST (limits.ts).
   */
  *answer(ids: readonly number[], stop: readonly number[], limit: number, settings: Settings): Generator<Step> {
    this.net.begin(ids.length + limit);
    const random = randoms(settings.seed);
    let logits: Float32Array = new Float32Array();
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      logits = this.net.forward(ids.slice(at, at + AT_ONCE));
      yield { read: Math.min(at + AT_ONCE, ids.length) };
    }
    for (let made = 1; ; made++) {
      const choice = choose(logits, settings, random);
      yield choice;
      const [id] = choice.chosen;
      if (made >= limit || stop.includes(id)) return;
      logits = this.net.forward([id]);
    }
  }
}
