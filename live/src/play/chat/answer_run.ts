/** What both places have in which the model answers, a tool and a lesson: the model, how it chooses, and its answer. */
import type { TokenizerWorker } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import { ModelClient } from "../../model/client.ts";
import { LONGEST } from "../../model/limits.ts";
import { copyButton } from "../../ui/copy.ts";
import { button, make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { pythonOf } from "./answer_copy.ts";
import { AnswerFields } from "./answer_fields.ts";
import { Provision, troubleWords } from "./answer_provision.ts";
import { Steps } from "./answer_steps.ts";
import { ANSWER } from "./answer_texts.ts";

/** What the model is to read. */
export interface Reading {
  /** Rejects with an Error for the reader. */
  ids(): Promise<number[]>;
  /** What those ids are made of: another text if they may be others. */
  made(): string;
  /** The end token. */
  end(): Promise<number[]>;
  /** Lines of Python that end with `tokenizer` and `ids`. Throws an Error for the reader. */
  python(): string[];
  /** Of the tokenizers that the page works with. */
  repos(): readonly string[];
}

export class AnswerRun {
  readonly element = make("div", "tt-answer");
  readonly fields: AnswerFields;
  readonly #client = new ModelClient();
  readonly #provision: Provision;
  readonly #ask = button("run", ANSWER.answer, () => void this.#answer(), "tt-primary");
  readonly #stop = button("stop", ANSWER.stop, () => this.#halt(), "tt-stop");
  readonly #said = make("p", "tt-note tt-answer-said");
  readonly #old = make("p", "tt-note tt-answer-old");
  readonly #made = make("div");
  #running = false;
  #halted = false;
  /** What the answer that is shown was made of; null where none is shown. */
  #of: string | null = null;

  /** `changed`: another way to choose. */
  constructor(
    readonly worker: TokenizerWorker,
    readonly model: Model,
    readonly reading: Reading,
    changed: (kind: "typed" | "options") => void,
  ) {
    this.#provision = new Provision(this.#client, reading.repos, () => this.#show());
    this.fields = new AnswerFields(changed);
    for (const said of [this.#said, this.#old]) said.setAttribute("role", "status");
    const words = { label: ANSWER.python, copied: ANSWER.copied, failed: ANSWER.copyFailed };
    const copy = copyButton(words, () => this.#python());
    const buttons = make("div", "tt-answer-buttons", this.#ask, this.#stop, copy);
    this.element.append(
      this.#provision.element,
      make("div", "tt-report-controls", ...this.fields.elements, buttons),
      this.#said,
      this.#old,
      this.#made,
    );
    this.#show();
  }

  /** What is read or how it is answered may have changed: an answer of before says so. */
  look(): void {
    const old = this.#of !== null && this.#of !== this.#now();
    const words = old ? ANSWER.old : "";
    if (this.#old.textContent !== words) this.#old.textContent = words;
    this.#made.classList.toggle("tt-answer-before", old);
  }

  #now(): string {
    return JSON.stringify([this.reading.made(), this.fields.chosen]);
  }

  #show(): void {
    const had = document.activeElement === this.#stop;
    this.#ask.disabled = !this.#client.ready || this.#running;
    this.#stop.hidden = !this.#running;
    if (had && !this.#running) this.#ask.focus();
  }

  #halt(): void {
    this.#halted = true;
    this.#client.stop();
  }

  #python(): string | null {
    try {
      return pythonOf(this.reading.python(), this.fields.chosen);
    } catch (error) {
      this.#said.textContent = messageOf(error);
      return null;
    }
  }

  async #answer(): Promise<void> {
    this.#running = true;
    this.#halted = false;
    this.#said.textContent = "";
    this.#show();
    try {
      await this.#write();
    } catch (error) {
      if (this.#client.ready) this.#said.textContent = troubleWords(error);
      else if (messageOf(error)) this.#provision.failed(error);
    }
    this.#running = false;
    this.#show();
  }

  async #write(): Promise<void> {
    const of = this.#now();
    const { temperature, seed, limit, goOn } = this.fields.chosen;
    const ids = await this.reading.ids();
    if (!ids.length) throw new Error(ANSWER.empty);
    if (ids.length + limit > LONGEST) throw new Error(ANSWER.tooLong(ids.length, LONGEST));
    const stop = goOn ? [] : await this.reading.end();
    const steps = new Steps(this.worker, this.model);
    let count = 0;
    const tell = (words: string): void => void (this.#said.textContent = words);
    if (this.#halted) return tell(`${ANSWER.ends.stopped(0)}.`);
    const step = (choice: Parameters<Steps["add"]>[0]): void => {
      if (!count) this.#begin(of, steps);
      count += 1;
      steps.add(choice);
      if (count % 8 === 1) tell(ANSWER.writing(count));
    };
    tell(ANSWER.reading(0, ids.length));
    const read = (read: number): void => tell(ANSWER.reading(read, ids.length));
    try {
      const asked = { ids, stop, limit, settings: { temperature, seed } };
      const { end, steps: made, ms } = await this.#client.answer(asked, { read, step });
      await steps.settled;
      const speed = made > 1 ? `; ${ANSWER.speed(((made - 1) * 1000) / ms)}` : "";
      tell(`${ANSWER.ends[end](made)}${speed}.`);
    } catch (error) {
      tell(count ? `${ANSWER.ends.stopped(count)}.` : ""); // without the model, the answer is as long as it is
      throw error;
    }
  }

  /** Only now the answer of before goes: one that fails takes nothing away. */
  #begin(of: string, steps: Steps): void {
    this.#of = of;
    this.#made.replaceChildren(steps.element);
    this.look();
  }
}
