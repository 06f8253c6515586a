/** The tool "Ids to text": ids as pasted, as tokens and text of one tokenizer, and of all. */
import type { Model } from "../../encoder/models.ts";
import type { Spelled } from "../../encoder/protocol.ts";
import { copyButton } from "../../ui/copy.ts";
import { labelled, make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { textField } from "../../ui/long_text.ts";
import { putText } from "../change.ts";
import { Newest } from "../newest.ts";
import type { Room, Tool } from "../tool.ts";
import { pythonOf } from "./ids_copy.ts";
import { type Fit, fitTable } from "./ids_fit.ts";
import { type FoundIds, nothing } from "./ids_found.ts";
import { readIds } from "./ids_read.ts";
import { IDS } from "./ids_texts.ts";
import { IdsView } from "./ids_view.ts";
import type { State } from "./texts.ts";

export const tool = (room: Room<State>): Tool => new IdsTool(room);

/** What was not read that a sentence names. */
const NAMED = 8;

class IdsTool implements Tool {
  readonly #area = textField("tt-play-text");
  readonly #select = make("select", "tt-field");
  readonly #read = make("div", "tt-ids-read");
  readonly #view = new IdsView();
  readonly #body = make("div", "tt-ids-body", this.#view.element);
  readonly #fits = make("section", "tt-ids-fits");
  readonly #all: HTMLButtonElement;
  #text = "";
  #found: FoundIds = nothing();
  #model: string | null = null;
  /** The tokenizers that are not here yet were asked for. */
  #tryAll = false;
  readonly #newest = new Newest();
  /** What the results are of. */
  #made = "";
  readonly #spelled = new Map<string, Fit>();

  constructor(readonly room: Room<State>) {
    const label = make("label", "tt-play-label", IDS.field);
    label.htmlFor = this.#area.id = "tt-ids-text";
    Object.assign(this.#area, { rows: 4, spellcheck: false, placeholder: IDS.placeholder });
    for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) this.#area.setAttribute(name, "off");
    this.#area.addEventListener("input", () => this.#typed());
    this.#select.addEventListener("change", () => this.#choose(this.#select.value));
    this.#all = wordButton(IDS.tryAll, () => {
      this.#tryAll = true;
      this.#made = ""; // what failed is tried again
      this.#keep("options");
      this.#update();
    });
    this.#read.setAttribute("role", "status");
    const copy = copyButton({ label: IDS.python, copied: IDS.copied, failed: IDS.copyFailed }, () => this.#python());
    room.panel.append(
      make("p", "tt-tool-what", IDS.what),
      label,
      this.#area,
      this.#read,
      make("div", "tt-report-controls", labelled(IDS.tokenizer, this.#select), make("div", "tt-play-tools", copy)),
      this.#body,
      this.#fits,
    );
  }

  show(part: unknown): void {
    const { t, m, a } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
    this.#text = typeof t === "string" ? t : "";
    this.#model = typeof m === "string" ? m : null;
    this.#tryAll = a === 1;
    putText(this.#area, this.#text);
    this.#found = readIds(this.#text);
    this.#update();
  }

  page(): void {
    this.#update();
  }

  #typed(): void {
    this.#text = this.#area.value;
    this.#found = readIds(this.#text);
    this.#keep("typed");
    this.#update();
  }

  #choose(model: string): void {
    this.#model = model;
    this.#keep("options");
    this.#update();
  }

  #keep(kind: "typed" | "options"): void {
    const part = {
      t: this.#text,
      ...(this.#model === null ? {} : { m: this.#model }),
      ...(this.#tryAll ? { a: 1 } : {}),
    };
    this.room.keep(this.#text || this.#model !== null ? part : undefined, kind);
  }

  /** The chosen one; else the first of the page. */
  get #shown(): Model {
    return this.room.offer.firstOf([...(this.#model === null ? [] : [this.#model]), ...this.room.state().models]);
  }

  #update(): void {
    const { models } = this.room.offer;
    const shown = this.#shown;
    this.#select.replaceChildren(...models.map(({ id, name }) => new Option(name, id)));
    this.#select.value = shown.id;
    this.#tell();
    const some = this.#found.items.length > 0;
    this.#body.hidden = this.#fits.hidden = !some;
    if (!some) {
      this.#made = "";
      this.#newest.begin();
      this.#spelled.clear();
      return this.#busy(false);
    }
    const asked = models.filter(({ id, repo }) => id === shown.id || this.#tryAll || this.room.worker.has(repo));
    const made = JSON.stringify([this.#text, shown.id, asked.map(({ repo }) => repo)]);
    if (made === this.#made) return;
    this.#made = made;
    const stale = this.#newest.begin();
    this.#busy(true);
    this.#spelled.clear();
    for (const model of asked) this.#spelled.set(model.id, { model, spelled: null });
    // the chosen one first, then one after the other, so that typing is never behind a queue
    const turns = [shown, ...asked.filter(({ id }) => id !== shown.id).sort((a, b) => a.bytes - b.bytes)];
    void this.#each(shown, turns, stale);
  }

  /** `shown`: the chosen one, as long as this tab hears of it: the page may have another by the end. */
  async #each(shown: Model, models: readonly Model[], stale: () => boolean): Promise<void> {
    for (const model of models) {
      const fit = await this.#fit(model);
      if (stale()) return;
      if (fit) this.#spelled.set(model.id, fit);
      this.#draw(shown);
    }
    this.#busy(false);
    this.room.tell(() => IDS.said(this.#found.items.length, shown.name));
  }

  async #fit(model: Model): Promise<Fit | null> {
    try {
      await this.room.worker.load(model.repo, model.name);
      const spelled = await this.room.worker.spell(model.repo, this.#found.items);
      return spelled && { model, spelled };
    } catch (error) {
      return { model, spelled: null, failed: messageOf(error) };
    }
  }

  #draw(shown: Model): void {
    const fit = this.#spelled.get(shown.id);
    if (fit?.spelled) this.#view.show(fit.spelled, shown);
    this.#view.element.hidden = !fit?.spelled;
    const missing = this.room.offer.models.filter(({ id }) => !this.#spelled.has(id));
    const megabytes = missing.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
    const failed = [...this.#spelled.values()].some((one) => one.failed);
    const had = this.#fits.contains(document.activeElement);
    this.#all.textContent = failed ? IDS.retry : IDS.tryAll;
    this.#fits.replaceChildren(
      make("h3", "tt-report-heading", IDS.fits),
      fitTable([...this.#spelled.values()], shown.id, ({ id }) => this.#choose(id)),
      ...(missing.length || failed
        ? [make("p", "tt-note", this.#all, missing.length ? ` ${IDS.tryAllWhat(megabytes.toFixed(1))}` : "")]
        : []),
    );
    if (had) (this.#fits.querySelector<HTMLElement>(".tt-chosen button") ?? this.#all).focus();
  }

  /** What was read of the text, and what was not. */
  #tell(): void {
    const { items, ignored, from, left, cut } = this.#found;
    if (!this.#text.trim()) return this.#read.replaceChildren();
    const bytes = items.filter((item) => typeof item !== "number").length;
    const said = [items.length ? `${IDS.counts(items.length - bytes, bytes)}.` : IDS.nothing];
    if (from.size) said.push(IDS.from([...from]));
    if (ignored) said.push(IDS.ignored(ignored));
    const grave: string[] = [];
    if (cut) grave.push(IDS.cut);
    if (left.size) {
      const parts = [...left].slice(0, NAMED).map(([what, count]) => IDS.times(what, count));
      grave.push(IDS.left(parts, left.size - parts.length));
    }
    this.#read.replaceChildren(
      make("p", "tt-play-counts", said.join(" ")),
      ...grave.map((text) => make("p", "tt-ids-left", text)),
    );
  }

  #busy(busy: boolean): void {
    this.#body.setAttribute("aria-busy", String(busy));
  }

  #python(): string | null {
    const model = this.#shown;
    const spelled: Spelled | null | undefined = this.#spelled.get(model.id)?.spelled;
    if (!spelled) return null;
    return pythonOf(model.from ?? model.repo, spelled.tokens.ids, this.#found.items, spelled.text);
  }
}
