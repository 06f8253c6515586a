/**
 * The home page's sentence: a field over the chips of the build. Tokenizers are loaded when the reader touches the field;
 * the chips of the reader's own sentence take the place of the build's as soon as it differs.
 *
 *     <div class="tt-play" data-play="tokens" data-field="" data-text="a b" data-models="llama-3.1 qwen2">
 *       <label>… <textarea>a b</textarea></label> <div class="tt-sentence-shown">the build's chips</div>
 *     </div>
 */

import { siteRoot } from "../../encoder/built.ts";
import type { TokenizerWorker } from "../../encoder/client.ts";
import { modelById } from "../../encoder/models.ts";
import { make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { toFragment } from "../../ui/link.ts";
import { watchField } from "../../ui/long_text.ts";
import { tokensOver } from "../compare.ts";
import { EmbedDraft } from "../embed_draft.ts";
import { Panel } from "./panel.ts";
import { packed } from "./state.ts";
import type { State } from "./texts.ts";
import { TEXTS } from "./texts.ts";

export class SentenceField {
  readonly #field: HTMLTextAreaElement;
  readonly #built: HTMLElement;
  readonly #models: string[];
  readonly #original: string;
  readonly #worker: () => TokenizerWorker;
  readonly #link = make("a", "tt-embed-link", TEXTS.sentence.open);
  readonly #draft: EmbedDraft;
  readonly #counts = make("p", "tt-note");
  /** Made when the first sentence of the reader's is shown. */
  #panels: Panel[] = [];

  constructor(
    readonly root: HTMLElement,
    worker: () => TokenizerWorker,
  ) {
    this.#worker = worker;
    this.#field = root.querySelector("textarea")!;
    watchField(this.#field);
    this.#built = root.querySelector(".tt-sentence-shown")!;
    this.#models = (root.dataset.models ?? "").split(" ");
    this.#original = root.dataset.text ?? "";
    this.#counts.setAttribute("role", "status");
    const put = (text: string | null): void => {
      this.#field.value = text ?? this.#original;
      this.#changed();
      this.#field.focus();
    };
    this.#draft = new EmbedDraft("sentence", this.#original, put, TEXTS.sentence.back);
    root
      .querySelector("label")!
      .after(make("p", "tt-note tt-sentence-tools", this.#link, this.#draft.buttons), this.#counts);
    root.classList.add("tt-alive");
    this.#field.addEventListener("focus", () => this.#load());
    this.#field.addEventListener("input", () => this.#changed());
    // what was typed before this script came, or before the reader left
    const kept = this.#draft.read();
    if (kept !== null && this.#field.value === this.#original) this.#field.value = kept;
    this.#changed();
  }

  get #state(): State {
    return { text: this.#field.value, models: this.#models, add: false, split: false, show: "both" };
  }

  /** Begins to load; what fails is told by the panels, when they are asked. */
  #load(): void {
    for (const id of this.#models) {
      const { repo, name } = modelById(id)!;
      this.#worker()
        .load(repo, name)
        .catch(() => {});
    }
  }

  #changed(): void {
    const state = this.#state;
    const own = state.text !== this.#original;
    this.#draft.keep(own ? state.text : null);
    this.#link.href = new URL("playground/tokenizer/", siteRoot).href;
    void toFragment(packed(state)).then((fragment) => {
      if (state.text === this.#field.value)
        this.#link.href = new URL(`playground/tokenizer/${fragment ?? ""}`, siteRoot).href;
    });
    this.#built.hidden = own;
    if (own && !this.#panels.length) this.#begin();
    const grid = this.root.querySelector<HTMLElement>(".tt-token-grid");
    if (grid) grid.hidden = !own;
    if (own) void this.#show(state);
    else this.#counts.textContent = "";
  }

  #begin(): void {
    this.#panels = this.#models.map((id) => {
      const point = (from: Panel, span: [number, number] | null): void => this.#pointed(from, span);
      return new Panel(modelById(id)!, { point, retry: () => void this.#show(this.#state) });
    });
    this.#built.after(make("div", "tt-token-grid", ...this.#panels.map((panel) => panel.element)));
  }

  async #show(state: State): Promise<void> {
    const each = await Promise.all(this.#panels.map((panel) => this.#fill(panel, state)));
    if (state.text !== this.#field.value) return;
    const counts = each.flatMap((count, i) =>
      count === null ? [] : [[this.#panels[i]!.model.name, count] as [string, number]],
    );
    const all = state.text !== "" && counts.length === each.length;
    this.#counts.textContent = all ? TEXTS.sentence.counts(counts) : "";
  }

  /** How many tokens the panel shows now; null if it shows none, or those of a newer sentence. */
  async #fill(panel: Panel, state: State): Promise<number | null> {
    const { repo, name } = panel.model;
    try {
      const about = await this.#worker().load(repo, name);
      const tokens = await this.#worker().encode(repo, state.text, { addSpecial: state.add, splitSpecial: false });
      if (!tokens) return null;
      panel.set(tokens, about, state);
      return tokens.ids.length;
    } catch (error) {
      if (state.text === this.#field.value) panel.failed(messageOf(error), state);
      return null;
    }
  }

  #pointed(from: Panel, span: [number, number] | null): void {
    for (const panel of this.#panels)
      if (panel !== from) panel.same(span && panel.tokens && tokensOver(panel.tokens, ...span), span !== null);
  }
}
