/** The tokenizer playground. */
import { button, make, wordButton } from "../../ui/dom.ts";
import { byteLength } from "../../tokenizers/unicode.ts";
import { TokenizerWorker, wellFormed } from "../../encoder/client.ts";
import { firstDifference, tokensOver } from "../compare.ts";
import { copyButton } from "../../ui/copy.ts";
import { acceptDrops } from "../../ui/drops.ts";
import { messageOf } from "../../ui/errors.ts";
import { fromFragment, toFragment } from "../../ui/link.ts";
import { HEROES, MODELS, inLoadingOrder } from "../../encoder/models.ts";
import type { Model } from "../../encoder/models.ts";
import { LossNotice, Notice } from "../../ui/notice.ts";
import { fieldsOnPaper, onPaper } from "../paper.ts";
import { type Lent, type Preset, lend, presetRow } from "../presets.ts";
import { tokenizerFiles } from "../../encoder/built.ts";
import { textOf } from "../../ui/textfile.ts";
import { putText } from "../change.ts";
import { Undo } from "../undo.ts";
import { Work, type Kind } from "../work.ts";
import { Controls } from "./controls.ts";
import { Merges } from "./merges.ts";
import { opening } from "./opening.ts";
import { Panel } from "./panel.ts";
import { OFFERED, FIRST, KEPT, LONGEST_DRAFT, LONGEST_TEXT, type Options, type Shown, charactersIn, kept, packed, parsed, tooLong, unpacked } from "./state.ts";
import { PRESETS, TEXTS } from "./texts.ts";
import type { State } from "./texts.ts";
import { ICONS } from "../icons.ts";

export class TokenApp {
  readonly #worker: TokenizerWorker;
  readonly #area = make("textarea", "tt-play-text");
  readonly #counts = make("p", "tt-play-counts");
  readonly #notice = new Notice(TEXTS.dismiss);
  readonly #loss = new LossNotice(TEXTS.dismiss, TEXTS.unkept);
  readonly #controls: Controls;
  readonly #difference = make("p", "tt-difference");
  readonly #grid = make("div", "tt-token-grid");
  readonly #said = make("div", "tt-hidden");
  readonly #panels = new Map<string, Panel>();
  readonly #merges: Merges;
  readonly #work: Work;
  readonly #undo: Undo;
  #state: State;
  #draft: string | null = null;
  #lent: Lent<Options> = {};
  #edition = 0;
  #queued = false;
  #telling = 0;
  #mergesOpened = false;
  #cut: number[] | null = null;

  constructor(readonly root: HTMLElement) {
    this.#worker = new TokenizerWorker((files) => {
      for (const panel of this.#panels.values()) panel.loading(files.find(({ url }) => url === tokenizerFiles[panel.model.repo]?.url));
    });
    this.#controls = new Controls(OFFERED, (part) => this.#change(part, "show" in part ? "view" : "options"));
    this.#merges = new Merges(this.#worker, OFFERED);
    this.#work = new Work(KEPT, { show: (text) => this.#restore(text), changed: () => this.#undo.look(), kept: (kept) => this.#loss.because("storage", !kept) });
    this.#undo = new Undo(root, this.#work, TEXTS, (text) => (this.#said.textContent = text));
    const begun = this.#work.begin();
    const shown = (begun && parsed(begun.text)) ?? FIRST;
    this.#state = shown.state;
    const [first] = inLoadingOrder(MODELS.filter(({ id }) => this.#state.models.includes(id))); // on its way while the page is made
    if (first) this.#worker.load(first.repo, first.name).catch(() => {});
    this.#build();
    addEventListener("hashchange", () => this.#work.arrive() && void this.#follow(null));
    // What the link says comes first: nothing else is shown before. Without a link this costs no time.
    if (location.hash.startsWith("#v") && !begun?.here) void this.#follow(shown);
    else {
      if (!begun?.here) this.#work.settle();
      this.#take(shown, "view");
      this.#tellLeft(shown.left, TEXTS.thisTab);
    }
  }

  #build(): void {
    const label = make("label", "tt-play-label", TEXTS.text);
    label.htmlFor = this.#area.id = "tt-play-text";
    this.#area.spellcheck = false;
    this.#area.rows = 5;
    this.#area.dir = "auto";
    for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) this.#area.setAttribute(name, "off");
    this.#area.addEventListener("input", () => this.#typed());
    this.#difference.setAttribute("aria-live", "off");
    this.#said.setAttribute("role", "status");
    const file = acceptDrops(this.root, {
      file: (chosen) => void this.#read(chosen),
      text: (text) => this.#dropped(text, TEXTS.droppedText),
      nothing: () => this.#notice.say(TEXTS.notText),
    });
    const words = { label: TEXTS.share, copied: TEXTS.shared, failed: TEXTS.copyFailed };
    const tools = make("div", "tt-play-tools",
      button(ICONS.open, TEXTS.open, () => file.click()),
      copyButton(words, () => this.#link(), "share"),
      ...this.#undo.buttons,
      button(ICONS.clear, TEXTS.clear, () => {
        this.#change({ text: "" }, "clear");
        this.#area.focus();
      }),
      file,
    );
    this.root.replaceChildren(
      presetRow(TEXTS.presets, PRESETS, (preset) => this.#example(preset)),
      label, this.#area, make("div", "tt-play-under", this.#counts, tools), this.#notice.element, this.#loss.element,
      this.#controls.element, this.#difference, this.#grid, this.#merges.element, this.#said,
    );
    onPaper((paper) => fieldsOnPaper(this.root, paper));
    this.root.classList.add("tt-alive");
  }

  async #read(file: File): Promise<void> {
    const found = await textOf(file);
    if ("why" in found) this.#notice.say(TEXTS.fileWrong(found.why));
    else this.#dropped(found.text, file.name);
  }

  #dropped(text: string, name: string): void {
    if (tooLong(text)) this.#notice.say(TEXTS.fileTooLong(name, LONGEST_TEXT));
    else this.#change({ text }, "file");
  }

  /** What an example switches on stays on for this example only. */
  #example({ state: { text, add } }: Preset<State>): void {
    const { options, lent } = lend<Options>({ add: this.#state.add, split: this.#state.split }, this.#lent, add ? { add } : {});
    this.#take({ state: { ...this.#state, ...options, text }, draft: null, lent }, "example");
  }

  #typed(): void {
    const text = this.#area.value;
    if (tooLong(text)) {
      this.#draft = text;
      this.#sayTooLong(text);
    } else {
      this.#draft = null;
      this.#notice.clear();
      this.#state = { ...this.#state, text: wellFormed(text) };
      this.#soon();
    }
    this.#loss.because("length", (this.#draft?.length ?? 0) > LONGEST_DRAFT);
    this.#note("typed");
  }

  #sayTooLong(text: string): void {
    this.#notice.say(TEXTS.tooLong(LONGEST_TEXT, charactersIn(text)));
  }

  #change(part: Partial<State>, kind: Kind): void {
    const { models, ...others } = part;
    const draft = part.text === undefined ? this.#draft : null;
    this.#take({ state: { ...this.#state, ...others, models: models?.length ? models : this.#state.models }, draft, lent: this.#lent }, kind);
  }

  #note(kind: Kind): void {
    this.#work.note(kept(this.#state, this.#draft, this.#lent), kind);
  }

  /** Undo, redo, Back. */
  #restore(text: string): boolean {
    const shown = parsed(text);
    if (shown) this.#take(shown, null);
    return shown !== null;
  }

  #tellLeft(left: readonly string[], from: string): void {
    if (left.length) this.#notice.say(TEXTS.leftOut(left, from));
  }

  /** Puts a state into the page, and notes it as what `kind` says; null if it has been noted. */
  #take({ state, draft, lent }: Omit<Shown, "left">, kind: Kind | null): void {
    this.#notice.clear();
    putText(this.#area, draft ?? state.text);
    if (state.text.includes("\r")) this.#notice.say(TEXTS.lineEnds, false);
    this.#draft = draft;
    this.#lent = lent;
    this.#state = { ...state, text: wellFormed(draft === null ? this.#area.value : state.text) };
    if (draft !== null) this.#sayTooLong(draft);
    this.#loss.because("length", (draft?.length ?? 0) > LONGEST_DRAFT);
    if (kind) this.#note(kind);
    this.#controls.set(this.#state);
    for (const model of OFFERED) if (!this.#panels.has(model.id) && state.models.includes(model.id)) this.#panels.set(model.id, this.#panel(model));
    for (const { id, repo } of OFFERED) if (!state.models.includes(id)) this.#worker.forget(repo);
    const shown = OFFERED.filter(({ id }) => state.models.includes(id)).map(({ id }) => this.#panels.get(id)!.element);
    if (shown.length !== this.#grid.childElementCount || shown.some((element, i) => element !== this.#grid.children[i])) this.#grid.replaceChildren(...shown);
    this.#update();
  }

  /** `instead`: what is shown where the link has nothing; null is what is there. */
  async #follow(instead: Shown | null): Promise<void> {
    const { hash } = location;
    const link = await fromFragment(hash, unpacked);
    if (hash !== location.hash) return; // there is a newer one
    if (link.kind === "state") {
      this.#take(link.state, "link");
      return this.#tellLeft(link.state.left, TEXTS.thisLink);
    }
    if (instead) this.#take(instead, "view");
    if (link.kind === "none") return this.#work.settle();
    this.#notice.say(link.kind === "newer" ? TEXTS.linkNewer : TEXTS.linkBroken);
  }

  async #link(): Promise<string | null> {
    const fragment = await toFragment(packed(this.#state));
    if (fragment === null) this.#notice.say(TEXTS.linkTooLong);
    return fragment && new URL(fragment, location.href).href;
  }

  #panel(model: Model): Panel {
    return new Panel(model, {
      point: (from, span) => this.#pointed(from, span),
      merges: (panel, word) => this.#merges.open(panel.model, word, true),
      retry: () => this.#update(),
    });
  }

  #shown(): Panel[] {
    return this.#state.models.map((id) => this.#panels.get(id)!).sort((a, b) => OFFERED.indexOf(a.model) - OFFERED.indexOf(b.model));
  }

  /** Once a frame at most, so that typing comes first. */
  #soon(): void {
    this.#edition += 1; // what is still under way must not say that the page is up to date
    this.#grid.setAttribute("aria-busy", "true");
    if (this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      this.#update();
    });
  }

  #update(): void {
    const edition = (this.#edition += 1);
    const state = this.#state;
    this.#grid.setAttribute("aria-busy", "true");
    const characters = charactersIn(state.text);
    const bytes = byteLength(state.text);
    this.#counts.textContent = TEXTS.counts(characters, bytes, null);
    for (const panel of this.#shown()) if (!this.#worker.has(panel.model.repo)) panel.before(opening(panel.model.repo, state), state);
    void this.#all(edition, state, (words) => (this.#counts.textContent = TEXTS.counts(characters, bytes, words)));
  }

  /** The smallest tokenizer first: its tokens are on the screen before the next one is fetched. */
  async #all(edition: number, state: State, counted: (words: number) => void): Promise<void> {
    const inOrder = inLoadingOrder(MODELS.filter(({ id }) => state.models.includes(id))).map(({ id }) => this.#panels.get(id)!);
    const [first, ...others] = inOrder;
    if (!first) return;
    const cold = !this.#worker.has(first.model.repo);
    const encoded = this.#encode(first, state);
    if (cold) await encoded;
    await Promise.all([encoded, ...others.map((panel) => this.#encode(panel, state))]);
    const words = await this.#worker.words(state.text);
    if (edition !== this.#edition) return;
    if (words !== null) counted(words);
    for (const panel of inOrder) panel.ratios(words);
    this.#compare();
    this.#tell();
    this.#grid.setAttribute("aria-busy", "false");
    if (this.#mergesOpened || !first.tokens) return;
    this.#mergesOpened = true;
    this.#merges.open(HEROES[0]!, "strawberries", false);
  }

  async #encode(panel: Panel, state: State): Promise<void> {
    const { repo, name } = panel.model;
    try {
      const loading = this.#worker.load(repo, name);
      const tokens = await this.#worker.encode(repo, state.text, { addSpecial: state.add, splitSpecial: state.split });
      if (tokens) {
        panel.set(tokens, await loading, state);
        panel.ratios(null);
      }
    } catch (error) {
      panel.failed(messageOf(error));
    }
  }

  #compare(): void {
    const panels = this.#shown().filter((panel) => panel.tokens);
    const at = (this.#cut = firstDifference(panels.map((panel) => panel.tokens!)));
    panels.forEach((panel, k) => panel.view.markDifference(at?.[k] ?? null));
    if (panels.length < 2 || !this.#state.text) return this.#difference.replaceChildren();
    if (!at) return this.#difference.replaceChildren(TEXTS.noDifference);
    const starts = panels.map((panel, k) => panel.tokens!.starts[at[k]!]).filter((start) => start !== undefined);
    const go = wordButton(TEXTS.goThere, () => panels.forEach((panel, k) => panel.view.reveal(this.#cut?.[k] ?? 0)));
    this.#difference.replaceChildren(TEXTS.difference(Math.min(...starts)), " ", go);
  }

  #pointed(from: Panel, span: [number, number] | null): void {
    for (const panel of this.#shown()) {
      if (panel !== from) panel.same(span && panel.tokens && tokensOver(panel.tokens, ...span), span !== null);
    }
  }

  /** For screen readers, when typing rests. */
  #tell(): void {
    window.clearTimeout(this.#telling);
    this.#telling = window.setTimeout(() => {
      this.#said.textContent = this.#shown().filter((panel) => panel.tokens).map((panel) => TEXTS.said(panel.model.name, panel.tokens!.ids.length)).join(" ");
    }, 900);
  }
}
