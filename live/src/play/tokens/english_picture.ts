/** A sentence of the reader's language beside English: what it costs in each tokenizer. */
import { type TokenizerWorker, wellFormed } from "../../encoder/client.ts";
import { modelsOf } from "../../encoder/models.ts";
import { make } from "../../ui/dom.ts";
import { putText } from "../change.ts";
import { type LanguageRow, languageTable } from "./language_table.ts";
import { charactersIn, LONGEST_TEXT, tooLong } from "./long.ts";
import { area, choice, Said, tokensOf } from "./picture_parts.ts";
import { PictureState } from "./picture_state.ts";
import { ENGLISH as TEXTS } from "./picture_texts.ts";
import { TEXTS as TOKENS } from "./texts.ts";

/** Paragraphs that say the same (scripts/course/reference/samples.toml, by way of live/build/play.mjs). */
declare const PLAY_SAMPLES: readonly { name: string; text: string }[];

export class EnglishPicture {
  readonly #state;
  readonly #said = new Said(() => this.show());
  readonly #table = make("div", "tt-picture-grid");
  readonly #models;
  readonly #fill: () => void;

  /** `link` is told both texts. */
  constructor(
    root: HTMLElement,
    readonly worker: () => TokenizerWorker,
    readonly link: (text: string, english: string) => void,
    foot: (reset: HTMLElement) => HTMLElement,
  ) {
    this.#models = modelsOf(root.dataset.models!.split(" "));
    const [text = "", english = ""] = root.dataset.text!.split("\n");
    this.#state = new PictureState("english", { text, english }, () => this.#fill());
    const [own, ownField] = area(TEXTS.own, 3, (text) => this.#changed({ text }));
    const [other, otherField] = area(TEXTS.english, 3, (english) => this.#changed({ english }));
    const languages = PLAY_SAMPLES.filter(({ name }) => name !== "English");
    const options = [["", TEXTS.ownSentence] as const, ...languages.map(({ name }) => [name, name] as const)];
    const [samples, select] = choice(TEXTS.sample, options, (name) => {
      const sample = PLAY_SAMPLES.find((one) => one.name === name);
      const its = PLAY_SAMPLES.find((one) => one.name === "English");
      if (!sample || !its) return;
      this.#state.replace({ text: sample.text, english: its.text });
      this.#fill();
    });
    this.#fill = () => {
      putText(ownField, this.#state.now.text);
      putText(otherField, this.#state.now.english);
      this.show();
    };
    this.#sampled = () => {
      select.value = PLAY_SAMPLES.find((one) => one.text === this.#state.now.text)?.name ?? "";
    };
    root.setAttribute("aria-label", TEXTS.what);
    const fields = make("div", "tt-picture-pair", own, other);
    const controls = make("div", "tt-picture-controls", samples);
    root.replaceChildren(fields, controls, this.#said.element, this.#table, foot(this.#state.buttons));
    this.#fill();
  }

  readonly #sampled: () => void;

  #changed(part: { text?: string; english?: string }): void {
    this.#state.change(part);
    this.show();
  }

  show(): void {
    this.#sampled();
    void this.#said.of((stale) => this.#make(stale));
  }

  async #make(stale: () => boolean): Promise<void> {
    const [text, english] = [wellFormed(this.#state.now.text), wellFormed(this.#state.now.english)];
    const long = [text, english].find(tooLong);
    if (long !== undefined) return this.#said.say(TOKENS.tooLong(LONGEST_TEXT, charactersIn(long)), true);
    this.link(text, english);
    if (!text.trim() || !english.trim()) return this.#said.say(TEXTS.nothing, true);
    const rows: LanguageRow[] = [];
    for (const model of this.#models) {
      const both = await tokensOf(this.worker(), model, [text, english], "english", false);
      if (!both || stale()) return;
      rows.push({ name: model.name, tokens: both[0]!.ids.length, english: both[1]!.ids.length });
    }
    const words = await this.worker().words(text, "english 0");
    if (stale()) return;
    this.#table.replaceChildren(languageTable(rows, text, words));
    const ranked = rows.map(({ name, tokens, english }) => ({ name, ratio: tokens / english! }));
    ranked.sort((a, b) => a.ratio - b.ratio);
    const [least, most] = [ranked[0]!, ranked.at(-1)!];
    this.#said.say(TEXTS.span(least.name, least.ratio, most.name, most.ratio));
  }
}
