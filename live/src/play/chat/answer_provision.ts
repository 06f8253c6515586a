/** The model on this device: load it, stop that, remove it, and what went wrong. */
import { type ModelClient, ModelTrouble, weights } from "../../model/client.ts";
import { hide, make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { ANSWER } from "./answer_texts.ts";

export function troubleWords(error: unknown): string {
  if (!(error instanceof ModelTrouble)) return messageOf(error);
  return error.trouble === "load" ? ANSWER.trouble.load(error.message) : ANSWER.trouble[error.trouble];
}

export class Provision {
  readonly element = make("div", "tt-answer-model");
  readonly #load = wordButton("", () => void this.#begin());
  readonly #stop = wordButton(ANSWER.stop, () => this.#end());
  readonly #remove = wordButton(ANSWER.remove, () => void this.#forget());
  readonly #bar = make("progress");
  readonly #said = make("p", "tt-note");

  /** `changed`: whether the model can be asked now. */
  constructor(
    readonly client: ModelClient,
    readonly changed: (ready: boolean) => void,
  ) {
    this.#bar.setAttribute("aria-label", ANSWER.progress);
    this.#said.setAttribute("role", "status");
    this.element.append(make("div", "tt-answer-buttons", this.#load, this.#bar, this.#stop, this.#remove), this.#said);
    this.#show(false, false);
    void this.#label();
  }

  /** Where it could not go on: the worker is gone, or the memory. */
  failed(error: unknown): void {
    this.#show(false, false);
    void this.#label();
    this.#said.textContent = troubleWords(error);
  }

  /** What the buttons say depends on what is kept. */
  async #label(): Promise<void> {
    const kept = await this.client.kept();
    this.#load.textContent = (kept ? ANSWER.begin : ANSWER.load)(weights!.bytes);
    if (!this.client.ready) this.#remove.hidden = !kept;
  }

  #show(loading: boolean, ready: boolean): void {
    const next = ready ? this.#remove : loading ? this.#stop : this.#load;
    next.hidden = false;
    for (const one of [this.#load, this.#stop, this.#remove]) if (one !== next) hide(one, next);
    this.#bar.hidden = !loading;
    this.changed(ready);
  }

  async #begin(): Promise<void> {
    this.#show(true, false);
    this.#bar.removeAttribute("value");
    try {
      const keeping = await this.client.load(({ loaded, kept, total }) => {
        [this.#bar.max, this.#bar.value] = [total, loaded];
        this.#said.textContent = ANSWER.loading(loaded, total, kept);
      });
      this.#show(false, true);
      this.#said.textContent = ANSWER.keeping[keeping];
    } catch (error) {
      if (error instanceof ModelTrouble && !error.message) return; // Stop or Remove, which said so
      this.failed(error);
    }
  }

  #end(): void {
    this.client.end();
    this.#show(false, false);
    void this.#label();
    this.#said.textContent = ANSWER.stopped;
  }

  async #forget(): Promise<void> {
    await this.client.remove();
    this.#show(false, false);
    this.#said.textContent = ANSWER.removed;
    await this.#label();
  }
}
