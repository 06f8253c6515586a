/**
 * A small instance for lessons: one text, which the reader can change, some tokenizers, and the way to the playground.
 *
 *     <div class="tt-play" data-play="tokens" data-text="a  b" data-models="llama-3.1 qwen2">What to show without
 * scripts</div>
 *
 * `data-add` adds special tokens. What the build computed (`data-known`) is shown when the element is near the visible
 * part of the page; tokenizers are loaded when the reader is at the field, and without it when the element is near.
 */

import { type TokenizerWorker, wellFormed } from "../../encoder/client.ts";
import { type Model, modelsOf } from "../../encoder/models.ts";
import type { About } from "../../encoder/protocol.ts";
import { make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { textField } from "../../ui/long_text.ts";
import { putText } from "../change.ts";
import { tokensOver } from "../compare.ts";
import { leadTo, playgroundLink, whenNear } from "../embed.ts";
import { EmbedDraft } from "../embed_draft.ts";
import { type Known, knownOf, tokensIn } from "../known.ts";
import { charactersIn, LONGEST_TEXT, tooLong } from "./long.ts";
import { Panel } from "./panel.ts";
import { packed } from "./state.ts";
import type { State } from "./texts.ts";
import { TEXTS } from "./texts.ts";

export class TokenEmbed {
  #state: State;
  readonly #area = textField("tt-play-text");
  readonly #wrong = make("p", "tt-note tt-embed-wrong");
  readonly #link: HTMLAnchorElement;
  readonly #draft: EmbedDraft;
  readonly #panels: Panel[];
  /** By model, of the lesson's own text. */
  readonly #known: Record<string, Known>;
  readonly #worker: () => TokenizerWorker;

  /** Throws an Error that names a tokenizer that is not there. */
  constructor(
    readonly root: HTMLElement,
    worker: () => TokenizerWorker,
  ) {
    this.#worker = worker;
    const { text = "", models = "", add } = root.dataset;
    this.#state = {
      text,
      models: models.split(" ").filter(Boolean),
      add: add !== undefined,
      split: false,
      show: "both",
    };
    this.#known = knownOf(root);
    this.#panels = modelsOf(this.#state.models).map(
      (model) =>
        new Panel(model, { point: (from, span) => this.#pointed(from, span), retry: () => void this.#start() }),
    );
    root.classList.add("tt-alive");
    this.#link = playgroundLink(root, "tokenizer", TEXTS.openHere, packed(this.#state));
    this.#draft = new EmbedDraft("tokens", text, (kept) => {
      putText(this.#area, kept ?? text);
      this.#typed();
    });
    this.#wrong.setAttribute("role", "alert");
    this.#area.dir = "auto";
    this.#area.value = this.#draft.read() ?? text;
    this.#area.setAttribute("aria-label", TEXTS.text);
    this.#area.rows = Math.min(6, text.split("\n").length + 1);
    this.#area.spellcheck = false;
    this.#area.addEventListener("input", () => {
      this.#draft.keep(this.#area.value === text ? null : this.#area.value);
      this.#typed();
    });
    // on its way before there is anything to ask
    this.#area.addEventListener("focus", () => {
      for (const { model } of this.#panels) this.#load(model).catch(() => {}); // the panels tell, when they are asked
    });
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", TEXTS.embedded(text));
    root.replaceChildren(
      this.#area,
      this.#wrong,
      make("div", "tt-token-grid", ...this.#panels.map((panel) => panel.element)),
      make("p", "tt-note tt-embed-foot", this.#link, this.#draft.buttons),
    );
    if (this.#area.value !== text) this.#take();
    whenNear(root, () => void this.#start());
  }

  /** What the field holds is shown, unless it is too long. */
  #take(): boolean {
    const text = wellFormed(this.#area.value);
    const long = tooLong(text);
    this.#wrong.textContent = long ? TEXTS.tooLong(LONGEST_TEXT, charactersIn(text)) : "";
    if (long) return false;
    this.#state = { ...this.#state, text };
    leadTo(this.#link, "tokenizer", packed(this.#state));
    return true;
  }

  #typed(): void {
    if (this.#take()) void this.#start();
  }

  async #start(): Promise<void> {
    const state = this.#state;
    for (const panel of this.#panels) {
      if (state !== this.#state) return; // a newer text is asked for
      const { id, repo } = panel.model;
      const known = state.text === this.root.dataset.text ? this.#known[id] : undefined;
      if (known) {
        panel.set(tokensIn(known.tokens), known.about, state);
        continue;
      }
      if (!this.#worker().has(repo)) panel.before(null, state);
      try {
        const about = await this.#load(panel.model);
        if (state !== this.#state) return;
        const options = { addSpecial: state.add, splitSpecial: state.split };
        const tokens = await this.#worker().encode(repo, state.text, options, this.root.dataset.text);
        if (tokens && state === this.#state) panel.set(tokens, about, state);
      } catch (error) {
        if (state === this.#state) panel.failed(messageOf(error), state);
      }
    }
  }

  #load({ repo, name }: Model): Promise<About> {
    return this.#worker().load(repo, name);
  }

  #pointed(from: Panel, span: [number, number] | null): void {
    for (const panel of this.#panels)
      if (panel !== from) panel.same(span && panel.tokens && tokensOver(panel.tokens, ...span), span !== null);
  }
}
