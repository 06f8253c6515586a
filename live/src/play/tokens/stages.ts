/**
 * A lesson's picture that the reader drives: one text through the stages of some tokenizers, each stage with a switch.
 *
 *     <div class="tt-play" data-play="tokens" data-stages data-text="a  b" data-models="llama-3.1 phi-3">…</div>
 *
 * It opens with what the build computed (`data-known`); the worker and the tokenizers are loaded when the reader is at
 * the field or a switch, and without it at once.
 */

import { BuiltWorker, siteRoot, tokenizerFiles } from "../../encoder/built.ts";
import { modelsOf } from "../../encoder/models.ts";
import { type Shown, STAGES } from "../../encoder/stage_run.ts";
import type { StageAnswer, StageAsk } from "../../encoder/stage_worker.ts";
import { make } from "../../ui/dom.ts";
import { putText } from "../change.ts";
import { EmbedDraft } from "../embed_draft.ts";
import { knownOf } from "../known.ts";
import { StagePanel } from "./stage_panel.ts";
import { STAGE_TEXTS } from "./stage_texts.ts";

export class StagesEmbed {
  readonly #panels: StagePanel[];
  #worker: BuiltWorker | null = null;
  #failed = false;
  readonly #text: string;
  readonly #draft: EmbedDraft;
  readonly #area = make("textarea", "tt-play-text tt-stage-text");
  readonly #asked = new Map<number, StagePanel>();
  /** Their tokenizers are there. */
  readonly #loaded = new Set<StagePanel>();
  #last = 0;

  /** `link`: the way to the playground. Throws an Error that names a tokenizer that is not there. */
  constructor(root: HTMLElement, link: HTMLElement) {
    const { text = "", models = "" } = root.dataset;
    this.#panels = modelsOf(models.split(" ")).map(
      (model) =>
        new StagePanel(model, () => {
          this.#keep();
          this.#change(panelOf(model.id));
        }),
    );
    const panelOf = (id: string): StagePanel => this.#panels.find(({ model }) => model.id === id)!;
    this.#text = text;
    this.#draft = new EmbedDraft("stages", text, (kept) => {
      this.#put(kept);
      for (const panel of this.#panels) this.#change(panel);
    });
    this.#put(this.#draft.read());
    this.#area.rows = 2;
    this.#area.spellcheck = false;
    this.#area.maxLength = STAGE_TEXTS.limit;
    this.#area.addEventListener("input", () => {
      this.#keep();
      for (const panel of this.#panels) this.#change(panel);
    });
    root.classList.add("tt-alive");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", STAGE_TEXTS.of(text));
    const grid = make("div", "tt-stage-grid", ...this.#panels.map(({ element }) => element));
    root.replaceChildren(
      make("label", "tt-stage-label", make("span", "tt-play-label", STAGE_TEXTS.text), this.#area),
      grid,
      make("p", "tt-note tt-embed-foot", link, this.#draft.buttons),
    );
    const known = this.#draft.read() === null ? knownOf<Shown>(root) : {};
    for (const panel of this.#panels) {
      const shown = known[panel.model.id];
      if (shown) panel.set(shown.there, shown.staged, text);
      else this.#ask(panel);
    }
    // on their way before there is anything to ask
    const near = () => this.#worker ?? this.#panels.forEach((panel) => void this.#ask(panel));
    for (const place of [this.#area, grid]) place.addEventListener("focusin", near);
  }

  /** What was kept is typed and switched; null: what the lesson shows. */
  #put(kept: string | null): void {
    const [text = this.#text, off = {}] = keptIn(kept);
    putText(this.#area, text);
    for (const panel of this.#panels) panel.switched = STAGES.filter((stage) => off[panel.model.id]?.includes(stage));
  }

  #keep(): void {
    const off = this.#panels.flatMap(({ model, switched }) => (switched.length ? [[model.id, switched]] : []));
    const { value } = this.#area;
    this.#draft.keep(value === this.#text && !off.length ? null : JSON.stringify([value, Object.fromEntries(off)]));
  }

  #change(panel: StagePanel): void {
    if (!this.#loaded.has(panel)) panel.before();
    this.#ask(panel);
  }

  #ask(panel: StagePanel): void {
    const { repo, name } = panel.model;
    const id = (this.#last += 1);
    for (const [old, asked] of this.#asked) if (asked === panel) this.#asked.delete(old); // only the newest counts
    this.#asked.set(id, panel);
    const file = tokenizerFiles[repo]!;
    const ask: StageAsk = { id, name, base: siteRoot.href, file, text: this.#area.value, off: panel.off };
    this.#worker ??= this.#begin();
    this.#worker.postMessage(ask);
  }

  #begin(): BuiltWorker {
    const worker = new BuiltWorker("stageworker", "the part of the page that takes tokenizers apart", this.#failed);
    worker.onmessage = ({ data }: MessageEvent<StageAnswer>) => this.#hear(data);
    worker.onerror = (message) => {
      this.#failed = true;
      this.#worker = null; // the next question begins another
      this.#loaded.clear();
      for (const panel of this.#panels) panel.failed(message);
    };
    return worker;
  }

  #hear(answer: StageAnswer): void {
    const panel = this.#asked.get(answer.id);
    this.#asked.delete(answer.id);
    if (!panel) return;
    if ("message" in answer) return panel.failed(answer.message);
    this.#loaded.add(panel);
    panel.set(answer.there, answer.staged, this.#area.value);
  }
}

/** The text, and of each tokenizer the stages that are off; as far as they were kept. */
function keptIn(kept: string | null): [text?: string, off?: Record<string, unknown[]>] {
  try {
    const [text, off] = JSON.parse(kept ?? "[]") as unknown[];
    const lists = Object.entries((typeof off === "object" && off) || {}).filter(([, one]) => Array.isArray(one));
    return [typeof text === "string" ? text : undefined, Object.fromEntries(lists) as Record<string, unknown[]>];
  } catch {
    return [];
  }
}
