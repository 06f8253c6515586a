/** Steps through the merges of one word. */

import type { TokenizerWorker } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import type { Trace } from "../../encoder/protocol.ts";
import { button, labelled, make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { Notice } from "../../ui/notice.ts";
import { putText } from "../change.ts";
import { ICONS } from "../icons.ts";
import { Newest } from "../newest.ts";
import { MERGES, TEXTS } from "./texts.ts";

export class Merges {
  readonly element = make("section", "tt-merges");
  readonly #input = make("input", "tt-field");
  readonly #select = make("select", "tt-field");
  readonly #chips = make("div", "tt-merge-chips");
  readonly #line = make("p", "tt-merge-line");
  readonly #place = make("span", "tt-merge-place");
  readonly #remark = make("p", "tt-note");
  readonly #notice = new Notice(TEXTS.dismiss);
  readonly #worker: TokenizerWorker;
  #models: readonly Model[];
  #trace: Trace | null = null;
  #step = 0;
  readonly #newest = new Newest();

  constructor(worker: TokenizerWorker, models: readonly Model[]) {
    this.#worker = worker;
    this.#models = models;
    this.#input.type = "text";
    this.#input.spellcheck = false;
    this.#input.dir = "auto";
    this.#input.dataset.ownUndo = "";
    this.#input.autocapitalize = "off";
    this.#select.append(...models.map((model) => new Option(model.name, model.id)));
    this.#input.addEventListener("input", () => void this.#ask());
    this.#select.addEventListener("change", () => void this.#ask());
    this.#line.setAttribute("role", "status");
    const go = (step: () => number) => () => this.#show(step());
    const tools = make(
      "div",
      "tt-merge-tools",
      button(
        "reset",
        MERGES.first,
        go(() => 0),
        "tt-wordy",
      ),
      button(
        ICONS.back,
        MERGES.back,
        go(() => this.#step - 1),
        "tt-wordy",
      ),
      button(
        "run",
        MERGES.next,
        go(() => this.#step + 1),
        "tt-wordy tt-primary",
      ),
      button(
        "all",
        MERGES.last,
        go(() => Infinity),
        "tt-wordy",
      ),
      this.#place,
    );
    this.element.setAttribute("aria-label", MERGES.title);
    this.element.append(
      make("h2", "", MERGES.title),
      make("p", "", MERGES.about),
      make("div", "tt-merge-fields", labelled(MERGES.word, this.#input), labelled(MERGES.tokenizer, this.#select)),
      this.#notice.element,
      tools,
      this.#line,
      this.#chips,
      this.#remark,
    );
  }

  /** Which tokenizers there are; the one that is shown stays, if it is there. */
  offer(models: readonly Model[]): void {
    const { value } = this.#select;
    this.#models = models;
    this.#select.replaceChildren(...models.map((model) => new Option(model.name, model.id)));
    if (models.some(({ id }) => id === value)) this.#select.value = value;
  }

  /** Shows a word's first step; `go` also brings it into view. */
  open(model: Model, word: string, go: boolean): void {
    this.#select.value = model.id;
    if (!go) this.#input.value = word;
    else {
      this.element.scrollIntoView({ block: "nearest" });
      this.#input.focus({ preventScroll: true });
      putText(this.#input, word); // Ctrl+Z brings back the word that was there
    }
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const stale = this.#newest.begin();
    const model = this.#models.find(({ id }) => id === this.#select.value) ?? this.#models[0]!;
    if (!this.#input.value) {
      this.element.setAttribute("aria-busy", "false");
      return this.#notice.say(MERGES.empty, false);
    }
    this.element.setAttribute("aria-busy", "true");
    try {
      const trace = await this.#worker.trace(model.repo, this.#input.value);
      if (!trace || stale()) return;
      this.#notice.clear();
      this.#trace = trace;
      this.#show(0);
      this.element.setAttribute("aria-busy", "false");
    } catch (error) {
      if (stale()) return;
      this.element.setAttribute("aria-busy", "false");
      this.#notice.say(messageOf(error)); // the last good word stays
    }
  }

  #show(step: number): void {
    const trace = this.#trace;
    if (!trace) return;
    const { merges } = trace;
    this.#step = Math.max(0, Math.min(step, merges.length));
    const symbols = symbolsAfter(trace, this.#step);
    const done = merges[this.#step - 1];
    const next = merges[this.#step];
    this.#chips.replaceChildren(
      ...symbols.flatMap((symbol, i) => {
        const made = make("span", `tt-chip tt-k${i % 5}`, symbol);
        made.dir = "auto";
        if (done?.at === i) made.classList.add("tt-made");
        if (next && (i === next.at || i === next.at + 1)) made.classList.add("tt-next");
        return [made, " "];
      }),
    );
    this.#place.textContent = MERGES.at(this.#step, merges.length);
    const end = this.#step === merges.length ? ` ${merges.length ? MERGES.done : MERGES.none}` : "";
    this.#line.textContent =
      (done ? MERGES.step(this.#step, merges.length, done) : MERGES.start(trace.symbols.length)) + end;
    const remarks = [];
    if (trace.pieces.length > 1)
      remarks.push(
        MERGES.pieces(trace.pieces.slice(0, 8).join(" | ") + (trace.pieces.length > 8 ? " | …" : ""), trace.pieces[0]!),
      );
    if (trace.whole) remarks.push(MERGES.whole(symbolsAfter(trace, Infinity).length === trace.ids.length));
    this.#remark.textContent = remarks.join(" ");
  }
}

/** The symbols after so many merges. */
function symbolsAfter(trace: Trace, steps: number): string[] {
  const symbols = [...trace.symbols];
  for (const { at, made } of trace.merges.slice(0, steps)) symbols.splice(at, 2, made);
  return symbols;
}
