/** An answer as it grows: its text, its tokens with their probabilities, and what else could have come at a step. */
import type { TokenizerWorker } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import type { Choice } from "../../model/chances.ts";
import { make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { faceAt } from "../chips.ts";
import { ANSWER } from "./answer_texts.ts";

interface Shown {
  choice: Choice;
  /** Faces of the chosen id and of the likeliest ones. */
  faces: string[];
}

export class Steps {
  readonly element = make("div", "tt-answer-made");
  readonly #text = make("p", "tt-answer-text");
  readonly #list = make("ol", "tt-answer-steps");
  readonly #bars = make("div", "tt-answer-next");
  readonly #steps: Shown[] = [];
  /** The step whose probabilities are shown; null follows the newest. */
  #picked: number | null = null;
  #done: Promise<void> = Promise.resolve();

  constructor(
    readonly worker: TokenizerWorker,
    readonly model: Model,
  ) {
    const heading = (words: string): HTMLElement => make("p", "tt-answer-heading", words);
    this.#list.setAttribute("aria-label", ANSWER.steps);
    this.element.append(heading(ANSWER.made), this.#text, heading(ANSWER.steps), this.#list, this.#bars);
  }

  /** Steps are shown in their order, however long their names take. */
  add(choice: Choice): void {
    this.#done = this.#done
      .then(() => this.#add(choice))
      .catch((error) => void (this.#text.textContent = messageOf(error)));
  }

  /** All that was added is shown. */
  get settled(): Promise<void> {
    return this.#done;
  }

  async #add(choice: Choice): Promise<void> {
    const i = this.#steps.length;
    const [id, chance] = choice.chosen;
    const ids = [id, ...choice.top.map(([id]) => id)];
    const { repo } = this.model;
    const spelled = await this.worker.spell(repo, ids, "answer step");
    const text = await this.worker.decode(repo, [...this.#steps.map(({ choice }) => choice.chosen[0]), id]);
    if (!spelled) return;
    const faces = ids.map((_, k) => faceAt(spelled.tokens, k));
    this.#steps.push({ choice, faces });
    if (text !== null) this.#text.textContent = text;
    const token = make("button", "tt-answer-step", make("span", "", faces[0]!), make("i", "", ANSWER.percent(chance)));
    token.type = "button";
    token.dataset.id = String(id);
    token.setAttribute("aria-label", ANSWER.step(i, faces[0]!, id, chance));
    token.addEventListener("click", () => this.#pick((this.#picked = i)));
    this.#list.append(make("li", "", token));
    if (this.#picked === null) this.#pick(i);
  }

  #pick(i: number): void {
    const { choice, faces } = this.#steps[i]!;
    const [taken] = choice.chosen;
    this.#list.querySelectorAll("button").forEach((button, k) => button.setAttribute("aria-pressed", String(k === i)));
    const rows = choice.top.map(([id, chance], k) => this.#bar(faces[k + 1]!, id, chance, id === taken));
    if (!choice.top.some(([id]) => id === taken)) rows.push(this.#bar(faces[0]!, taken, choice.chosen[1], true));
    const list = make("ul", "tt-answer-bars", ...rows);
    this.#bars.replaceChildren(make("p", "tt-answer-heading", ANSWER.next(i)), list);
  }

  #bar(face: string, id: number, chance: number, taken: boolean): HTMLElement {
    const bar = Object.assign(make("meter"), { max: 1, value: chance });
    const row = make(
      "li",
      taken ? "tt-answer-taken" : "",
      make("code", "", face),
      bar,
      make("b", "", ANSWER.percent(chance)),
    );
    row.dataset.id = String(id);
    row.dataset.chance = String(chance);
    row.title = ANSWER.bar(face, id, chance, taken);
    bar.setAttribute("aria-label", ANSWER.bar(face, id, chance, taken));
    return row;
  }
}
