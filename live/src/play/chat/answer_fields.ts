/** How the model chooses and how long it goes on: the fields, and what links and drafts keep of them. */
import { labelled, make } from "../../ui/dom.ts";
import { ANSWER } from "./answer_texts.ts";

export interface Chosen {
  temperature: number;
  seed: number;
  limit: number;
  goOn: boolean;
}

const FIRST: Chosen = { temperature: 0, seed: 1, limit: 60, goOn: false };

/** What is not as at first, under the names of links. */
export function keptOf({ temperature, seed, limit, goOn }: Chosen): Record<string, number> {
  return {
    ...(temperature === FIRST.temperature ? {} : { r: temperature }),
    ...(seed === FIRST.seed ? {} : { s: seed }),
    ...(limit === FIRST.limit ? {} : { l: limit }),
    ...(goOn ? { e: 1 } : {}),
  };
}

/** Of what `keptOf` gave, or a link says: it may be anything. */
export function chosenIn({ r, s, l, e }: Record<string, unknown>): Chosen {
  const number = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);
  return {
    temperature: number(r, FIRST.temperature),
    seed: number(s, FIRST.seed),
    limit: number(l, FIRST.limit),
    goOn: e === 1,
  };
}

export class AnswerFields {
  readonly elements: readonly HTMLElement[];
  readonly #temperature = numberField("0", "2", "0.1");
  readonly #seed = numberField("0", "999999", "1");
  readonly #limit = numberField("1", "500", "1");
  readonly #goOn = Object.assign(make("input"), { type: "checkbox" });

  constructor(changed: (kind: "typed" | "options") => void) {
    this.#temperature.title = ANSWER.greedy;
    for (const field of [this.#temperature, this.#seed, this.#limit]) {
      field.addEventListener("input", () => changed("typed"));
      field.addEventListener("change", () => this.set(this.chosen)); // a field that is left shows what is used
    }
    this.#goOn.addEventListener("change", () => changed("options"));
    this.elements = [
      labelled(ANSWER.temperature, this.#temperature),
      labelled(ANSWER.seed, this.#seed),
      labelled(ANSWER.limit, this.#limit),
      make("label", "tt-choice", this.#goOn, make("span", "", ANSWER.ignoreEnd)),
    ];
    this.set(FIRST);
  }

  get chosen(): Chosen {
    return {
      temperature: within(this.#temperature, FIRST.temperature),
      seed: Math.floor(within(this.#seed, FIRST.seed)),
      limit: Math.floor(within(this.#limit, FIRST.limit)),
      goOn: this.#goOn.checked,
    };
  }

  set({ temperature, seed, limit, goOn }: Chosen): void {
    this.#temperature.value = String(temperature);
    this.#seed.value = String(seed);
    this.#limit.value = String(limit);
    this.#goOn.checked = goOn;
  }
}

function numberField(min: string, max: string, step: string): HTMLInputElement {
  return Object.assign(make("input", "tt-field tt-number"), { type: "number", min, max, step });
}

function within(field: HTMLInputElement, otherwise: number): number {
  const value = field.valueAsNumber;
  return Number.isFinite(value) ? Math.min(Math.max(value, Number(field.min)), Number(field.max)) : otherwise;
}
