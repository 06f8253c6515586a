/** The model on this device: load it, stop that, remove it, and what went wrong. */
import { type ModelClient, ModelTrouble, weights } from "../../model/client.ts";
import { button, hide, make, relabel } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { ICONS } from "../icons.ts";
import { ANSWER } from "./answer_texts.ts";

export function troubleWords(error: unknown): string {
  if (!(error instanceof ModelTrouble)) return messageOf(error);
  return error.trouble === "load" ? ANSWER.trouble.load(error.message) : ANSWER.trouble[error.trouble];
}

export class Provision {
  readonly element = make("div", "tt-answer-model");
  readonly #load = button(ICONS.load, ANSWER.load(weights!.bytes), () => void this.#begin(), "tt-primary");
  readonly #stop = button("stop", ANSWER.stop, () => this.#end(), "tt-stop");
  readonly #remove = button(ICONS.remove, ANSWER.remove, () => void this.#forget());
  readonly #bar = make("progress");
  readonly #said = make("p", "tt-note");
  /** Each press takes the place of the one before, whose end is not told any more. */
  #turn = 0;

  /** `repos`: of the tokenizers that the page works with; `changed`: whether the model can be asked now. */
  constructor(
    readonly client: ModelClient,
    readonly repos: () => readonly string[],
    readonly changed: (ready: boolean) => void,
  ) {
    this.#bar.setAttribute("aria-label", ANSWER.progress);
    this.#said.setAttribute("role", "status");
    this.element.append(make("div", "tt-answer-buttons", this.#load, this.#bar, this.#stop, this.#remove), this.#said);
    this.#idle("");
  }

  /** Where it could not go on: the worker is gone, or the memory. */
  failed(error: unknown): void {
    this.#idle(troubleWords(error));
  }

  /** No model, and none under way. What the buttons say depends on what is kept. */
  #idle(words: string): void {
    const turn = (this.#turn += 1);
    this.#show(this.#load);
    this.#said.textContent = words;
    void this.client.kept().then((kept) => {
      if (turn !== this.#turn) return;
      relabel(this.#load, (kept === "all" ? ANSWER.begin : ANSWER.load)(weights!.bytes));
      this.#remove.hidden = kept === "none";
    });
  }

  #show(next: HTMLElement): void {
    next.hidden = false;
    for (const one of [this.#load, this.#stop, this.#remove]) if (one !== next) hide(one, next);
    this.#bar.hidden = next !== this.#stop;
    this.changed(next === this.#remove);
  }

  async #begin(): Promise<void> {
    const turn = (this.#turn += 1);
    const over = (): boolean => turn !== this.#turn;
    this.#show(this.#stop);
    this.#said.textContent = "";
    this.#bar.removeAttribute("value");
    try {
      const keeping = await this.client.load(({ loaded, kept, total }) => {
        if (over()) return;
        [this.#bar.max, this.#bar.value] = [total, loaded];
        this.#said.textContent = ANSWER.loading(loaded, total, kept);
      });
      if (over()) return;
      this.#show(this.#remove);
      this.#said.textContent = ANSWER.keeping[keeping];
      if (keeping === "kept" && (await this.client.keepPage(this.repos())) && !over())
        this.#said.textContent = ANSWER.offline;
    } catch (error) {
      if (!over()) this.failed(error); // else Stop or Remove, which said so
    }
  }

  #end(): void {
    this.client.end();
    this.#idle(ANSWER.stopped);
  }

  async #forget(): Promise<void> {
    const removed = this.client.remove();
    this.#idle("");
    const turn = this.#turn;
    await removed;
    if (turn === this.#turn) this.#idle(ANSWER.removed);
  }
}
