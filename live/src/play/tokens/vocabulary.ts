/** The tool "Vocabulary": tokens looked for in one tokenizer's vocabulary, and all ids of a word for `logit_bias`. */
import { HOWS, type How, type Query, type Wrong } from "../../encoder/find.ts";
import { Finder } from "../../encoder/finder.ts";
import type { Model } from "../../encoder/models.ts";
import type { Listed } from "../../encoder/protocol.ts";
import { copyButton } from "../../ui/copy.ts";
import { labelled, make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { putText } from "../change.ts";
import { Newest } from "../newest.ts";
import type { Room, Tool } from "../tool.ts";
import { briefly } from "./ids_found.ts";
import type { State } from "./texts.ts";
import { pythonOf } from "./vocabulary_copy.ts";
import { VOCABULARY } from "./vocabulary_texts.ts";
import { VocabularyView } from "./vocabulary_view.ts";

export const tool = (room: Room<State>): Tool => new VocabularyTool(room);

const FIRST: Query = { how: "text", text: "", cased: false };
const BIAS = "-100";

class VocabularyTool implements Tool {
  readonly #finder = new Finder(VOCABULARY.tooLong);
  readonly #select = make("select", "tt-field");
  readonly #how = make("select", "tt-field");
  readonly #field = make("input", "tt-field tt-found-field");
  readonly #cased = Object.assign(make("input"), { type: "checkbox" });
  readonly #bias = Object.assign(make("input", "tt-field"), { type: "text", inputMode: "numeric" });
  readonly #word: HTMLElement;
  readonly #said = make("p", "tt-report-said");
  readonly #view = new VocabularyView();
  #query = FIRST;
  #model: string | null = null;
  #made = "";
  readonly #newest = new Newest();
  #count: number | null = null;
  /** The last one: they are large. */
  #listed: { repo: string; listed: Listed } | null = null;

  constructor(readonly room: Room<State>) {
    this.#how.append(...HOWS.map((how) => new Option(VOCABULARY.hows[how], how)));
    Object.assign(this.#field, { type: "text", spellcheck: false });
    for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) this.#field.setAttribute(name, "off");
    this.#select.addEventListener("change", () => {
      this.#model = this.#select.value;
      this.#changed("options");
    });
    this.#how.addEventListener("change", () => this.#ask({ how: this.#how.value as How }, "options"));
    this.#field.addEventListener("input", () => this.#ask({ text: this.#field.value }, "typed"));
    this.#cased.addEventListener("change", () => this.#ask({ cased: this.#cased.checked }, "options"));
    this.#bias.addEventListener("input", () => this.#changed("typed"));
    this.#said.setAttribute("role", "status");
    const copied = { copied: VOCABULARY.copied, failed: VOCABULARY.copyFailed };
    this.#word = make(
      "div",
      "tt-report-controls",
      labelled(VOCABULARY.bias, this.#bias),
      copyButton({ label: VOCABULARY.biasMap, ...copied }, () => this.#map()),
      make("p", "tt-note", VOCABULARY.wordNote),
    );
    room.panel.append(
      make("p", "tt-tool-what", VOCABULARY.what),
      make(
        "div",
        "tt-report-controls",
        labelled(VOCABULARY.tokenizer, this.#select),
        labelled(VOCABULARY.how, this.#how),
        labelled(VOCABULARY.field, this.#field),
        make("label", "tt-choice", this.#cased, make("span", "", VOCABULARY.cased)),
        make(
          "div",
          "tt-play-tools",
          copyButton({ label: VOCABULARY.python, ...copied }, () => this.#python()),
        ),
      ),
      this.#said,
      this.#word,
      this.#view.element,
      make("p", "tt-note", `${VOCABULARY.columns.at(-1)}: ${VOCABULARY.fromWhat}`),
    );
  }

  show(part: unknown): void {
    const { h, t, c, m, b } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
    this.#query = {
      how: HOWS.find((how) => how === h) ?? FIRST.how,
      text: typeof t === "string" ? t : "",
      cased: c === 1,
    };
    this.#model = typeof m === "string" ? m : null;
    putText(this.#bias, typeof b === "string" ? b : BIAS);
    this.page();
  }

  page(): void {
    const { models } = this.room.offer;
    const { how, text, cased } = this.#query;
    this.#select.replaceChildren(...models.map(({ id, name }) => new Option(name, id)));
    this.#select.value = this.#shown.id;
    this.#how.value = how;
    putText(this.#field, text);
    this.#field.placeholder = VOCABULARY.placeholders[how];
    this.#cased.checked = cased;
    this.#cased.disabled = how === "bytes" || how === "ids" || how === "word";
    this.#word.hidden = how !== "word";
    const made = JSON.stringify([this.#shown.repo, this.#query]);
    if (made === this.#made) return;
    this.#made = made;
    void this.#search(this.#shown, this.#query);
  }

  #ask(part: Partial<Query>, kind: "typed" | "options"): void {
    this.#query = { ...this.#query, ...part };
    this.#changed(kind);
  }

  #changed(kind: "typed" | "options"): void {
    const { how, text, cased } = this.#query;
    const model = this.#model === null ? {} : { m: this.#model };
    const bias = this.#bias.value === BIAS ? {} : { b: this.#bias.value };
    this.room.keep({ h: how, t: text, ...(cased ? { c: 1 } : {}), ...model, ...bias }, kind);
    this.page();
  }

  /** The chosen one; else the first of the page. */
  get #shown(): Model {
    return this.room.offer.firstOf([...(this.#model === null ? [] : [this.#model]), ...this.room.state().models]);
  }

  async #search(model: Model, query: Query): Promise<void> {
    const stale = this.#newest.begin();
    this.#count = null;
    this.#view.element.setAttribute("aria-busy", "true");
    if (!query.text) {
      this.#said.textContent = "";
      this.#view.element.hidden = true;
      return this.#view.element.setAttribute("aria-busy", "false");
    }
    try {
      if (this.#listed?.repo !== model.repo) this.#said.textContent = VOCABULARY.loading(model.name);
      const listed = await this.#list(model);
      if (!listed || stale()) return;
      const found = await this.#finder.find(listed, query);
      if (!found || stale()) return;
      if ("wrong" in found) this.#failed(sentence(found));
      else {
        this.#count = found.length;
        this.#view.show(listed, found, (ids) => this.room.worker.reached(model.repo, ids));
        this.#said.textContent = found.length
          ? VOCABULARY.found(found.length, listed.ids.length, model.name)
          : VOCABULARY.none(model.name);
      }
    } catch (error) {
      if (stale()) return;
      this.#failed(messageOf(error));
      const again = wordButton(VOCABULARY.retry, () => void this.#search(model, query));
      this.#said.append(" ", again);
    }
    this.#view.element.setAttribute("aria-busy", "false");
  }

  async #list({ repo, name }: Model): Promise<Listed | null> {
    if (this.#listed?.repo === repo) return this.#listed.listed;
    await this.room.worker.load(repo, name);
    const listed = await this.room.worker.list(repo);
    if (listed) this.#listed = { repo, listed };
    return listed;
  }

  #failed(why: string): void {
    this.#view.element.hidden = true;
    this.#said.textContent = why;
  }

  /** What `logit_bias` of a server takes: ids as strings. */
  #map(): string | null {
    const bias = Number(this.#bias.value);
    if (this.#bias.value.trim() === "" || !Number.isFinite(bias)) {
      this.room.notice.say(VOCABULARY.wrongBias);
      return null;
    }
    this.room.notice.clear();
    if (!this.#count) return null;
    return `${JSON.stringify(Object.fromEntries(this.#view.found.map(({ id }) => [String(id), bias])))}\n`;
  }

  #python(): string | null {
    const model = this.#shown;
    return this.#count === null ? null : pythonOf(model.from ?? model.repo, this.#query, this.#count);
  }
}

function sentence(wrong: Wrong): string {
  const { wrongRegex: regex, wrongBytes: bytes, wrongIds: ids, largeRegex: large } = VOCABULARY;
  return { regex, bytes, ids, large }[wrong.wrong](briefly(wrong.why));
}
