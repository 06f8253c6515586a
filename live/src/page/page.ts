/**
 * A lesson page made alive: its cells, exercises and bar. What runs them is fetched when the reader asks (`Running`).
 */
import { Bar } from "./bar.ts";
import { Cell } from "./cell.ts";
import type { EditorModule } from "./editor.ts";
import { Exercise } from "./exercise.ts";
import { imports } from "./fetching.ts";
import { Freshness, type Standing } from "./freshness.ts";
import type { NamesModule } from "./names.ts";
import { places } from "./places.ts";
import { showInLesson } from "./progress.ts";
import { fromFragment } from "./share.ts";
import type { Store } from "./store.ts";
import { PAGE } from "./texts.ts";
import { messageOf, wayOut } from "./way-out.ts";

/** What runs the cells of a page, as the page knows it: session.ts, by way of app.ts. */
export interface Running {
  prefetch(): void;
  runAll(): void;
  runOutdated(): void;
  run(cell: Cell): void;
  check(exercise: Exercise): void;
  restart(): Promise<void>;
  stop(): void;
  dispose(): void;
}

interface RunningModule {
  start(page: Page): Running;
}

export class Page {
  readonly cells: readonly Cell[];
  readonly exercises: readonly Exercise[];
  readonly bar: Bar;
  readonly freshness: Freshness;
  #names: () => Promise<NamesModule>;
  #asked = false;
  #session: Running | null = null;
  readonly #app: () => Promise<RunningModule>;
  #hash = () => this.#fromLink();
  #print = () => this.cells.forEach((cell) => cell.source.print());
  #stored = (event: StorageEvent) => this.#elsewhere(event.key);
  // a page that was put aside for Back heard of nothing
  #back = (event: PageTransitionEvent) => event.persisted && this.#elsewhere(null);

  /** `base` is the site's root. */
  constructor(
    readonly header: HTMLElement,
    readonly base: URL,
    readonly slug: string,
    private readonly store: Store,
  ) {
    this.#app = imports<RunningModule>("app", PAGE.runner, base);
    this.#names = imports<NamesModule>("names", PAGE.codeReader, base);
    const load = imports<EditorModule>("editor", PAGE.codeEditor, base);
    const editor = () => load().catch((error: unknown) => (this.#noEditor(error), Promise.reject(error)));
    const say = (text: string) => this.bar.say(text);
    const intent = () => void this.#intent();
    const withSession = (what: (session: Running) => void) => void this.#withSession(what);
    this.bar = new Bar({
      runAll: () => withSession((session) => session.runAll()),
      runOutdated: () => withSession((session) => session.runOutdated()),
      restart: () => withSession((session) => session.restart()),
      stop: () => this.#session?.stop(),
      intent,
    });
    const commands = {
      run: (cell: Cell, goOn: boolean) => {
        if (goOn) this.#goOn(cell);
        withSession((session) => session.run(cell));
      },
      stop: () => this.#session?.stop(),
      intent,
      say,
      changed: () => this.judge(),
    };
    const roots = [...document.querySelectorAll<HTMLElement>(".tt-cell")].filter(
      (root) => !/\bpython-only\b/.test(root.dataset.tags ?? ""),
    );
    const place = places();
    this.cells = roots.map((root) => new Cell(root, slug, store, commands, editor, place.get(root) ?? ""));
    this.freshness = new Freshness(this.cells);
    const byId = new Map(this.cells.map((cell) => [cell.id, cell]));
    const progressed = () => showInLesson(store, slug, this.exercises.length);
    const exerciseCommands = {
      checks: (exercise: Exercise) => withSession((session) => session.check(exercise)),
      intent,
      say,
      progressed,
    };
    this.exercises = [...document.querySelectorAll<HTMLElement>("section.tt-exercise")]
      .filter((section) => byId.has(`${section.id}-starter`) && byId.has(`${section.id}-check`))
      .map((section) => new Exercise(section, byId, slug, store, exerciseCommands));
    header.append(this.bar.element);
    header.classList.add("tt-alive"); // the style sheet keeps the bar's place free until here
    progressed();
    addEventListener("hashchange", this.#hash);
    addEventListener("storage", this.#stored);
    addEventListener("pageshow", this.#back);
    addEventListener("beforeprint", this.#print);
    this.#fromLink();
    this.judge();
  }

  standing(cell: Cell): Standing {
    return this.freshness.standing(cell, cell.result);
  }

  /**
   * Says of each cell and verdict whether it is of the code that the page has now. `told`: the cell that has just said
   * how it ran.
   */
  judge(told?: Cell): void {
    if (!this.freshness) return; // drafts are put back before the page is complete
    const touched = this.cells.some((cell) => cell.source.changed || cell.result);
    if (touched && !this.freshness.reads && !this.#asked) return void this.#askNames(told);
    let outdated = 0;
    for (const cell of this.cells) {
      if (cell.tools.busy) continue;
      const standing = touched ? this.standing(cell) : "fresh";
      if (cell.kind === "code" && (standing === "changed" || standing === "outdated")) outdated++;
      cell.stand(standing, cell === told);
    }
    this.bar.outdated(outdated);
    for (const exercise of this.exercises) exercise.stale(this.#verdictOld(exercise));
  }

  async #askNames(told?: Cell): Promise<void> {
    for (const cell of this.cells) if (cell.source.changed && !cell.tools.busy) cell.stand("changed", cell === told);
    try {
      this.freshness.read(await this.#names());
    } catch {
      // without it, every cell below a changed one counts as out of date
    }
    this.#asked = true;
    this.judge(told);
  }

  #verdictOld({ starter, check, judged }: Exercise): boolean {
    if (!judged) return false;
    const standings = [
      this.freshness.standing(starter, judged.starter),
      judged.check ? this.freshness.standing(check, judged.check, check.source.original) : "fresh",
    ];
    return standings.includes("changed") || standings.includes("outdated");
  }

  #elsewhere(key: string | null): void {
    for (const cell of this.cells)
      if (this.store.isDraft(key, this.slug, cell.id, cell.source.original)) cell.elsewhere();
  }

  /** Material's instant navigation has put another page in this one's place. */
  dispose(): void {
    removeEventListener("hashchange", this.#hash);
    removeEventListener("storage", this.#stored);
    removeEventListener("pageshow", this.#back);
    removeEventListener("beforeprint", this.#print);
    this.#session?.dispose();
    this.bar.dispose();
  }

  #goOn(cell: Cell): void {
    const visible = this.cells.filter((other) => other.root.checkVisibility?.() ?? true);
    const next = visible[visible.indexOf(cell) + 1];
    if (!next) return;
    if (next.source.open) next.edit(true);
    else next.tools.run.focus({ preventScroll: true });
    next.root.scrollIntoView({ block: "nearest" });
  }

  async #intent(): Promise<void> {
    if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
    try {
      (await this.#open()).prefetch();
    } catch {
      // running will say what is wrong
    }
  }

  async #open(): Promise<Running> {
    const module = await this.#app();
    return (this.#session ??= module.start(this));
  }

  async #withSession(what: (session: Running) => void): Promise<void> {
    if (!this.#session) this.bar.status(PAGE.loadingPage);
    let session: Running;
    try {
      session = await this.#open();
    } catch (error) {
      this.bar.status("");
      return this.bar.message(
        messageOf(error),
        ...wayOut(error, () => void this.#withSession(what), this.bar, this.base),
      );
    }
    what(session);
  }

  /** The plain text area stays; CodeMirror takes its place when it comes. */
  #noEditor(error: unknown): void {
    const again = () => {
      (document.activeElement as HTMLElement | null)?.blur(); // the editor is fetched when the field gets the focus
      for (const cell of this.cells) if (cell.source.open) cell.edit(true);
    };
    this.bar.message(PAGE.plainEditor(messageOf(error)), ...wayOut(error, again, this.bar, this.base));
  }

  #fromLink(): void {
    const link = fromFragment(location.hash);
    if (link.kind === "none") return;
    if (link.kind === "broken") return this.bar.message(PAGE.linkBroken);
    if (link.kind === "newer") return this.bar.message(PAGE.linkVersion);
    const cell = this.cells.find((other) => other.id === link.cell);
    if (!cell) return this.bar.message(PAGE.linkCell(link.cell));
    for (let parent = cell.root.parentElement; parent; parent = parent.parentElement) {
      if (parent instanceof HTMLDetailsElement) parent.open = true;
    }
    cell.fill(link.code);
    cell.root.scrollIntoView({ block: "center" });
  }
}
