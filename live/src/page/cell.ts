/** One code cell of the page: its code, its buttons, its draft. Running is somebody else's job (`Commands`). */
import { onIntent, steadily, wordButton } from "../ui/dom.ts";
import { CellDraft } from "./draft.ts";
import type { Run, Standing } from "./freshness.ts";
import { toFragment } from "./share.ts";
import { type LoadEditor, Source } from "./source.ts";
import type { Store } from "./store.ts";
import { PAGE, RUN } from "./texts.ts";
import { Toolbar } from "./toolbar.ts";

export type Kind = "code" | "exercise" | "solution" | "check";

/** What a cell asks of the page. */
export interface Commands {
  run(cell: Cell, goOn: boolean): void;
  stop(): void;
  /** The reader is about to run: fetch what will be needed. */
  intent(): void;
  /** Said to screen readers. */
  say(text: string): void;
  /** The cell's code or what it shows is another: others may be out of date. */
  changed(): void;
}

export class Cell {
  readonly id: string;
  readonly kind: Kind;
  readonly tags: ReadonlySet<string>;
  readonly source: Source;
  readonly tools: Toolbar;
  /** The build's outputs, as they came with the page. */
  readonly built: HTMLElement | null;
  /** The reader's own, in the place of the build's; null when the build's are shown. */
  own: HTMLElement | null = null;
  /** The run whose outputs are shown; null for the build's. */
  result: Run | null = null;
  readonly #draft: CellDraft;
  #keep = true;
  /** What the cell held before a link's code came, which is shown and not kept; null where it shows no such code. */
  #beforeLink: string | null = null;
  #outputLabel = "";

  constructor(
    readonly root: HTMLElement,
    slug: string,
    private readonly store: Store,
    private readonly commands: Commands,
    loadEditor: LoadEditor,
    /** Which cell this is, in words that a reader sees. */
    place: string,
  ) {
    this.id = root.dataset.cell ?? "";
    this.kind = (root.dataset.kind ?? "code") as Kind;
    this.tags = new Set((root.dataset.tags ?? "").split(" ").filter(Boolean));
    this.built = root.querySelector<HTMLElement>(":scope > .tt-outputs");
    const box = root.querySelector<HTMLElement>(":scope > .tt-source") ?? root;
    this.source = new Source(box, PAGE.editor(place), loadEditor);
    this.source.onChange = () => this.#changed();
    this.#draft = new CellDraft(store, slug, this.id, this.source.original);
    this.tools = new Toolbar(PAGE.toolsOf(place), {
      run: () => this.run(false),
      edit: () => (this.source.open ? this.close() : this.edit()),
      reset: () => this.reset(),
      stop: () => commands.stop(),
      share: () => void this.#share(),
    });
    box.after(this.tools.element);
    root.classList.add("tt-alive");
    this.#listen();
    this.#restore();
  }

  get runnable(): boolean {
    return !this.tags.has("python-only");
  }

  run(goOn: boolean): void {
    if (this.tools.run.getAttribute("aria-disabled") === "true") return;
    // A link's code is kept now, where that takes no draft's place; nothing else: another tab's draft may be newer.
    if (this.#beforeLink === this.source.original) this.#keepNow();
    this.commands.run(this, goOn);
  }

  edit(focus = true): void {
    this.source.edit(focus);
    this.#editing(true);
  }

  close(): void {
    this.source.close();
    this.#editing(false);
  }

  #editing(yes: boolean): void {
    this.tools.editing(yes);
    this.root.classList.toggle("tt-editing", yes);
  }

  /** The lesson's own code and output. */
  reset(): void {
    this.#replace(this.source.original);
    this.show(null);
    this.result = null;
    this.tools.result("");
    this.#mark();
    this.commands.changed();
    this.commands.say(PAGE.resetDone);
  }

  /**
   * Says whether what the cell shows is of the code as the page has it now; with `quiet` beside what has just been
   * said.
   */
  stand(standing: Standing, quiet: boolean): void {
    const shown = this.own ?? this.built;
    const tells = shown !== null || (standing === "changed" && this.kind === "code");
    const old = tells && standing !== "fresh";
    this.root.classList.toggle("tt-outdated", old);
    if (shown) {
      this.#outputLabel ||= this.built?.getAttribute("aria-label") ?? "";
      if (!old) shown.setAttribute("aria-label", this.own ? RUN.outputOf : this.#outputLabel);
      else shown.setAttribute("aria-label", PAGE.outputOf[this.own ? "own" : "build"]);
    }
    const run = (label: string) => wordButton(label, () => this.run(false));
    const content: (Node | string)[] = [];
    if (standing === "changed")
      content.push(PAGE.changedSince, run(PAGE.runIt), !this.own && this.built ? ` · ${PAGE.ofOriginal}` : "");
    else if (!this.own) content.push(PAGE.ofOriginal);
    else content.push(standing === "lost" ? PAGE.lost : PAGE.outdated, run(PAGE.runAgain));
    this.tools.stands(old ? `${standing}${this.own ? "" : " build"}` : "", quiet && standing !== "changed", ...content);
  }

  /** Another tab may have kept, or forgotten, code for the cell. */
  elsewhere(): void {
    const code = this.#draft.news();
    if (code === null || code === this.source.code) return;
    this.tools.notice(
      PAGE.elsewhere,
      [PAGE.elsewhereUse, () => this.#replace(code)],
      [PAGE.elsewhereKeep, () => this.#keepNow()],
    );
  }

  /** Puts the reader's outputs in the place of the build's; null brings the build's back. */
  show(own: HTMLElement | null): void {
    steadily(this.root, () => {
      (this.own ?? this.built)?.remove();
      this.own = own;
      const shown = own ?? this.built;
      if (shown) this.root.append(shown);
    });
    this.tools.offer(this.tools.reset, own !== null || this.source.changed);
  }

  /** Code from a link: shown, not run, and no draft until the reader works with it. */
  fill(code: string): void {
    if (code === this.source.code) return this.#beforeLink === null ? this.tools.notice(PAGE.sharedSame) : undefined;
    const before = this.#beforeLink ?? this.source.code;
    const mine = before !== this.source.original;
    this.#put(code);
    this.#beforeLink = before;
    this.edit(false);
    this.tools.notice(PAGE.sharedCode, [mine ? PAGE.sharedMine : PAGE.sharedUndo, () => this.source.set(before)]);
  }

  /** Shows code without keeping it as a draft. */
  #put(code: string): void {
    this.#keep = false;
    this.source.set(code);
    this.#keep = true;
  }

  /** Code that the reader asked for: kept as a draft. */
  take(code: string): void {
    this.#replace(code);
    this.edit();
  }

  /** Puts code in the place of the reader's own, which can be had back: an editor that was not open knows of none. */
  #replace(code: string): void {
    const before = this.#beforeLink ?? this.source.code;
    this.tools.clearNotice();
    this.source.set(code);
    if (before !== code && before !== this.source.original)
      this.tools.notice(PAGE.replaced, [PAGE.sharedMine, () => this.source.set(before)]);
  }

  #listen(): void {
    this.root.addEventListener("keydown", (event) => this.#key(event), true);
    onIntent(this.tools.run, () => this.commands.intent());
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing || event.altKey) return;
    const inPlace = event.ctrlKey || event.metaKey;
    if (!inPlace && !event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) this.run(!inPlace);
  }

  #restore(): void {
    this.#put(this.#draft.code);
    this.#offerEarlier();
  }

  /** One after the other, until the reader has decided on each. */
  #offerEarlier(): void {
    const code = this.#draft.earlier(this.source.code);
    if (code === undefined) return;
    const drop = () => this.#draft.drop(code);
    this.tools.notice(
      PAGE.stale,
      [PAGE.staleUse, () => (drop(), this.take(code))],
      [PAGE.staleDrop, () => (drop(), this.#offerEarlier())],
    );
  }

  #changed(): void {
    this.#keepNow();
    this.#mark();
    this.commands.changed();
  }

  #keepNow(): void {
    if (!this.#keep) return;
    this.#beforeLink = null;
    const kept = this.#draft.keep(this.source.code);
    if (!kept && this.store.complain()) this.tools.notice(PAGE.notKept, [PAGE.dismiss, () => {}]);
    // now that it is the reader's, a reload must not bring the link's code back
    if (location.hash.startsWith(`#code=v1.${this.id}.`))
      history.replaceState(history.state, "", location.pathname + location.search);
  }

  #mark(): void {
    const { changed } = this.source;
    if (changed === this.root.classList.contains("tt-changed")) return;
    this.root.classList.toggle("tt-changed", changed);
    this.tools.changed(changed);
    this.tools.offer(this.tools.reset, changed || this.own !== null);
  }

  async #share(): Promise<void> {
    const fragment = toFragment(this.id, this.source.code);
    if (!fragment) return this.tools.notice(PAGE.shareTooLong);
    try {
      await navigator.clipboard.writeText(location.href.split("#")[0] + fragment);
      this.tools.notice(PAGE.shareCopied);
    } catch {
      history.replaceState(history.state, "", fragment); // no clipboard: over plain http, or refused
      this.tools.notice(PAGE.shareAddress);
    }
  }
}
