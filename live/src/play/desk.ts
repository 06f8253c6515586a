/**
 * What both playgrounds' controllers do alike: keep the reader's work, follow links, show the panels of the chosen
 * tokenizers, update
 * once a frame at most, and tell screen readers when typing rests.
 */
import { tokenizerFiles } from "../encoder/built.ts";
import { TokenizerWorker } from "../encoder/client.ts";
import type { Model } from "../encoder/models.ts";
import type { Tokens } from "../encoder/protocol.ts";
import type { FileProgress } from "../files/files.ts";
import { NOTHING } from "../own/bundle.ts";
import { OwnCollection } from "../own/collection.ts";
import { missingPanel } from "../own/missing.ts";
import type { Own } from "../own/own.ts";
import { OwnView } from "../own/view.ts";
import { make } from "../ui/dom.ts";
import { acceptDrops } from "../ui/drops.ts";
import { messageOf } from "../ui/errors.ts";
import { fromFragment, toFragment } from "../ui/link.ts";
import { LossNotice, Notice } from "../ui/notice.ts";
import { Bringing, type BringingEvents } from "./bringing.ts";
import { Offer } from "./offer.ts";
import { Strip } from "./strip.ts";
import { UNDO_FORGETS, UNDO_SHORTER } from "./texts.ts";
import { Undo, type UndoWords } from "./undo.ts";
import { type Kind, Work } from "./work.ts";

const REST = 900; // milliseconds without typing, before a screen reader is told

export interface DeskWords extends UndoWords {
  dismiss: string;
  unkept: string;
  thisLink: string;
  thisTab: string;
  linkTooLong: string;
  linkBroken: string;
  linkNewer: string;
  leftOut(what: readonly string[], from: string): string;
}

/** What a reader sees, with what had to be left out of a link or of what the tab kept. */
interface Shown {
  left: readonly string[];
}

interface DeskPanel {
  readonly model: Model;
  readonly element: HTMLElement;
  readonly tokens: Tokens | null;
  loading(file?: FileProgress): void;
}

export interface DeskEvents<State extends Shown, Panel extends DeskPanel> extends BringingEvents {
  /** The state in what a tab kept; null if it is nothing of this page. */
  parsed(text: string): State | null;
  /** The state in a link's value; null if it is none. */
  unpacked(value: unknown): State | null;
  /** Puts a state into the page, and notes it as what `kind` says. */
  take(state: State, kind: Kind): void;
  /** What a link shows, of which some may stay as it is. */
  linked(state: State): State;
  /** Undo, redo, Back; what is shown then, or null where the text is no state. */
  restore(text: string): string | null;
  panel(model: Model): Panel;
  update(): void;
  /** Something of the reader's is to be shown; `again`: it had been removed. */
  showOwn(own: Own, again: boolean): void;
  /** A model's id has become another, or none; the models on offer have changed. */
  offer(before: string | null, now: string | null): void;
  /** What a link names is neither here nor remembered by this device. */
  lacking?(): void;
  dropped(text: string, on: Element): void;
  notText(): void;
}

export class Desk<State extends Shown, Panel extends DeskPanel> {
  readonly worker: TokenizerWorker;
  readonly notice: Notice;
  readonly loss: LossNotice;
  readonly said = make("div", "tt-hidden");
  readonly grid: HTMLElement;
  readonly strip = new Strip();
  readonly panels = new Map<string, Panel>();
  readonly own: OwnCollection;
  readonly offer: Offer;
  readonly ownView: OwnView;
  /** Hidden, to open. */
  readonly inputs: { files: HTMLInputElement; folder: HTMLInputElement };
  readonly #bringing: Bringing;
  readonly #missing = new Map<string, HTMLElement>();
  #chosen: readonly string[] = [];
  readonly undo: Undo;
  readonly #work: Work;
  #queued = false;
  #telling = 0;

  /**
   * `key`: where the tab keeps the work; `offered`: the build's tokenizers of the page, in their order; `templates`:
   * templates without a tokenizer have a place here.
   */
  constructor(
    root: HTMLElement,
    key: string,
    grid: string,
    offered: readonly Model[],
    templates: boolean,
    readonly words: DeskWords,
    readonly events: DeskEvents<State, Panel>,
  ) {
    this.notice = new Notice(words.dismiss);
    this.loss = new LossNotice(words.dismiss, words.unkept);
    this.grid = make("div", grid);
    this.said.setAttribute("role", "status");
    this.worker = new TokenizerWorker((files) => {
      for (const panel of this.panels.values())
        panel.loading(files.find(({ url }) => url === (tokenizerFiles[panel.model.repo]?.url ?? panel.model.repo)));
      this.ownView.progress(files);
    });
    this.own = new OwnCollection(
      this.worker,
      (before, own) => this.#ownChanged(before, own),
      (own) => this.ownView.unkept(own),
    );
    this.offer = new Offer(offered, this.own, templates);
    this.inputs = acceptDrops(root, {
      files: (files, on) => void this.#bringing.bring(files, on),
      text: (text, on) => events.dropped(text, on),
      nothing: () => events.notText(),
    });
    this.ownView = new OwnView(this.own, templates, {
      show: (own, again = false) => events.showOwn(own, again),
      say: (text, bad) => this.notice.say(text, bad),
      choose: (what) => this.inputs[what].click(),
      host: () => this.offer.host(null),
    });
    this.#bringing = new Bringing(words.dismiss, this.own, this.ownView, events);
    this.#work = new Work(key, {
      show: (text) => events.restore(text),
      changed: () => this.undo.look(),
      forgot: () => this.notice.say(UNDO_FORGETS, false),
      kept: (kept) => this.loss.because("storage", !kept),
    });
    this.undo = new Undo(root, this.#work, words, (text) => (this.said.textContent = text));
  }

  /** What is told beside the fields. */
  get notices(): HTMLElement[] {
    return [this.notice.element, this.#bringing.element, this.loss.element];
  }

  /** What the page begins with: what this tab kept, or `first`. `ready` makes the page; then the link has its say. */
  begin(first: State, ready: (state: State) => void): void {
    const begun = this.#work.begin();
    const shown = (begun && this.events.parsed(begun.text)) ?? first;
    ready(shown);
    void this.own.recall(() => this.#awaited());
    addEventListener("hashchange", () => this.#work.arrive() && void this.#follow(null));
    // What the link says comes first: nothing else is shown before. Without a link this costs no time.
    if (location.hash.startsWith("#v") && !begun?.here) return void this.#follow(shown);
    if (!begun?.here) this.#work.settle();
    this.events.take(shown, "view");
    if (this.#work.shorter) this.notice.say(UNDO_SHORTER, false);
    this.#tellLeft(shown.left, this.words.thisTab);
  }

  /** Keeps a state as what `kind` says. */
  note(text: string, kind: Kind): void {
    this.#work.note(text, kind);
  }

  /** The address that opens with a state; null, and told, where it would be too long. */
  async link(packed: object): Promise<string | null> {
    const fragment = await toFragment(packed);
    if (fragment === null) this.notice.say(this.words.linkTooLong);
    return fragment && new URL(fragment, location.href).href;
  }

  /** The panels of the chosen tokenizers, in the page's order; those that are new are made. */
  show(chosen: readonly string[]): void {
    const models = this.offer.chosen(chosen);
    for (const model of models) if (!this.panels.has(model.id)) this.panels.set(model.id, this.events.panel(model));
    this.#chosen = chosen;
    const missing = this.offer.missing(chosen);
    const lacking = missing.filter((id) => !this.own.awaits(id));
    // when the page is made
    if (lacking.some((id) => !this.#missing.has(id))) queueMicrotask(() => this.events.lacking?.());
    const shown = [
      ...missing.map((id) => this.#missingPanel(id, !lacking.includes(id))),
      ...models.map(({ id }) => this.panels.get(id)!.element),
    ];
    const same =
      shown.length === this.grid.childElementCount && shown.every((element, i) => element === this.grid.children[i]);
    if (!same) this.grid.replaceChildren(...shown);
  }

  /** Template → whose tokens it has: the panels of those that had others are to be made anew. `keep`: as the device is to remember. */
  lodge(hosts: Readonly<Record<string, string>>, keep: boolean): void {
    const same = (one: string, other: string | null): boolean =>
      other !== null && this.offer.known([one])[0] === this.offer.known([other])[0];
    for (const [id, host] of Object.entries(hosts)) {
      const own = this.own.find(id);
      if (!own || own.facts || same(host, own.host)) continue;
      this.own.lodge(own, host, keep);
      this.panels.delete(own.id);
      this.ownView.list();
    }
  }

  /** An update waits for the next frame: what is still under way is out of date. */
  get queued(): boolean {
    return this.#queued;
  }

  /** Once a frame at most, so that typing comes first. */
  soon(): void {
    this.busy(true);
    if (this.#queued) return;
    this.#queued = true;
    requestAnimationFrame(() => {
      this.#queued = false;
      this.events.update();
    });
  }

  busy(busy: boolean): void {
    const awaited = this.offer.missing(this.#chosen).some((id) => this.own.awaits(id));
    this.grid.setAttribute("aria-busy", String(busy || awaited));
    if (!busy) this.strip.set([...this.panels.values()].filter(({ element }) => element.parentNode === this.grid));
  }

  /** For screen readers, when typing rests. */
  tell(words: () => string): void {
    window.clearTimeout(this.#telling);
    this.#telling = window.setTimeout(() => (this.said.textContent = words()), REST);
  }

  #ownChanged(before: string | null, own: Own | null): void {
    if (before !== null) this.panels.delete(before);
    // whoever had its tokens has to look for others
    for (const { id, facts } of this.own.all) if (!facts) this.panels.delete(id);
    this.ownView.list();
    this.events.offer(before, own && this.offer.shows(own) ? own.id : null);
  }

  /** Less is awaited of what this device remembers. */
  #awaited(): void {
    if (!this.offer.missing(this.#chosen).length) return;
    this.show(this.#chosen);
    this.events.update();
  }

  /** Once it is known to be missing, it is the same element. */
  #missingPanel(id: string, awaited: boolean): HTMLElement {
    const made = this.#missing.get(id) ?? missingPanel(id, awaited, () => this.events.offer(id, null));
    if (!awaited) this.#missing.set(id, made);
    return made;
  }

  /** What a tokenizer of the reader's needs is loaded again; the keyboard stays at its panel. */
  async lookUp(id: string): Promise<void> {
    const own = this.own.find(id);
    if (!own) return;
    const held = this.panels.get(id)?.element.contains(document.activeElement);
    try {
      const { id: now } = await this.own.join(own, NOTHING, own.name);
      const panel = held ? this.panels.get(now)?.element : null;
      (panel?.querySelector<HTMLElement>(".tt-own-told button") ?? panel?.querySelector("button"))?.focus();
    } catch (error) {
      this.notice.say(messageOf(error));
    }
  }

  /** `instead`: what is shown where the link has nothing; null is what is there. */
  async #follow(instead: State | null): Promise<void> {
    const { hash } = location;
    const link = await fromFragment(hash, (value) => this.events.unpacked(value));
    if (hash !== location.hash) return; // there is a newer one
    if (link.kind === "state") {
      this.events.take(this.events.linked(link.state), "link");
      return this.#tellLeft(link.state.left, this.words.thisLink);
    }
    if (instead) this.events.take(instead, "view");
    if (link.kind === "none") return this.#work.settle();
    this.notice.say(link.kind === "newer" ? this.words.linkNewer : this.words.linkBroken);
  }

  #tellLeft(left: readonly string[], from: string): void {
    if (left.length) this.notice.say(this.words.leftOut(left, from));
  }
}
