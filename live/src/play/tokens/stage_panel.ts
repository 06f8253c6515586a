/** One tokenizer in the picture of the stages: a row for each, with its switch and what it hands on. */

import type { Model } from "../../encoder/models.ts";
import { STAGES, type Stage, type Staged } from "../../encoder/stage_run.ts";
import { visible } from "../../tokenizers/face.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { TAB_WORDS } from "../texts.ts";
import { STAGE_TEXTS as TEXTS } from "./stage_texts.ts";

type Row = Stage | "model";
const ROWS: readonly Row[] = ["normalizer", "pre_tokenizer", "model", "post_processor", "decoder"];

interface Piece {
  text: string;
  id?: number;
  special?: boolean;
}

export class StagePanel {
  readonly element = make("section", "tt-stages");
  readonly #count = make("strong", "tt-count");
  readonly #verdict = make("p", "tt-note tt-stage-verdict");
  readonly #boxes = new Map<Stage, HTMLInputElement>();
  readonly #outs = new Map<Row, HTMLElement>();

  constructor(
    readonly model: Model,
    private readonly changed: () => void,
  ) {
    this.element.dataset.model = model.id;
    this.#count.setAttribute("aria-live", "polite");
    this.before();
    const rows = ROWS.map((row) => {
      const out = make("div", "tt-stage-out");
      this.#outs.set(row, out);
      const name = make("span", "", TEXTS.names[row]);
      const line = (title: HTMLElement): HTMLElement => {
        const made = make("div", "tt-stage", title, out);
        made.dataset.stage = row;
        return made;
      };
      if (row === "model") return line(make("span", "tt-stage-name", name));
      const box = make("input");
      box.type = "checkbox";
      box.checked = true;
      box.setAttribute("aria-label", TEXTS.on(TEXTS.names[row], model.name));
      box.addEventListener("change", changed);
      this.#boxes.set(row, box);
      return line(make("label", "tt-stage-name", box, name));
    });
    const head = make("h3", "tt-panel-name", model.name);
    this.element.append(make("div", "tt-panel-head", head, this.#count), ...rows, this.#verdict);
  }

  /** The stages that the reader has switched off. */
  get off(): Stage[] {
    return STAGES.filter((stage) => !this.#boxes.get(stage)!.checked);
  }

  /** Those of them that the tokenizer has; what is switched off here is what the reader means. */
  get switched(): Stage[] {
    return this.off.filter((stage) => !this.#boxes.get(stage)!.disabled);
  }

  set switched(off: readonly Stage[]) {
    for (const [stage, box] of this.#boxes) if (!box.disabled) box.checked = !off.includes(stage);
  }

  /** Something was changed: what is shown is of before, until the tokenizer is there. */
  before(): void {
    this.#verdict.textContent = TEXTS.loading;
  }

  set(there: readonly Stage[], staged: Staged, text: string): void {
    for (const stage of STAGES) {
      const box = this.#boxes.get(stage)!;
      box.disabled = !there.includes(stage);
      if (box.disabled) box.checked = false;
    }
    const { normalized, preTokens, tokens, around, decoded } = staged;
    this.#show("normalizer", there, [{ text: normalized }]);
    this.#show(
      "pre_tokenizer",
      there,
      preTokens.map((piece) => ({ text: piece })),
    );
    this.#show(
      "model",
      there,
      tokens.map((token) => ({ text: token ?? TEXTS.noToken })),
    );
    this.#show(
      "post_processor",
      there,
      around.map(({ token, id, added }) => ({ text: token ?? TEXTS.noToken, id, special: added })),
    );
    this.#show("decoder", there, [{ text: decoded }]);
    this.#count.textContent = TEXTS.tokens(around.length);
    const bare = around
      .filter(({ added }) => added)
      .reduce((left, { token }) => left.replace(token ?? "", ""), decoded);
    this.#verdict.textContent = bare === text ? TEXTS.back : TEXTS.other;
  }

  failed(message: string): void {
    this.#verdict.replaceChildren(message, " ", wordButton(TAB_WORDS.retry, this.changed));
  }

  #show(row: Row, there: readonly Stage[], pieces: readonly Piece[]): void {
    const out = this.#outs.get(row)!;
    const missing = row !== "model" && !there.includes(row);
    const state = missing ? TEXTS.none : row !== "model" && this.off.includes(row) ? TEXTS.off : "";
    out.replaceChildren(
      ...(state ? [make("small", "tt-stage-state", state)] : []),
      ...pieces.map(({ text, id, special }) => {
        const chip = make(
          "span",
          special ? "tt-stage-piece tt-stage-around" : "tt-stage-piece",
          visible(text) || TEXTS.nothing,
        );
        if (id !== undefined) chip.append(make("i", "", String(id)));
        return chip;
      }),
    );
  }
}
