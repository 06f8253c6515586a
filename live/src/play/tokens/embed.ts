/**
 * A small fixed instance for lessons: one text, some tokenizers, and the way to the playground.
 *
 *     <div class="tt-play" data-play="tokens" data-text="a  b" data-models="llama-3.1 qwen2">What to show without
 * scripts</div>
 *
 * `data-add` adds special tokens. Nothing is loaded before the element is near the visible part of the page.
 */

import type { TokenizerWorker } from "../../encoder/client.ts";
import { modelById } from "../../encoder/models.ts";
import { make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { tokensOver } from "../compare.ts";
import { playgroundLink, whenNear } from "../embed.ts";
import { Panel } from "./panel.ts";
import { packed } from "./state.ts";
import type { State } from "./texts.ts";
import { TEXTS } from "./texts.ts";

export class TokenEmbed {
  readonly #state: State;
  readonly #panels: Panel[];
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
    this.#panels = this.#state.models.map((id) => {
      const model = modelById(id);
      if (!model) throw new Error(`there is no tokenizer ${id}.`);
      return new Panel(model, { point: (from, span) => this.#pointed(from, span), retry: () => void this.#start() });
    });
    root.classList.add("tt-alive");
    whenNear(root, () => void this.#start());
    const link = playgroundLink(root, "tokenizer", TEXTS.openHere, packed(this.#state));
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", TEXTS.embedded(text));
    root.replaceChildren(
      make("div", "tt-token-grid", ...this.#panels.map((panel) => panel.element)),
      make("p", "tt-note", link),
    );
  }

  async #start(): Promise<void> {
    for (const panel of this.#panels) {
      try {
        const { repo, name } = panel.model;
        const about = await this.#worker().load(repo, name);
        const options = { addSpecial: this.#state.add, splitSpecial: this.#state.split };
        const tokens = await this.#worker().encode(repo, this.#state.text, options, this.#state.text);
        if (tokens) panel.set(tokens, about, this.#state);
      } catch (error) {
        panel.failed(messageOf(error));
      }
    }
  }

  #pointed(from: Panel, span: [number, number] | null): void {
    for (const panel of this.#panels)
      if (panel !== from) panel.same(span && panel.tokens && tokensOver(panel.tokens, ...span), span !== null);
  }
}
