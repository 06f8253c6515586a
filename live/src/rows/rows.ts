/** The rows of several files one after the other, in slices: between two, messages are read, so that Stop is heard. */
import { wellFormed } from "../encoder/well_formed.ts";
import { charactersIn } from "../tokenizers/unicode.ts";
import { readerOf, Texts } from "./fields.ts";
import type { FileJob, Progress } from "./protocol.ts";
import { BadFile, type Found } from "./records.ts";
import { piecesOf } from "./source.ts";
import { ROWS } from "./texts.ts";

/** A longer text is not encoded: its tokens would not fit into memory. */
export const LONGEST_ROW = 10_000_000; // characters
const SLICE = 30; // milliseconds
const SAID = 200; // milliseconds
const NAMED = 5;

export interface RowsEvents {
  begin(name: string): void;
  /** Works on a row, with pauses. */
  row(number: number, texts: readonly string[]): Generator<void, void>;
  /** `none`: no row of the file counts. */
  end(troubles: string[], none: boolean): void;
  progress(progress: Progress): void;
  stopped(): boolean;
}

/** False where it was stopped. */
export async function eachRow(files: readonly FileJob[], events: RowsEvents): Promise<boolean> {
  const progress: Progress = { bytes: 0, rows: 0, loading: null };
  let [since, said] = [performance.now(), 0];
  const breathe = async (): Promise<void> => {
    if (performance.now() - said > SAID) {
      said = performance.now();
      events.progress({ ...progress });
    }
    await breath();
    since = performance.now();
  };
  for (const job of files) {
    const file = new FileRows(job, events, progress);
    events.begin(job.name);
    try {
      for await (const text of piecesOf(job.name, job.file, (bytes) => (progress.bytes += bytes))) {
        for (const _ of file.take(text)) {
          if (performance.now() - since < SLICE) continue;
          await breathe();
          if (events.stopped()) break;
        }
        if (events.stopped()) break;
      }
      if (!events.stopped())
        for (const _ of file.finish())
          if (performance.now() - since > SLICE) {
            await breathe();
            if (events.stopped()) break;
          }
      events.end(file.troubles(null), false);
    } catch (error) {
      if (!(error instanceof BadFile)) throw error;
      events.end(error.none ? [error.message] : file.troubles(error), error.none);
    }
    if (events.stopped()) return false;
  }
  events.progress({ ...progress });
  return true;
}

class FileRows {
  readonly #reader;
  readonly #texts: Texts;
  readonly #broken = { first: [] as number[], all: 0 };
  readonly #without = { first: [] as number[], all: 0 };
  readonly #tooLong: string[] = [];

  constructor(
    readonly job: FileJob,
    readonly events: RowsEvents,
    readonly progress: Progress,
  ) {
    this.#reader = readerOf(job.name, job.shape);
    this.#texts = new Texts(job.shape);
  }

  take(text: string): Generator<void> {
    return this.#rows(this.#reader.push(text));
  }

  finish(): Generator<void> {
    return this.#rows(this.#reader.end());
  }

  /** In the order in which a reader needs them. */
  troubles(fault: BadFile | null): string[] {
    const { name, file } = this.job;
    const others = !fault && !this.#without.all && !this.#tooLong.length;
    const told = (say: typeof ROWS.notJson, { first, all }: { first: number[]; all: number }): string[] =>
      all ? [say(name, first, all, others)] : [];
    return [
      ...(file.size ? [] : [ROWS.empty(name)]),
      ...(fault ? [fault.message] : []),
      ...told(ROWS.notJson, this.#broken),
      ...told(ROWS.without, this.#without),
      ...this.#tooLong.slice(0, NAMED),
    ];
  }

  *#rows(all: Iterable<Found>): Generator<void> {
    for (const found of all) {
      yield;
      if (found.problem) {
        note(this.#broken, found.number);
        continue;
      }
      const texts = this.#texts.of(found);
      if (texts === undefined) continue;
      this.progress.rows += 1;
      if (texts === null) note(this.#without, found.number);
      else if (texts.some(tooLong)) this.#tooLong.push(ROWS.tooLong(this.job.name, found.number, LONGEST_ROW));
      else yield* this.events.row(found.number, texts);
    }
  }
}

const tooLong = (text: string): boolean => text.length > LONGEST_ROW && charactersIn(wellFormed(text)) > LONGEST_ROW;

function note(list: { first: number[]; all: number }, number: number): void {
  list.all += 1;
  if (list.first.length < NAMED) list.first.push(number);
}

/** Until messages that came have been read. */
function breath(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
