/** Whether typing goes on where it was: many keys are one step to undo. */
import { changeOf } from "./change.ts";

/** Typing and deleting of so many characters is one step. */
const STEP = 30;
/** Characters that one key, or one syllable of an input method, changes; as JSON in JSON they may be longer. */
const KEY = 16;

export class Typing {
  /** Where the last typing ended, between `from` and `end`, and how much it was. */
  #last: { from: number; end: number; size: number } | null = null;

  /** What is typed next is a step of its own. */
  pause(): void {
    this.#last = null;
  }

  /** Whether this change is more of the same typing. */
  grows(before: string, after: string): boolean {
    const { at, removed, inserted, slack } = changeOf(before, after);
    const size = removed + inserted;
    const last = this.#last;
    const there = last !== null && at + removed >= last.from && at + removed - slack <= last.end;
    const grows = there && size <= KEY && last.size + size <= STEP;
    this.#last = { from: at + inserted - slack, end: at + inserted, size: grows ? last.size + size : size };
    return grows;
  }
}
