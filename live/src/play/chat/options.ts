/** The arguments of apply_chat_template, and which models. */

import type { Model } from "../../encoder/models.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { putText } from "../change.ts";
import type { Kind } from "../work.ts";
import { Documents } from "./documents.ts";
import { JsonField } from "./json_field.ts";
import { readMore, readTools } from "./reading_beside.ts";
import type { State } from "./shape.ts";
import { TEXTS } from "./texts.ts";
import { Variables } from "./variables.ts";

export interface OptionEvents {
  changed(part: Partial<State>, kind: Kind): void;
  /** The text of a field where it is not the one that counts; null where it is. */
  drafted(field: "tools" | "documents" | "more", text: string | null): void;
}

export class Options {
  readonly element = make("div", "tt-arguments");
  readonly models = make("div", "tt-controls");
  #models = new Map<string, HTMLInputElement>();
  readonly #choices = make("fieldset", "tt-choices");
  readonly #changed: (part: Partial<State>, kind: Kind) => void;
  readonly #generation: HTMLInputElement;
  readonly #sanitize: HTMLInputElement;
  readonly #withTools: HTMLInputElement;
  readonly #continues = make("select", "tt-field");
  readonly #date = make("input", "tt-field");
  readonly #tools: JsonField;
  readonly #toolsPart: HTMLElement;
  readonly #more: JsonField;
  readonly variables = new Variables((more, kind) => this.#changed({ more }, kind));
  readonly #documents: Documents;
  readonly #morePart = make("details", "tt-fold");

  constructor(models: readonly Model[], events: OptionEvents) {
    const changed = (part: Partial<State>, kind: Kind = "options"): void => events.changed(part, kind);
    const json = (field: "tools" | "more", label: string, read: typeof readTools): JsonField =>
      new JsonField({
        label,
        read,
        changed: ({ text }, typed, how) => {
          events.drafted(field, typed);
          changed({ [field]: text }, how);
        },
        drafted: (text) => {
          events.drafted(field, text);
          changed({}, "typed");
        },
      });
    this.#changed = changed;
    this.offer(models);
    this.#generation = box((generation) => changed({ generation }));
    this.#sanitize = box((sanitize) => changed({ sanitize }));
    this.#withTools = box((withTools) => changed({ withTools }));
    this.#continues.append(...Object.entries(TEXTS.continuesChoices).map(([value, label]) => new Option(label, value)));
    this.#continues.addEventListener("change", () =>
      changed({ continues: this.#continues.value === "content" ? true : this.#continues.value || false }),
    );
    this.#date.placeholder = TEXTS.dateHint;
    this.#date.autocomplete = "off";
    this.#date.dir = "auto";
    this.#date.addEventListener("input", () => changed({ date: this.#date.value }, "typed"));
    this.#tools = json("tools", TEXTS.toolsLabel, readTools);
    this.#more = json("more", TEXTS.moreLabel, readMore);
    this.#documents = new Documents({
      changed: (more, kind) => changed({ more }, kind),
      drafted: (text) => events.drafted("documents", text),
    });
    this.#toolsPart = make(
      "div",
      "tt-tools-part",
      this.#tools.element,
      wordButton(TEXTS.toolsExample, () => {
        events.drafted("tools", null);
        changed({ tools: TEXTS.exampleTools }, "example");
      }),
    );
    this.#morePart.append(make("summary", "", TEXTS.more), this.#more.element);
    this.element.append(
      make("h2", "tt-play-heading", TEXTS.settings),
      argument(this.#generation, TEXTS.generation, TEXTS.generationWhat),
      field(this.#continues, TEXTS.continues, TEXTS.continuesWhat),
      argument(this.#sanitize, TEXTS.sanitize, TEXTS.sanitizeWhat),
      field(this.#date, TEXTS.date),
      argument(this.#withTools, TEXTS.tools, TEXTS.toolsWhat),
      this.#toolsPart,
      argument(this.#documents.on, "documents", TEXTS.documentsWhat),
      this.#documents.part,
      this.variables.element,
      this.#morePart,
    );
    this.models.append(this.#choices);
  }

  /** Which models there are. */
  offer(models: readonly Model[]): void {
    const press = (): void => this.#changed({ models: this.#chosen() }, "options");
    this.#models = new Map(models.map(({ id }) => [id, box(press)]));
    this.#choices.replaceChildren(
      make("legend", "", TEXTS.models),
      ...models.map(({ id, name }) => plain(this.#models.get(id)!, name)),
    );
  }

  /** `drafts`: the texts of fields that do not count. */
  set(state: State, drafts: Record<string, string>): void {
    for (const [id, input] of this.#models) {
      input.checked = state.models.includes(id);
      input.disabled = state.models.length === 1 && input.checked;
    }
    this.#generation.checked = state.generation;
    this.#sanitize.checked = state.sanitize;
    this.#withTools.checked = state.withTools;
    this.#toolsPart.hidden = !state.withTools;
    const continues = state.continues === true ? "content" : state.continues || "";
    if (![...this.#continues.options].some(({ value }) => value === continues))
      this.#continues.append(new Option(JSON.stringify(continues), continues));
    this.#continues.value = continues;
    putText(this.#date, state.date);
    this.#tools.set(drafts.tools ?? state.tools);
    this.#more.set(drafts.more ?? state.more);
    this.#documents.set(state.more, drafts.documents);
    this.variables.set(state.models, state.more);
    if (drafts.more !== undefined || state.more.trim() !== "{}") this.#morePart.open = true;
  }

  #chosen(): string[] {
    return [...this.#models].filter(([, input]) => input.checked).map(([id]) => id);
  }
}

function box(press: (on: boolean) => void): HTMLInputElement {
  const input = make("input");
  input.type = "checkbox";
  input.addEventListener("change", () => press(input.checked));
  return input;
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

function argument(input: HTMLInputElement, label: string, what: string): HTMLElement {
  return make("div", "tt-argument", make("label", "tt-choice", input, make("code", "", label)), described(input, what));
}

function field(control: HTMLInputElement | HTMLSelectElement, label: string, what = ""): HTMLElement {
  const made = make("label", "tt-argument-field", make("code", "", label), control);
  return make("div", "tt-argument", made, ...(what ? [described(control, what)] : []));
}
