/** A lesson page made alive: its cells, exercises and bar. What runs them is fetched when the reader asks (`Session`). */
import type { Session, SessionModule } from "./app.ts";
import { Bar } from "./bar.ts";
import { Cell } from "./cell.ts";
import type { EditorModule } from "./editor.ts";
import { Exercise } from "./exercise.ts";
import { imports } from "./fetching.ts";
import { showInLesson } from "./progress.ts";
import { fromFragment } from "./share.ts";
import type { Store } from "./store.ts";
import { messageOf, wayOut } from "./way-out.ts";
import { PAGE } from "./texts.ts";

export class Page {
  readonly cells: readonly Cell[];
  readonly exercises: readonly Exercise[];
  readonly bar: Bar;
  #session: Session | null = null;
  readonly #app: () => Promise<SessionModule>;
  #hash = () => this.#fromLink();

  /** `base` is the site's root. */
  constructor(
    readonly header: HTMLElement,
    readonly base: URL,
    readonly slug: string,
    private readonly store: Store,
  ) {
    this.#app = imports<SessionModule>("app", PAGE.runner, base);
    const load = imports<EditorModule>("editor", PAGE.codeEditor, base);
    const editor = () => load().catch((error: unknown) => (this.#noEditor(error), Promise.reject(error)));
    const say = (text: string) => this.bar.say(text);
    const intent = () => void this.#intent();
    const withSession = (what: (session: Session) => void) => void this.#withSession(what);
    this.bar = new Bar({
      runAll: () => withSession((session) => session.runAll()),
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
    };
    const roots = [...document.querySelectorAll<HTMLElement>(".tt-cell")].filter((root) => !/\bpython-only\b/.test(root.dataset.tags ?? ""));
    this.cells = roots.map((root) => new Cell(root, slug, store, commands, editor));
    const byId = new Map(this.cells.map((cell) => [cell.id, cell]));
    const progressed = () => showInLesson(store, slug, this.exercises.length);
    const exerciseCommands = { checks: (exercise: Exercise) => withSession((session) => session.check(exercise)), intent, say, progressed };
    this.exercises = [...document.querySelectorAll<HTMLElement>("section.tt-exercise")]
      .filter((section) => byId.has(`${section.id}-starter`) && byId.has(`${section.id}-check`))
      .map((section) => new Exercise(section, byId, slug, store, exerciseCommands));
    header.append(this.bar.element);
    header.classList.add("tt-alive"); // the style sheet keeps the bar's place free until here
    progressed();
    addEventListener("hashchange", this.#hash);
    this.#fromLink();
  }

  /** Material's instant navigation has put another page in this one's place. */
  dispose(): void {
    removeEventListener("hashchange", this.#hash);
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

  async #open(): Promise<Session> {
    const module = await this.#app();
    return (this.#session ??= module.start(this));
  }

  async #withSession(what: (session: Session) => void): Promise<void> {
    if (!this.#session) this.bar.status(PAGE.loadingPage);
    let session: Session;
    try {
      session = await this.#open();
    } catch (error) {
      this.bar.status("");
      return this.bar.message(messageOf(error), ...wayOut(error, () => void this.#withSession(what), this.bar, this.base));
    }
    what(session);
  }

  /** The plain text area stays; CodeMirror takes its place when it comes. */
  #noEditor(error: unknown): void {
    const again = () => {
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
