/**
 * A lesson's picture that the reader drives: one text through the stages of some tokenizers, each stage with a switch.
 *
 *     <div class="tt-play" data-play="tokens" data-stages data-text="a  b" data-models="llama-3.1 phi-3">…</div>
 */

import { BuiltWorker, siteRoot, tokenizerFiles } from "../../encoder/built.ts";
import { modelsOf } from "../../encoder/models.ts";
import type { StageAnswer, StageAsk } from "../../encoder/stage_worker.ts";
import { make } from "../../ui/dom.ts";
import { StagePanel } from "./stage_panel.ts";
import { STAGE_TEXTS } from "./stage_texts.ts";

export class StagesEmbed {
  readonly #panels: StagePanel[];
  readonly #worker = new BuiltWorker("stageworker", "the part of the page that takes tokenizers apart", false);
  readonly #area = make("textarea", "tt-play-text tt-stage-text");
  readonly #asked = new Map<number, StagePanel>();
  #last = 0;

  /** `link`: the way to the playground. Throws an Error that names a tokenizer that is not there. */
  constructor(root: HTMLElement, link: HTMLElement) {
    const { text = "", models = "" } = root.dataset;
    this.#panels = modelsOf(models.split(" ")).map(
      (model) => new StagePanel(model, () => this.#ask(panelOf(model.id))),
    );
    const panelOf = (id: string): StagePanel => this.#panels.find(({ model }) => model.id === id)!;
    this.#area.value = text;
    this.#area.rows = 2;
    this.#area.spellcheck = false;
    this.#area.maxLength = STAGE_TEXTS.limit;
    this.#area.addEventListener("input", () => this.#panels.forEach((panel) => void this.#ask(panel)));
    this.#worker.onmessage = ({ data }: MessageEvent<StageAnswer>) => this.#hear(data);
    this.#worker.onerror = (message) => this.#panels.forEach((panel) => void panel.failed(message));
    root.classList.add("tt-alive");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", STAGE_TEXTS.of(text));
    root.replaceChildren(
      make("label", "tt-stage-label", make("span", "tt-play-label", STAGE_TEXTS.text), this.#area),
      make("div", "tt-stage-grid", ...this.#panels.map(({ element }) => element)),
      make("p", "tt-note", link),
    );
    for (const panel of this.#panels) this.#ask(panel);
  }

  #ask(panel: StagePanel): void {
    const { repo, name } = panel.model;
    const id = (this.#last += 1);
    for (const [old, asked] of this.#asked) if (asked === panel) this.#asked.delete(old); // only the newest counts
    this.#asked.set(id, panel);
    const file = tokenizerFiles[repo]!;
    const ask: StageAsk = { id, name, base: siteRoot.href, file, text: this.#area.value, off: panel.off };
    this.#worker.postMessage(ask);
  }

  #hear(answer: StageAnswer): void {
    const panel = this.#asked.get(answer.id);
    this.#asked.delete(answer.id);
    if (!panel) return;
    if ("message" in answer) panel.failed(answer.message);
    else panel.set(answer.there, answer.staged, this.#area.value);
  }
}
