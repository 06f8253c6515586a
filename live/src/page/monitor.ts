/**
 * Tells the reader what Python is doing: loading, running, restarted, failed. In the bar, and beside the cell that
 * waits for it.
 */
import type { Runtime } from "../python/page/runtime.ts";
import type { Progress, RunResult, RuntimeEvent } from "../python/types.ts";
import { make } from "../ui/dom.ts";
import type { Bar } from "./bar.ts";
import type { Cell } from "./cell.ts";
import { PAGE, RUN } from "./texts.ts";
import { wayOut } from "./way-out.ts";

export interface MonitorActions {
  /** Variables are gone. */
  lost(): void;
  replay(cells: readonly string[]): void;
  restart(): void;
}

const QUIET = 400; // ms: what takes less needs no clock

export class Monitor {
  /** Asks again for what the reader asked last. */
  retry: () => void = () => {};
  readonly #off: () => void;
  #timer = 0;
  #awaiting: Cell | null = null;

  constructor(
    private readonly bar: Bar,
    runtime: Runtime,
    private readonly actions: MonitorActions,
    private readonly base: URL,
  ) {
    this.#off = runtime.on((event) => this.#hear(event));
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#off();
  }

  /** This cell runs as soon as what it needs has been loaded. */
  awaits(cell: Cell): void {
    this.#awaiting = cell;
  }

  /** A cell runs now; null for a check, which has no line of its own. */
  started(cell: Cell | null): void {
    this.#awaiting = null;
    const begin = performance.now();
    const tell = () => {
      const words = RUN.running(Math.floor((performance.now() - begin) / 1000));
      cell?.tools.status(words);
      this.bar.status(cell ? `${words}: ${cell.id}` : RUN.checking);
    };
    clearInterval(this.#timer);
    this.#timer = window.setInterval(tell, QUIET);
    cell?.tools.status(RUN.running(0));
  }

  ended(): void {
    this.#awaiting = null;
    clearInterval(this.#timer);
    this.bar.status("");
  }

  /** How a cell's run went: beside its buttons, and to screen readers. */
  tell(cell: Cell, result: RunResult, comparison: string): void {
    const words = outcome(result, comparison, cell.tags.has("raises"));
    const tone = result.status === "ok" || comparison ? (comparison === RUN.same ? "same" : "") : "bad";
    // style sheets leave the time out on phones
    const timed = [
      RUN.yourRun,
      make("span", "tt-duration", RUN.time(duration(result.ms))),
      words.slice(RUN.yourRun.length),
    ];
    if (result.status === "cancelled" || result.status === "failed") cell.tools.status(words);
    else cell.tools.result(tone, ...(words.startsWith(RUN.yourRun) ? timed : [words]));
    this.bar.say(RUN.said(cell.id, words));
  }

  #hear(event: RuntimeEvent): void {
    if (event.type === "progress") this.#progress(event.progress);
    else if (event.type === "failure") this.#failure(event.message, event.url, event.stale);
    else if (event.type === "restarted") this.#restarted(event.message, event.ran);
    else if (event.state === "dead") this.bar.message(RUN.dead, [PAGE.restart, () => this.actions.restart()]);
    else if (event.state === "ready") this.bar.meter(null);
  }

  #progress(progress: Progress): void {
    if (progress.stage === "done") {
      this.bar.meter(null);
      return this.bar.status("");
    }
    this.bar.meter(progress.stage === "fetch" ? progress : { loaded: 0, total: 0 });
    const words = loading(progress);
    this.#awaiting?.tools.status(words);
    this.bar.status(words);
  }

  #failure(message: string, url: string, stale: boolean): void {
    this.bar.meter(null);
    this.bar.status("");
    const file = url.split("/").pop() ?? url;
    const text = message.includes(file) ? message : RUN.couldNotLoad(message, file);
    this.bar.message(text, ...wayOut({ stale }, () => this.retry(), this.bar, this.base));
  }

  #restarted(message: string, ran: readonly string[]): void {
    this.actions.lost();
    this.bar.meter(null);
    const again: [string, () => void][] = ran.length ? [[RUN.replay(ran.length), () => this.actions.replay(ran)]] : [];
    this.bar.message(message || RUN.restarted, ...again);
  }
}

function outcome(result: RunResult, comparison: string, raises: boolean): string {
  if (result.status === "cancelled") return RUN.cancelled;
  if (result.status === "failed") return RUN.notLoaded;
  if (result.status === "crashed") return RUN.crashed;
  if (result.status === "stopped") return result.variablesKept ? RUN.stopped : RUN.stoppedLost;
  const parts = [RUN.yourRun];
  if (result.status === "error") parts.push(raises ? RUN.expected : RUN.raised);
  else if (!result.outputs.length) parts.push(RUN.noOutput);
  if (comparison) parts.push(comparison);
  return parts.join(" · ");
}

function duration(ms: number): string {
  return ms < 995 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function loading(progress: Progress): string {
  if (progress.stage === "start") return RUN.starting;
  const waiting = progress.files.filter((file) => file.loaded < file.total);
  const what = waiting[0] ? RUN.loadingFiles(waiting[0].label, waiting.length - 1) : RUN.loading;
  return what + (progress.total ? RUN.bytes(megabytes(progress.loaded), megabytes(progress.total)) : "");
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
