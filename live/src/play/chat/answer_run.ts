/** What both places have in which the model answers, a tool and a lesson: the model, how it chooses, and its answer. */
import type { TokenizerWorker } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import { ModelClient } from "../../model/client.ts";
import { LONGEST } from "../../model/limits.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { Provision } from "./answer_provision.ts";
import { Steps } from "./answer_steps.ts";
import { ANSWER } from "./answer_texts.ts";

/** What is kept of the fields. */
export interface Chosen {
  temperature: number;
  seed: number;
  limit: number;
  goOn: boolean;
}

export const FIRST: Chosen = { temperature: 0, seed: 1, limit: 60, goOn: false };

export class AnswerRun {
  readonly element = make("div", "tt-answer");
  readonly #client = new ModelClient();
  readonly #provision: Provision;
  readonly #fields = {
    temperature: field("0", "2", "0.1"),
    seed: field("0", "999999", "1"),
    limit: field("1", "500", "1"),
  };
  readonly #goOn = Object.assign(make("input"), { type: "checkbox" });
  readonly #ask = wordButton(ANSWER.answer, () => void this.#answer());
  readonly #stop = wordButton(ANSWER.stop, () => this.#client.stop());
  readonly #said = make("p", "tt-note tt-answer-said");
  readonly #made = make("div");
  #running = false;

  /** `ids`: what is to be read; rejects with an Error for the reader. `stop`: the end token. */
  constructor(
    readonly worker: TokenizerWorker,
    readonly model: Model,
    readonly stop: () => Promise<number[]>,
    readonly ids: () => Promise<number[]>,
    readonly changed: (chosen: Chosen) => void,
  ) {
    this.#provision = new Provision(this.#client, () => this.#show());
    this.#said.setAttribute("role", "status");
    const labelled = (name: string, field: HTMLElement): HTMLElement =>
      make("label", "tt-labelled", make("span", "", name), field);
    const { temperature, seed, limit } = this.#fields;
    temperature.title = ANSWER.greedy;
    for (const field of [temperature, seed, limit, this.#goOn])
      field.addEventListener("change", () => this.changed(this.chosen));
    this.element.append(
      this.#provision.element,
      make(
        "div",
        "tt-report-controls",
        labelled(ANSWER.temperature, temperature),
        labelled(ANSWER.seed, seed),
        labelled(ANSWER.limit, limit),
        make("label", "tt-choice", this.#goOn, make("span", "", ANSWER.ignoreEnd)),
        make("div", "tt-answer-buttons", this.#ask, this.#stop),
      ),
      this.#said,
      this.#made,
    );
    this.set(FIRST);
    this.#show();
  }

  get chosen(): Chosen {
    const number = (field: HTMLInputElement, otherwise: number): number => {
      const value = field.valueAsNumber;
      return Number.isFinite(value) ? Math.min(Math.max(value, Number(field.min)), Number(field.max)) : otherwise;
    };
    const { temperature, seed, limit } = this.#fields;
    return {
      temperature: number(temperature, FIRST.temperature),
      seed: Math.floor(number(seed, FIRST.seed)),
      limit: Math.floor(number(limit, FIRST.limit)),
      goOn: this.#goOn.checked,
    };
  }

  set({ temperature, seed, limit, goOn }: Chosen): void {
    for (const [name, value] of Object.entries({ temperature, seed, limit }))
      this.#fields[name as "seed"].value = String(value);
    this.#goOn.checked = goOn;
  }

  #show(): void {
    const had = this.element.contains(document.activeElement) && document.activeElement === this.#stop;
    this.#ask.disabled = !this.#client.ready || this.#running;
    this.#stop.hidden = !this.#running;
    if (had && this.#stop.hidden) this.#ask.focus();
  }

  async #answer(): Promise<void> {
    this.#running = true;
    this.#said.textContent = "";
    this.#show();
    try {
      await this.#write();
    } catch (error) {
      this.#said.textContent = "";
      if (this.#client.ready) this.#said.textContent = messageOf(error);
      else if (messageOf(error)) this.#provision.failed(error);
    }
    this.#running = false;
    this.#show();
  }

  async #write(): Promise<void> {
    const { temperature, seed, limit, goOn } = this.chosen;
    const ids = await this.ids();
    const rows = ids.length + limit;
    if (!ids.length) throw new Error(ANSWER.empty);
    if (rows > LONGEST) throw new Error(ANSWER.tooLong(ids.length, LONGEST));
    const stop = goOn ? [] : await this.stop();
    const steps = new Steps(this.worker, this.model);
    this.#made.replaceChildren(steps.element);
    this.#said.textContent = ANSWER.reading(0, ids.length);
    let count = 0;
    const done = await this.#client.answer(
      { ids, stop, limit, settings: { temperature, seed } },
      {
        read: (read) => void (this.#said.textContent = ANSWER.reading(read, ids.length)),
        step: (choice) => {
          count += 1;
          steps.add(choice);
          if (count % 8 === 1) this.#said.textContent = ANSWER.writing(count);
        },
      },
    );
    await steps.settled;
    const speed = done.steps > 1 ? `; ${ANSWER.speed(((done.steps - 1) * 1000) / done.ms)}` : "";
    this.#said.textContent = `${ANSWER.ends[done.end](done.steps)}${speed}.`;
  }
}

function field(min: string, max: string, step: string): HTMLInputElement {
  return Object.assign(make("input", "tt-field tt-number"), { type: "number", min, max, step });
}
