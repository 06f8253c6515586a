/** Replies as a batch for training: which places have a label, by the pad id or by the attention mask. */
import type { TokenizerWorker } from "../../encoder/client.ts";
import { type Model, modelsOf } from "../../encoder/models.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import { make } from "../../ui/dom.ts";
import { Radios } from "../../ui/radios.ts";
import { putText } from "../change.ts";
import { hasLabel, rectangle } from "./padded.ts";
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
import { PICTURES, type Rule, LABELS as TEXTS } from "./picture_texts.ts";

const IGNORED = "−100";

export class LabelPicture {
  readonly #state;
  readonly #said = new Said(() => this.show());
  readonly #grid = make("div", "tt-picture-grid");
  readonly #models: Model[];
  readonly #pads: Record<string, Pads>;
  readonly #pad: HTMLSelectElement;
  readonly #endWords = make("span");
  readonly #fill: () => void;

  /** `link` is told the text that is shown. */
  constructor(
    root: HTMLElement,
    readonly worker: () => TokenizerWorker,
    readonly link: (text: string, model: string) => void,
    foot: (reset: HTMLElement) => HTMLElement,
  ) {
    this.#models = modelsOf(root.dataset.models!.split(" "));
    this.#pads = JSON.parse(root.dataset.pads!);
    const first = this.#models[0]!.id;
    const given = {
      text: root.dataset.text!,
      model: first,
      pad: this.#pads[first]!.eos,
      rule: "id" as string,
      ended: true,
    };
    this.#state = new PictureState("labels", given, () => this.#fill());
    const [replies, field] = area(TEXTS.replies, 2, (text) => this.#changed({ text }));
    const names = this.#models.map(({ id, name }) => [id, name] as const);
    const [models, select] = choice(PICTURES.model, names, (model) => this.#chosen(model));
    const [pads, pad] = choice(TEXTS.pad, [], (token) => this.#changed({ pad: token }));
    this.#pad = pad;
    const rules = new Radios<Rule>(TEXTS.rule, TEXTS.rules, "id", (rule) => this.#changed({ rule }));
    const ended = Object.assign(make("input"), { type: "checkbox" });
    ended.addEventListener("change", () => this.#changed({ ended: ended.checked }));
    this.#fill = () => {
      const now = this.#state.now;
      putText(field, now.text);
      select.value = this.#model.id;
      this.#offerPads();
      rules.check(now.rule === "mask" ? "mask" : "id");
      ended.checked = now.ended;
      this.show();
    };
    root.setAttribute("aria-label", TEXTS.what);
    const end = make("label", "tt-choice", ended, this.#endWords);
    const controls = make("div", "tt-picture-controls", models, pads, rules.element, end);
    root.replaceChildren(replies, controls, this.#said.element, this.#grid, foot(this.#state.buttons));
    this.#fill();
  }

  get #model(): Model {
    return this.#models.find(({ id }) => id === this.#state.now.model) ?? this.#models[0]!;
  }

  #changed(part: { text?: string; model?: string; pad?: string; rule?: string; ended?: boolean }): void {
    this.#state.change(part);
    this.show();
  }

  /** Another tokenizer, with its eos as pad token, as tutorials have it. */
  #chosen(model: string): void {
    this.#state.change({ model, pad: this.#pads[model]!.eos });
    this.#offerPads();
    this.show();
  }

  #offerPads(): void {
    const { pad, eos, spare, end } = this.#pads[this.#model.id]!;
    const words = TEXTS.pads;
    const offered = [
      ...(pad && pad !== eos ? [new Option(words.pad(pad), pad)] : []),
      new Option(pad === eos ? words.both(eos) : words.eos(eos), eos),
      ...(spare ? [new Option(words.spare(spare), spare)] : []),
    ];
    this.#pad.replaceChildren(...offered);
    this.#pad.value = offered.some(({ value }) => value === this.#state.now.pad) ? this.#state.now.pad : eos;
    this.#endWords.textContent = TEXTS.ended(end);
  }

  show(): void {
    void this.#said.of((stale) => this.#make(stale));
  }

  async #make(stale: () => boolean): Promise<void> {
    const { text, rule, ended } = this.#state.now;
    const model = this.#model;
    const { end, side } = this.#pads[model.id]!;
    const lines = linesOf(text);
    if (typeof lines === "string") {
      this.link(text, model.id);
      return this.#said.say(lines, true);
    }
    const replies = lines.map((line) => (ended ? line + end : line));
    this.link(replies.join("\n"), model.id);
    const [rows, fillers] = await Promise.all([
      tokensOf(this.worker(), model, replies, "labels", false),
      tokensOf(this.worker(), model, [this.#pad.value, end], "label filler", false),
    ]);
    if (!rows || !fillers || stale()) return;
    const wide = tooWide(rows);
    if (wide) return this.#said.say(wide, true);
    this.#draw(rows, fillers[0]!, fillers[1]!, rule === "mask" ? "mask" : "id", side);
  }

  #draw(rows: readonly Tokens[], filler: Tokens, ends: Tokens, rule: Rule, side: "left" | "right"): void {
    const places = rectangle(
      rows.map(({ ids }) => ids.length),
      side,
    );
    const counts = { trained: 0, real: 0, kept: 0, ends: 0 };
    const bodies = rows.map((tokens, i) => {
      const labels: HTMLElement[] = [];
      const cells = places[i]!.map((place) => {
        const cell = tokenCell(tokens, place, filler);
        const on = hasLabel(place, tokens.ids, filler.ids[0]!, rule);
        const label = make("td", on ? "tt-rows-trained" : "tt-rows-zero", on ? String(tokens.ids[place!]) : IGNORED);
        if (place !== null) {
          const closes = ends.ids.includes(tokens.ids[place]!);
          counts.real += 1;
          counts.trained += Number(on);
          counts.ends += Number(closes);
          counts.kept += Number(closes && on);
          if (!on) {
            label.classList.add("tt-rows-lost");
            label.title = TEXTS.lost;
          }
        }
        labels.push(label);
        return cell;
      });
      return make("tbody", "", tableRow(PICTURES.ids, "tt-rows-tokens", cells), tableRow(PICTURES.labels, "", labels));
    });
    this.#grid.replaceChildren(scrolled(TEXTS.grid, bodies));
    const learnt = counts.ends ? TEXTS.ends(counts.kept, counts.ends) : TEXTS.noEnd;
    this.#said.say(`${TEXTS.trained(counts.trained, counts.real)} ${learnt}`);
  }
}
