/**
 * Running the cells of one page: which cells go first, what each shows, how an exercise is judged. Requests wait for
 * one
 * another; Stop empties the line.
 */
import { Runtime } from "../python/page/runtime.ts";
import type { RunResult } from "../python/types.ts";
import { wordButton } from "../ui/dom.ts";
import type { Cell } from "./cell.ts";
import { asText, firstDifference } from "./compare.ts";
import type { Exercise } from "./exercise.ts";
import type { Piece } from "./freshness.ts";
import { judge } from "./judge.ts";
import { Monitor } from "./monitor.ts";
import { OwnOutputs } from "./outputs.ts";
import type { Page, Running } from "./page.ts";
import { recorded } from "./recorded.ts";
import { RUN } from "./texts.ts";
import { differenceBlock, errorBlock, lastLine } from "./trouble.ts";
import { messageOf, wayOut } from "./way-out.ts";

type Job = () => Promise<void>;

export class Session implements Running {
  readonly #page: Page;
  readonly #runtime: Runtime;
  readonly #monitor: Monitor;
  readonly #find = (id: string) => this.#page.cells.find((cell) => cell.id === id);
  /** Cell id → the code with which it has run in this Python. */
  readonly #ran = new Map<string, string>();
  #line: Promise<void> = Promise.resolve();
  #waiting = 0;
  #generation = 0;
  #build: Promise<Record<string, string>> | null = null;
  #buildFailed = false;
  #notCompared = "";

  constructor(page: Page) {
    this.#page = page;
    this.#runtime = new Runtime(page.base);
    this.#monitor = new Monitor(
      page.bar,
      this.#runtime,
      {
        lost: () => this.#lost(),
        replay: (ids) => this.#replay(ids),
        restart: () => this.restart(),
      },
      page.base,
    );
  }

  prefetch(): void {
    this.#runtime.prefetch();
  }

  run(cell: Cell): void {
    this.#monitor.retry = () => this.run(cell);
    this.#enqueue([cell], async () => {
      if (await this.#above(cell, () => this.run(cell))) await this.#one(cell);
    });
  }

  runAll(): void {
    this.#monitor.retry = () => this.runAll();
    const cells = this.#page.cells.filter((cell) => cell.kind === "code");
    this.#enqueue(cells, async () => {
      for (const cell of cells) if (!(await this.#one(cell))) return;
      this.#page.bar.say(RUN.allDone);
    });
  }

  /** Every cell of the lesson whose shown result is not of the code as it is now, and what these need. */
  runOutdated(): void {
    this.#monitor.retry = () => this.runOutdated();
    const old = (cell: Cell) => this.#page.standing(cell) !== "fresh";
    const cells = this.#page.cells.filter((cell) => cell.kind === "code" && old(cell));
    this.#enqueue(cells, async () => {
      for (const cell of cells) {
        if (!old(cell)) continue; // run meanwhile, as one that another needs
        if (!(await this.#above(cell, () => this.run(cell))) || !(await this.#one(cell))) return;
      }
      this.#page.bar.say(RUN.allDone);
    });
  }

  check(exercise: Exercise): void {
    this.#monitor.retry = () => this.check(exercise);
    exercise.busy(true);
    exercise.verdict(null, RUN.checking);
    const judged = async () => {
      if (!(await this.#above(exercise.starter, () => this.check(exercise))))
        return exercise.verdict(null, RUN.checkStopped);
      const starter = await this.#show(exercise.starter);
      const checked = starter.status === "ok" ? await this.#silently(exercise.check) : null;
      judge(exercise, starter, checked, this.#find);
      const { id, source } = exercise.check;
      const run = checked && this.#page.freshness.ran(id, source.original, checked.status === "ok", checked);
      if (exercise.starter.result) exercise.judged = { starter: exercise.starter.result, check: run };
      this.#page.judge(exercise.starter);
    };
    const dropped = () => exercise.verdict(null);
    this.#enqueue([exercise.starter], judged, () => exercise.busy(false), dropped);
  }

  stop(): void {
    this.#generation++;
    this.#runtime.stop();
  }

  async restart(): Promise<void> {
    this.#generation++;
    this.#lost();
    try {
      await this.#runtime.restart();
    } catch {
      // the monitor has heard of it as an event
    }
  }

  dispose(): void {
    this.#generation++;
    this.#monitor.dispose();
    this.#runtime.dispose();
  }

  #lost(): void {
    this.#ran.clear();
    this.#page.freshness.lost();
    this.#page.judge();
  }

  #replay(ids: readonly string[]): void {
    const cells = ids.map(this.#find).filter((cell) => cell !== undefined);
    this.#enqueue(cells, async () => {
      for (const cell of cells) if (!(await this.#one(cell))) return;
    });
  }

  /** `job` runs when its turn comes; `after` in any case, `dropped` when Stop came first. */
  #enqueue(cells: readonly Cell[], job: Job, after: () => void = () => {}, dropped: () => void = () => {}): void {
    const generation = this.#generation;
    this.#waiting++;
    this.#page.bar.used();
    this.#page.bar.clearMessage();
    this.#page.bar.busy(true);
    for (const cell of cells) {
      cell.tools.running(true);
      cell.tools.status(RUN.waiting);
    }
    this.#line = this.#line.then(async () => {
      try {
        if (generation === this.#generation) await job();
        else dropped();
      } catch (error) {
        console.error(error); // a fault of ours must not keep the next request waiting for ever
      }
      for (const cell of cells) {
        cell.tools.running(false);
        cell.tools.settle(RUN.waiting, RUN.cancelled);
      }
      this.#page.judge();
      after();
      if (--this.#waiting === 0) this.#page.bar.busy(false);
    });
  }

  /** Cells that must have run before this one: the lesson's own above it, and for a check the reader's answer. */
  #needed(cell: Cell): Cell[] {
    const above = this.#page.cells.slice(0, this.#page.cells.indexOf(cell)).filter((other) => other.kind === "code");
    const old = (other: Cell) =>
      this.#ran.get(other.id) !== other.source.code || (other.result && this.#page.standing(other) === "outdated");
    const again = new Set<Piece>(above.filter(old));
    // from below: what is made anew for one may have to be made anew for another above
    for (const other of [cell, ...above.toReversed()])
      if (other === cell || again.has(other)) for (const one of this.#page.freshness.remakes(other)) again.add(one);
    const passedOver = ({ id, source, result }: Cell) => result?.whole === false && this.#ran.get(id) === source.code;
    const needed = above.filter((other) => again.has(other) && (old(other) || !passedOver(other)));
    const exercise = this.#page.exercises.find((other) => other.check === cell);
    const answers = exercise ? [exercise.starter.id, exercise.starter.id.replace(/-starter$/, "-solution")] : [];
    if (exercise && !answers.some((id) => this.#ran.has(id))) needed.push(exercise.starter);
    return needed;
  }

  /**
   * Runs what the cell needs; false, said in the cell, when one of these fails or Stop came. `again`: what the reader
   * asked for.
   */
  async #above(cell: Cell, again: () => void): Promise<boolean> {
    const generation = this.#generation;
    const needed = this.#needed(cell);
    if (needed.length) {
      cell.tools.status(RUN.ranFirst(needed.length));
      this.#page.bar.say(RUN.ranFirst(needed.length));
    }
    const goesOn = (): boolean => {
      if (generation === this.#generation) return true;
      if (needed.length) cell.tools.settle(RUN.ranFirst(needed.length), RUN.cancelled);
      return false;
    };
    for (const other of needed) {
      if (!goesOn()) return false;
      if (await this.#one(other)) continue;
      const go = wordButton(RUN.goThere, () => {
        other.root.scrollIntoView({ block: "center" });
        other.tools.run.focus({ preventScroll: true });
      });
      const anyway = wordButton(RUN.anyway, () => {
        this.#ran.set(other.id, other.source.code); // passed over until its code changes
        again();
      });
      if (goesOn()) cell.tools.status(RUN.failedAbove(other.id), " ", go, " ", anyway);
      return false;
    }
    return goesOn();
  }

  /** Whether the cells below may run: it ran to its end, or raised as it is meant to. */
  async #one(cell: Cell): Promise<boolean> {
    const { status } = await this.#show(cell);
    return status === "ok" || (status === "error" && cell.tags.has("raises"));
  }

  /** Runs one cell and shows all of it. */
  async #show(cell: Cell): Promise<RunResult> {
    const code = cell.source.code;
    const outputs = new OwnOutputs(cell);
    void this.#recorded().catch(() => {}); // told when there is something to compare
    cell.tools.running(true);
    this.#monitor.awaits(cell);
    const result = await this.#runtime.run({
      cell: cell.id,
      code,
      asBuilt: code === cell.source.original,
      onStart: () => this.#monitor.started(cell),
      onOutput: (output) => outputs.add(output),
    });
    this.#monitor.ended();
    cell.tools.running(false);
    const ran = result.status === "ok" || result.status === "error";
    const meant = cell.tags.has("raises") && result.status === "error";
    if (result.status === "ok" || meant) this.#ran.set(cell.id, code);
    if (result.status === "cancelled" || result.status === "failed") {
      outputs.abandon();
    } else {
      if (result.error && meant) outputs.append(lastLine(result.error));
      else if (result.error && result.status !== "stopped") outputs.append(errorBlock(result.error, cell, this.#find));
    }
    const build = ran ? (await this.#shownByBuild())[cell.id] : undefined;
    const comparable = build !== undefined && (result.status === "ok" || meant);
    const difference = comparable ? firstDifference(build, asText(result.outputs, result.error)) : null;
    if (difference) outputs.append(differenceBlock(difference));
    if (ran || result.status === "stopped" || result.status === "crashed") outputs.finish();
    this.#monitor.tell(cell, result, comparable ? (difference ? RUN.different : RUN.same) : "");
    if (ran || result.status === "stopped" || result.status === "crashed")
      cell.result = this.#page.freshness.ran(cell.id, code, result.status === "ok" || meant, result);
    this.#page.judge(cell);
    return result;
  }

  #recorded(): Promise<Record<string, string>> {
    if (!this.#build) {
      this.#build = recorded(this.#page.base, this.#page.header, this.#buildFailed);
      this.#build.catch(() => ((this.#build = null), (this.#buildFailed = true))); // the next run asks again
    }
    return this.#build;
  }

  /**
   * What the cells showed in the build; where that cannot be loaded nothing is compared, and the reader is told until
   * it can.
   */
  async #shownByBuild(): Promise<Record<string, string>> {
    const { bar, base } = this.#page;
    try {
      const shown = await this.#recorded();
      bar.takeBack(this.#notCompared);
      return shown;
    } catch (error) {
      this.#notCompared = RUN.notCompared(messageOf(error));
      bar.message(this.#notCompared, ...wayOut(error, () => this.#monitor.retry(), bar, base));
      return {};
    }
  }

  /** Runs the lesson's own text of a check; its verdict is shown elsewhere. */
  async #silently(cell: Cell): Promise<RunResult> {
    const result = await this.#runtime.run({
      cell: cell.id,
      code: cell.source.original,
      asBuilt: true,
      onStart: () => this.#monitor.started(null),
    });
    this.#monitor.ended();
    return result;
  }
}
