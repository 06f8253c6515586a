/** The tool "Differences": where tokenizers cut the text of the first tab differently, and what it costs beside English. */
import { wellFormed } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import { copyButton } from "../../ui/copy.ts";
import { labelled, make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { textField } from "../../ui/long_text.ts";
import { putText } from "../change.ts";
import { Newest } from "../newest.ts";
import { retryNote } from "../retry_note.ts";
import type { Room, Tool } from "../tool.ts";
import { type Stretch, shareOf, stretches } from "./cuts.ts";
import { pythonOf } from "./differences_copy.ts";
import { DIFFERENCES } from "./differences_texts.ts";
import { type Cut, markedText, placesTable } from "./differences_view.ts";
import { languageTable } from "./language_table.ts";
import { charactersIn, LONGEST_TEXT, tooLong } from "./long.ts";
import { ModelChoices } from "./model_choices.ts";
import type { State } from "./texts.ts";

/** Paragraphs that say the same (scripts/course/reference/samples.toml, by way of live/build/play.mjs). */
declare const PLAY_SAMPLES: readonly { name: string; text: string }[];

export const tool = (room: Room<State>): Tool => new Differences(room);

class Differences implements Tool {
  readonly #models = new ModelChoices(DIFFERENCES.choose, (ids) => {
    const missing = this.room.offer.missing(this.room.state().models);
    this.room.change({ models: [...missing, ...ids] }, "options");
  });
  readonly #said = make("p", "tt-report-said");
  readonly #body = make("div", "tt-cuts");
  readonly #field = textField("tt-play-text");
  readonly #sample = make("select", "tt-field");
  readonly #wrong = make("p", "tt-note tt-bad");
  readonly #language = make("div", "tt-language-place");
  readonly #cutting = new Newest();
  readonly #counting = new Newest();
  /** What the cuts and the counts of the English text are of. */
  #made = { cuts: "", english: "" };
  #cuts: Cut[] = [];
  /** What they are of: the page may have another text while this tab is not shown. */
  #text = "";
  #found: Stretch[] = [];
  #words: number | null = null;
  /** Tokens of the English text by repository; null while they are counted. */
  #english: ReadonlyMap<string, number> | null = new Map();

  constructor(readonly room: Room<State>) {
    for (const one of [this.#said, this.#wrong]) one.setAttribute("role", "status");
    Object.assign(this.#field, { rows: 2, spellcheck: false, dir: "auto", id: "tt-english" });
    this.#field.addEventListener("input", () => {
      this.room.keep(this.#field.value ? { e: this.#field.value } : undefined, "typed");
      this.page();
    });
    this.#sample.append(new Option(DIFFERENCES.own, ""), ...PLAY_SAMPLES.map(({ name }) => new Option(name, name)));
    this.#sample.addEventListener("change", () => this.#take(this.#sample.value));
    const words = { label: DIFFERENCES.python, copied: DIFFERENCES.copied, failed: DIFFERENCES.copyFailed };
    const label = make("label", "tt-play-label", DIFFERENCES.english);
    label.htmlFor = this.#field.id;
    room.panel.append(
      make("p", "tt-tool-what", DIFFERENCES.what),
      make(
        "div",
        "tt-report-controls",
        this.#models.element,
        make(
          "div",
          "tt-play-tools",
          copyButton(words, () => this.#python()),
        ),
      ),
      this.#said,
      this.#body,
      make("h3", "tt-report-heading", DIFFERENCES.language),
      make("p", "tt-note", DIFFERENCES.languageWhat),
      label,
      this.#field,
      this.#wrong,
      labelled(DIFFERENCES.sample, this.#sample),
      this.#language,
    );
  }

  show(part: unknown): void {
    const { e } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
    putText(this.#field, typeof e === "string" ? e : "");
    this.page();
  }

  page(): void {
    const { text, models, split } = this.room.state();
    const chosen = this.room.offer.chosen(models);
    this.#models.set(this.room.offer.models, models);
    this.#sample.value = PLAY_SAMPLES.find((sample) => sample.text === text)?.name ?? "";
    const long = tooLong(this.#field.value);
    const words = long ? DIFFERENCES.tooLong(LONGEST_TEXT, charactersIn(wellFormed(this.#field.value))) : "";
    if (words !== this.#wrong.textContent) this.#wrong.textContent = words;
    const repos = chosen.map(({ repo }) => repo);
    const made = { cuts: JSON.stringify([text, split, repos]), english: JSON.stringify([this.#other, split, repos]) };
    const before = this.#made;
    this.#made = made;
    if (made.cuts !== before.cuts) [this.#cuts, this.#text] = [[], text];
    // English first: it says that it is being counted before the table is drawn
    if (made.english !== before.english) void this.#count(chosen, split);
    if (made.cuts !== before.cuts) void this.#make(chosen, text, split);
  }

  /** The English text that counts. */
  get #other(): string {
    return tooLong(this.#field.value) ? "" : wellFormed(this.#field.value);
  }

  /** A paragraph as the text of the first tab, and the English one beside it; Undo brings back both. */
  #take(name: string): void {
    const sample = PLAY_SAMPLES.find((one) => one.name === name);
    if (!sample) return;
    const english = PLAY_SAMPLES.find((one) => one.name === "English")!.text;
    const same = sample.text === this.room.state().text; // then the English text alone is a step
    this.room.change({ text: sample.text }, "example");
    putText(this.#field, english);
    this.room.keep({ e: english }, same ? "example" : "view"); // one step with the text
    this.page();
  }

  async #make(models: readonly Model[], text: string, split: boolean): Promise<void> {
    const stale = this.#cutting.begin();
    [this.#cuts, this.#text] = [[], text];
    this.#said.textContent = text ? DIFFERENCES.loading : DIFFERENCES.empty;
    if (!text) this.#body.replaceChildren();
    this.#body.setAttribute("aria-busy", String(text !== ""));
    this.#table();
    if (!text) return;
    try {
      const cuts: Cut[] = [];
      for (const model of models) {
        const tokens = await this.#tokens(model, text, split, "differences");
        if (stale() || !tokens) return;
        cuts.push({ model, tokens });
      }
      const words = await this.room.worker.words(text, "differences");
      if (stale()) return;
      this.#cuts = cuts;
      this.#words = words;
      this.#draw(text);
    } catch (error) {
      if (stale()) return;
      this.#said.replaceChildren();
      this.#body.replaceChildren(this.#again(error));
      this.#language.replaceChildren();
    }
    this.#body.setAttribute("aria-busy", "false");
    this.#table();
  }

  /** The tokens of the English text, which the cuts do not wait for. */
  async #count(models: readonly Model[], split: boolean): Promise<void> {
    const stale = this.#counting.begin();
    const english = this.#other;
    const counts = new Map<string, number>();
    this.#english = english ? null : counts;
    this.#table();
    if (!english) return;
    try {
      for (const model of models) {
        const tokens = await this.#tokens(model, english, split, "english");
        if (stale() || !tokens) return;
        counts.set(model.repo, tokens.ids.length);
      }
    } catch (error) {
      if (stale()) return;
      counts.clear();
      this.#wrong.replaceChildren(this.#again(error));
    }
    this.#english = counts;
    this.#table();
  }

  async #tokens({ repo, name }: Model, text: string, split: boolean, slot: string): Promise<Tokens | null> {
    await this.room.worker.load(repo, name);
    return this.room.worker.encode(repo, text, { addSpecial: false, splitSpecial: split }, slot);
  }

  #again(error: unknown): HTMLElement {
    return retryNote(
      messageOf(error),
      DIFFERENCES.retry,
      () => ((this.#made = { cuts: "", english: "" }), this.page()),
    );
  }

  /** Of what is known; busy while something of it is not, and none without a text. */
  #table(): void {
    const text = this.#text;
    const busy = this.#english === null || this.#body.getAttribute("aria-busy") === "true";
    this.#language.setAttribute("aria-busy", String(busy));
    if (!text) return this.#language.replaceChildren();
    if (busy || !this.#cuts.length) return;
    const rows = this.#cuts.map(({ model, tokens }) => ({
      name: model.name,
      tokens: tokens.ids.length,
      english: this.#english!.get(model.repo) ?? null,
    }));
    this.#language.replaceChildren(languageTable(rows, text, this.#words));
  }

  #draw(text: string): void {
    const characters = Array.from(text);
    this.#found = stretches(
      this.#cuts.map(({ tokens }) => tokens),
      characters.length,
    );
    if (this.#cuts.length < 2) {
      this.#said.textContent = DIFFERENCES.one;
      return this.#body.replaceChildren();
    }
    const places = this.#found.filter(({ same }) => !same).length;
    this.#said.textContent = DIFFERENCES.agree(shareOf(this.#found, characters.length), places);
    const table = places ? [placesTable(this.#cuts, this.#found)] : [];
    this.#body.replaceChildren(markedText(characters, this.#found), ...table);
  }

  #python(): string | null {
    if (!this.#cuts.length) return null;
    const { text, split } = this.room.state();
    const same = this.#found.reduce((sum, { from, to, same }) => sum + (same ? to - from : 0), 0);
    const repos = this.#cuts.map(({ model }) => model.from ?? model.repo);
    return pythonOf(repos, text, this.#other, split, same);
  }
}
