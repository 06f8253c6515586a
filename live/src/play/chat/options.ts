/** The arguments of apply_chat_template, and which models. */
import { make, wordButton } from "../../page/dom.ts";
import type { Model } from "../models.ts";
import { JsonField } from "./json_field.ts";
import { type State, wrongMore, wrongTools } from "./state.ts";
import { TEXTS } from "./texts.ts";

export class Options {
  readonly element = make("div", "tt-arguments");
  readonly models = make("div", "tt-controls");
  readonly #models: Map<string, HTMLInputElement>;
  readonly #generation: HTMLInputElement;
  readonly #sanitize: HTMLInputElement;
  readonly #withTools: HTMLInputElement;
  readonly #continues = make("select", "tt-field");
  readonly #date = make("input", "tt-field");
  readonly #tools: JsonField;
  readonly #toolsPart: HTMLElement;
  readonly #more: JsonField;
  readonly #morePart = make("details", "tt-fold");

  constructor(models: readonly Model[], changed: (part: Partial<State>) => void) {
    const box = (press: (on: boolean) => void): HTMLInputElement => {
      const input = make("input");
      input.type = "checkbox";
      input.addEventListener("change", () => press(input.checked));
      return input;
    };
    this.#models = new Map(models.map(({ id }) => [id, box(() => changed({ models: this.#chosen() }))]));
    this.#generation = box((generation) => changed({ generation }));
    this.#sanitize = box((sanitize) => changed({ sanitize }));
    this.#withTools = box((withTools) => changed({ withTools }));
    this.#continues.append(...Object.entries(TEXTS.continuesChoices).map(([value, label]) => new Option(label, value)));
    this.#continues.addEventListener("change", () => changed({ continues: this.#continues.value === "content" ? true : this.#continues.value || false }));
    this.#date.placeholder = TEXTS.dateHint;
    this.#date.autocomplete = "off";
    this.#date.addEventListener("input", () => changed({ date: this.#date.value }));
    this.#tools = new JsonField({ label: TEXTS.toolsLabel, check: wrongTools, changed: (tools) => changed({ tools }) });
    this.#more = new JsonField({ label: TEXTS.moreLabel, check: wrongMore, changed: (more) => changed({ more }) });
    this.#toolsPart = make("div", "tt-tools-part", this.#tools.element, wordButton(TEXTS.toolsExample, () => {
      this.#tools.set(TEXTS.exampleTools);
      changed({ tools: TEXTS.exampleTools });
    }));
    this.#morePart.append(make("summary", "", TEXTS.more), this.#more.element);
    this.element.append(
      make("h2", "tt-play-heading", TEXTS.settings),
      labelled(this.#generation, TEXTS.generation, TEXTS.generationWhat),
      field(this.#continues, TEXTS.continues, TEXTS.continuesWhat),
      labelled(this.#sanitize, TEXTS.sanitize, TEXTS.sanitizeWhat),
      field(this.#date, TEXTS.date),
      labelled(this.#withTools, TEXTS.tools, TEXTS.toolsWhat),
      this.#toolsPart,
      this.#morePart,
    );
    const choices = make("fieldset", "tt-choices", make("legend", "", TEXTS.models), ...models.map(({ id, name }) => plain(this.#models.get(id)!, name)));
    this.models.append(choices);
  }

  set(state: State, fresh: boolean): void {
    for (const [id, input] of this.#models) {
      input.checked = state.models.includes(id);
      input.disabled = state.models.length === 1 && input.checked;
    }
    this.#generation.checked = state.generation;
    this.#sanitize.checked = state.sanitize;
    this.#withTools.checked = state.withTools;
    this.#toolsPart.hidden = !state.withTools;
    const continues = state.continues === true ? "content" : state.continues || "";
    if (![...this.#continues.options].some(({ value }) => value === continues)) this.#continues.append(new Option(JSON.stringify(continues), continues));
    this.#continues.value = continues;
    if (this.#date.value !== state.date) this.#date.value = state.date;
    // a text that is not right yet stays while other things change
    if (fresh || !wrongTools(this.#tools.area.value)) this.#tools.set(state.tools);
    if (fresh || !wrongMore(this.#more.area.value)) this.#more.set(state.more);
    if (state.more.trim() !== "{}") this.#morePart.open = true;
  }

  #chosen(): string[] {
    return [...this.#models].filter(([, input]) => input.checked).map(([id]) => id);
  }
}

function plain(input: HTMLInputElement, label: string): HTMLElement {
  return make("label", "tt-choice", input, make("span", "", label));
}

let ids = 0;

function described(control: HTMLElement, what: string): HTMLElement {
  const line = make("span", "tt-what", what);
  line.id = `tt-what-${(ids += 1)}`;
  control.setAttribute("aria-describedby", line.id);
  return line;
}

function labelled(input: HTMLInputElement, label: string, what: string): HTMLElement {
  return make("div", "tt-argument", make("label", "tt-choice", input, make("code", "", label)), described(input, what));
}

function field(control: HTMLInputElement | HTMLSelectElement, label: string, what = ""): HTMLElement {
  const made = make("label", "tt-argument-field", make("code", "", label), control);
  return make("div", "tt-argument", made, ...(what ? [described(control, what)] : []));
}
