/** Prompts as a padded batch, with the side as a switch, and an arrow at the place from which the model goes on. */
import type { TokenizerWorker } from "../../encoder/client.ts";
import { modelsOf } from "../../encoder/models.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import { make } from "../../ui/dom.ts";
import { Radios } from "../../ui/radios.ts";
import { putText } from "../change.ts";
import { faceAt } from "../chips.ts";
import { rectangle } from "./padded.ts";
import {
  area,
  choice,
  linesOf,
  type Pads,
  Said,
  scrolled,
  tableRow,
  tokenCell,
  tokensOf,
  tooWide,
} from "./picture_parts.ts";
import { PictureState } from "./picture_state.ts";
import { PICTURES, type Side, PADDING as TEXTS } from "./picture_texts.ts";

export class PaddingPicture {
  readonly #state;
  readonly #said = new Said(() => this.show());
  readonly #grid = make("div", "tt-picture-grid");
  readonly #models;
  readonly #pads: Record<string, Pads>;

  /** `link` is told the text that is shown. */
  constructor(
    root: HTMLElement,
    readonly worker: () => TokenizerWorker,
    readonly link: (text: string, model: string) => void,
    foot: (reset: HTMLElement) => HTMLElement,
  ) {
    this.#models = modelsOf(root.dataset.models!.split(" "));
    this.#pads = JSON.parse(root.dataset.pads!);
    const given = { text: root.dataset.text!, model: this.#models[0]!.id, side: "right" as string };
    this.#state = new PictureState("padding", given, () => this.#fill());
    const [prompts, field] = area(TEXTS.prompts, 3, (text) => this.#changed({ text }));
    const names = this.#models.map(({ id, name }) => [id, name] as const);
    const [models, select] = choice(PICTURES.model, names, (model) => this.#changed({ model }));
    const sides = new Radios<Side>(TEXTS.side, TEXTS.sides, "right", (side) => this.#changed({ side }));
    this.#fill = () => {
      const { text, model, side } = this.#state.now;
      putText(field, text);
      select.value = model;
      sides.check(side === "left" ? "left" : "right");
      this.show();
    };
    root.setAttribute("aria-label", TEXTS.what);
    const controls = make("div", "tt-picture-controls", models, sides.element);
    root.replaceChildren(prompts, controls, this.#said.element, this.#grid, foot(this.#state.buttons));
    this.#fill();
  }

  readonly #fill: () => void;

  #changed(part: { text?: string; model?: string; side?: string }): void {
    this.#state.change(part);
    this.show();
  }

  show(): void {
    void this.#said.of((stale) => this.#make(stale));
  }

  async #make(stale: () => boolean): Promise<void> {
    const { text, side } = this.#state.now;
    const model = this.#models.find(({ id }) => id === this.#state.now.model) ?? this.#models[0]!;
    this.link(text, model.id);
    const lines = linesOf(text);
    if (typeof lines === "string") return this.#said.say(lines, true);
    const { pad, eos } = this.#pads[model.id]!;
    const [rows, filler] = await Promise.all([
      tokensOf(this.worker(), model, lines, "padding", true),
      tokensOf(this.worker(), model, [pad ?? eos], "filler", false),
    ]);
    if (!rows || !filler || stale()) return;
    const wide = tooWide(rows);
    if (wide) return this.#said.say(wide, true);
    this.#draw(
      rows,
      filler[0]!,
      side === "left" ? "left" : "right",
      pad ? TEXTS.pads(pad) : TEXTS.borrowed(model.name, eos),
    );
  }

  #draw(rows: readonly Tokens[], filler: Tokens, side: Side, note: string): void {
    const places = rectangle(
      rows.map(({ ids }) => ids.length),
      side,
    );
    const bodies = rows.map((tokens, i) => {
      const row = places[i]!;
      const last = row.at(-1)!;
      const cells = row.map((place) => tokenCell(tokens, place, filler));
      cells.at(-1)!.classList.add("tt-rows-last");
      const arrow = make(
        "td",
        `tt-rows-arrow ${last === null ? "tt-rows-wrong" : ""}`.trim(),
        make("span", "", "→"),
        make("small", "", last === null ? TEXTS.from.filler : TEXTS.from.text),
      );
      arrow.rowSpan = 2;
      const face = last === null ? faceAt(filler, 0) : faceAt(tokens, last);
      arrow.firstElementChild!.setAttribute("role", "img");
      arrow.firstElementChild!.setAttribute("aria-label", TEXTS.goesOn(face, last === null));
      const mask = row.map((place) => make("td", place === null ? "tt-rows-zero" : "", place === null ? "0" : "1"));
      return make(
        "tbody",
        "",
        tableRow(PICTURES.ids, "tt-rows-tokens", [...cells, arrow]),
        tableRow(PICTURES.mask, "", mask),
      );
    });
    this.#grid.replaceChildren(scrolled(TEXTS.grid, bodies));
    const wrong = places.filter((row) => row.at(-1) === null).length;
    this.#said.say(`${wrong ? TEXTS.some(wrong, rows.length) : TEXTS.all} ${note}`);
  }
}
