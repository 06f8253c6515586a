/** One of two prompts that are compared: its fields, and what they hold. */
import type { Model } from "../../encoder/models.ts";
import { labelled, make } from "../../ui/dom.ts";
import { textField } from "../../ui/long_text.ts";
import { putText } from "../change.ts";
import type { Kind } from "../work.ts";
import { COMPARE } from "./compare_texts.ts";

export type SideKind = keyof typeof COMPARE.kinds;

/** In links and drafts. What is not given is as the page has it. */
export interface SideState {
  /** Kind. */
  k: SideKind;
  /** Model. */
  m?: string;
  /** Template. */
  t?: string;
  /** add_generation_prompt: 1 or 0. */
  g?: number;
  /** Whether tools are given: 1 or 0; and their JSON. */
  w?: number;
  o?: string;
  /** Further variables. */
  x?: string;
  /** The pasted text, the pasted ids. */
  p?: string;
  i?: string;
}

/** What may be anything, as a side. */
export function sideIn(value: unknown, instead: SideKind): SideState {
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const kind = given.k as SideKind;
  const made: SideState = { k: Object.hasOwn(COMPARE.kinds, kind ?? "") ? kind : instead };
  for (const name of ["m", "t", "o", "x", "p", "i"] as const)
    if (typeof given[name] === "string") made[name] = given[name];
  for (const name of ["g", "w"] as const) if (given[name] === 0 || given[name] === 1) made[name] = given[name];
  return made;
}

/** What the page has, where a side has nothing of its own. */
export interface Page {
  generation: boolean;
  withTools: boolean;
  tools: string;
  more: string;
}

export interface SideEvents {
  changed(part: Partial<SideState>, kind: Kind): void;
  /** The template of a model, for the field. */
  templateOf(id: string): string | null;
}

export class SideForm {
  readonly element: HTMLElement;
  readonly #kind = make("select", "tt-field");
  readonly #model = make("select", "tt-field");
  readonly #modelWord = make("span");
  readonly #from = make("select", "tt-field");
  readonly #generation = check();
  readonly #withTools = check();
  readonly #areas: Record<"t" | "o" | "x" | "p" | "i", HTMLTextAreaElement>;
  readonly #parts: Partial<Record<SideKind, HTMLElement>>;

  constructor(
    private readonly side: string,
    events: SideEvents,
  ) {
    const label = (word: string, control: HTMLElement): HTMLElement => {
      control.setAttribute("aria-label", COMPARE.of(side, word));
      return labelled(word, control);
    };
    const area = (name: "t" | "o" | "x" | "p" | "i", word: string, rows: number): HTMLTextAreaElement => {
      const made = textField("tt-play-text tt-compare-text");
      made.rows = rows;
      made.spellcheck = false;
      made.dir = "auto";
      made.setAttribute("aria-label", COMPARE.of(side, word));
      made.addEventListener("input", () => events.changed({ [name]: made.value }, "typed"));
      return made;
    };
    this.#areas = {
      t: area("t", COMPARE.template, 6),
      o: area("o", COMPARE.toolsText, 4),
      x: area("x", COMPARE.more, 2),
      p: area("p", COMPARE.text, 6),
      i: area("i", COMPARE.ids, 4),
    };
    this.#kind.append(...Object.entries(COMPARE.kinds).map(([id, word]) => new Option(word, id)));
    this.#kind.addEventListener("change", () => events.changed({ k: this.#kind.value as SideKind }, "options"));
    this.#model.addEventListener("change", () => events.changed({ m: this.#model.value }, "options"));
    this.#from.addEventListener("change", () => {
      const template = events.templateOf(this.#from.value);
      this.#from.value = "";
      if (template !== null) events.changed({ t: template }, "example");
    });
    this.#generation.addEventListener("change", () =>
      events.changed({ g: Number(this.#generation.checked) }, "options"),
    );
    this.#withTools.addEventListener("change", () => events.changed({ w: Number(this.#withTools.checked) }, "options"));
    const below = (word: string, name: "t" | "o" | "x" | "p" | "i"): HTMLElement =>
      make("label", "tt-compare-field", make("span", "", word), this.#areas[name]);
    const choice = (control: HTMLElement, word: string): HTMLElement => {
      control.setAttribute("aria-label", COMPARE.of(side, word));
      return make("label", "tt-choice", control, make("code", "", word));
    };
    this.#parts = {
      template: make("div", "", label(COMPARE.templateOf, this.#from), below(COMPARE.template, "t")),
      arguments: make(
        "div",
        "",
        choice(this.#generation, COMPARE.generation),
        choice(this.#withTools, COMPARE.tools),
        this.#areas.o,
        below(COMPARE.more, "x"),
      ),
      text: below(COMPARE.text, "p"),
      ids: below(COMPARE.ids, "i"),
    };
    this.element = make(
      "fieldset",
      "tt-compare-side",
      make("legend", "", side),
      label(COMPARE.source, this.#kind),
      make("label", "tt-labelled", this.#modelWord, this.#model),
      ...Object.values(this.#parts),
    );
  }

  set(state: SideState, model: Model, models: readonly Model[], templated: readonly Model[], page: Page): void {
    this.#kind.value = state.k;
    const word = state.k === "text" || state.k === "ids" ? COMPARE.tokensOf : COMPARE.model;
    this.#modelWord.textContent = word;
    this.#model.setAttribute("aria-label", COMPARE.of(this.side, word));
    fill(this.#model, models);
    this.#model.value = model.id;
    fill(this.#from, templated, COMPARE.choose);
    for (const [kind, part] of Object.entries(this.#parts)) part.hidden = kind !== state.k;
    this.#generation.checked = state.g === undefined ? page.generation : state.g === 1;
    this.#withTools.checked = state.w === undefined ? page.withTools : state.w === 1;
    this.#areas.o.hidden = !this.#withTools.checked;
    const texts = { t: state.t ?? "", o: state.o ?? page.tools, x: state.x ?? page.more, p: state.p, i: state.i };
    for (const name of ["t", "o", "x", "p", "i"] as const) putText(this.#areas[name], texts[name] ?? "");
  }
}

function fill(select: HTMLSelectElement, models: readonly Model[], first?: string): void {
  const options = models.map(({ id, name }) => new Option(name, id));
  if (first !== undefined) options.unshift(new Option(first, ""));
  const same =
    [...select.options].map(({ value, text }) => value + text).join() === options.map((o) => o.value + o.text).join();
  if (!same) select.replaceChildren(...options);
}

function check(): HTMLInputElement {
  return Object.assign(make("input"), { type: "checkbox" });
}
