/** The tool "Differences": where tokenizers cut the text of the first tab differently, and what it costs beside English. */
import { wellFormed } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import { copyButton } from "../../ui/copy.ts";
import { labelled, make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { putText } from "../change.ts";
import type { Room, Tool } from "../tool.ts";
import { type Stretch, shareOf, stretches } from "./cuts.ts";
import { pythonOf } from "./differences_copy.ts";
import { DIFFERENCES } from "./differences_texts.ts";
import { type Cut, markedText, placesTable } from "./differences_view.ts";
import { languageTable } from "./language_table.ts";
import { tooLong } from "./long.ts";
import type { State } from "./texts.ts";

/** Paragraphs that say the same (scripts/course/reference/samples.toml, by way of live/build/play.mjs). */
declare const PLAY_SAMPLES: readonly { name: string; text: string }[];

export const tool = (room: Room<State>): Tool => new Differences(room);

class Differences implements Tool {
  readonly #models = make("fieldset", "tt-choices");
  readonly #said = make("p", "tt-report-said");
  readonly #body = make("div", "tt-cuts");
  readonly #english = make("textarea", "tt-play-text");
  readonly #sample = make("select", "tt-field");
  readonly #language = make("div", "tt-language-place");
  #made = "";
  #edition = 0;
  #cuts: Cut[] = [];
  #found: Stretch[] = [];

  constructor(readonly room: Room<State>) {
    this.#said.setAttribute("role", "status");
    Object.assign(this.#english, { rows: 2, spellcheck: false, dir: "auto", id: "tt-english" });
    this.#english.addEventListener("input", () => {
      this.room.keep(this.#english.value ? { e: this.#english.value } : undefined, "typed");
      this.page();
    });
    this.#sample.append(new Option(DIFFERENCES.own, ""), ...PLAY_SAMPLES.map(({ name }) => new Option(name, name)));
    this.#sample.addEventListener("change", () => this.#take(this.#sample.value));
    const words = { label: DIFFERENCES.python, copied: DIFFERENCES.copied, failed: DIFFERENCES.copyFailed };
    const label = make("label", "tt-play-label", DIFFERENCES.english);
    label.htmlFor = this.#english.id;
    room.panel.append(
      make("p", "tt-tool-what", DIFFERENCES.what),
      make(
        "div",
        "tt-report-controls",
        this.#models,
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
      this.#english,
      labelled(DIFFERENCES.sample, this.#sample),
      this.#language,
    );
  }

  show(part: unknown): void {
    const { e } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
    putText(this.#english, typeof e === "string" ? e : "");
    this.page();
  }

  page(): void {
    const { text, models, split } = this.room.state();
    this.#choices();
    const chosen = this.room.offer.chosen(models);
    this.#sample.value = PLAY_SAMPLES.find((sample) => sample.text === text)?.name ?? "";
    const english = wellFormed(this.#english.value);
    const made = JSON.stringify([text, split, english, chosen.map(({ repo }) => repo)]);
    if (made === this.#made) return;
    this.#made = made;
    void this.#make(chosen, text, split, tooLong(english) ? "" : english);
  }

  /** Checkboxes: those of the first tab. */
  #choices(): void {
    const { models } = this.room.state();
    const focused = (document.activeElement as HTMLInputElement | null)?.value;
    const had = this.#models.contains(document.activeElement);
    const boxes = this.room.offer.models.map(({ id, name }) => {
      const input = Object.assign(make("input"), { type: "checkbox", value: id, checked: models.includes(id) });
      input.addEventListener("change", () => {
        const others = this.room.state().models.filter((one) => one !== id);
        const next = input.checked ? [...others, id] : others;
        if (!next.length) input.checked = true;
        else this.room.change({ models: next }, "options");
      });
      return make("label", "tt-choice", input, make("span", "", name));
    });
    this.#models.replaceChildren(make("legend", "", DIFFERENCES.choose), ...boxes);
    if (had) this.#models.querySelector<HTMLElement>(`input[value="${CSS.escape(focused ?? "")}"]`)?.focus();
  }

  /** A paragraph as the text of the first tab, and the English one beside it; Undo brings back both. */
  #take(name: string): void {
    const sample = PLAY_SAMPLES.find((one) => one.name === name);
    if (!sample) return;
    const english = PLAY_SAMPLES.find((one) => one.name === "English")!.text;
    this.room.keep({ e: english }, "options");
    putText(this.#english, english);
    this.room.change({ text: sample.text }, "example");
  }

  async #make(models: readonly Model[], text: string, split: boolean, english: string): Promise<void> {
    const edition = (this.#edition += 1);
    const stale = (): boolean => edition !== this.#edition;
    const busy = (now: boolean): void => this.#body.setAttribute("aria-busy", String(now));
    this.#cuts = [];
    if (!text) {
      this.#said.textContent = DIFFERENCES.empty;
      this.#body.replaceChildren();
      this.#language.replaceChildren();
      return busy(false);
    }
    busy(true);
    this.#said.textContent = DIFFERENCES.loading;
    try {
      const { worker } = this.room;
      const options = { addSpecial: false, splitSpecial: split };
      const cuts: Cut[] = [];
      const rows: Parameters<typeof languageTable>[0][number][] = [];
      for (const model of models) {
        await worker.load(model.repo, model.name);
        const tokens = await worker.encode(model.repo, text, options, "differences");
        const other = english ? await worker.encode(model.repo, english, options, "english") : null;
        if (stale() || !tokens || (english && !other)) return;
        cuts.push({ model, tokens });
        rows.push({ name: model.name, tokens: tokens.ids.length, english: other?.ids.length ?? null });
      }
      const words = await worker.words(text);
      if (stale()) return;
      this.#cuts = cuts;
      this.#draw(text);
      this.#language.replaceChildren(languageTable(rows, text, words));
    } catch (error) {
      if (stale()) return;
      const again = wordButton(DIFFERENCES.retry, () => void this.#make(models, text, split, english));
      this.#said.replaceChildren(messageOf(error), " ", again);
    }
    busy(false);
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
    return pythonOf(repos, text, wellFormed(this.#english.value), split, same);
  }
}
