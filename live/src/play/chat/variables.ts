/** Controls for the variables that the templates name and `apply_chat_template` does not give. */
import { dumpJson, parseJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import { Dict, isStr, type Value } from "../../jinja/values.ts";
import type { Variable } from "../../jinja/variables.ts";
import { make } from "../../ui/dom.ts";
import { putText } from "../change.ts";
import type { Kind } from "../work.ts";
import { TEXTS } from "./texts.ts";

/** `date_string` has a field of its own. */
const ELSEWHERE = new Set(["date_string"]);

export class Variables {
  readonly element = make("div", "tt-variables");
  readonly #of = new Map<string, { name: string; variables: readonly Variable[] }>();
  readonly #changed: (more: string, kind: Kind) => void;
  #controls = new Map<string, HTMLInputElement | HTMLSelectElement>();
  #more = "{}";
  #drawn = "";

  /** `changed` gets the JSON of all variables. */
  constructor(changed: (more: string, kind: Kind) => void) {
    this.#changed = changed;
    this.element.hidden = true;
  }

  /** What the template of a model names. */
  of(id: string, name: string, variables: readonly Variable[]): void {
    this.#of.set(id, { name, variables });
  }

  /** `models`: those whose templates are shown; `more`: the JSON of the variables that are given. */
  set(models: readonly string[], more: string): void {
    this.#more = more;
    const found = new Map<string, { variable: Variable; says: string[] }>();
    for (const id of models) {
      const { name: model, variables } = this.#of.get(id) ?? { name: "", variables: [] };
      for (const variable of variables) {
        if (ELSEWHERE.has(variable.name)) continue;
        const one = found.get(variable.name) ?? { variable, says: [] };
        one.says.push(TEXTS.variableOf(model, variable.otherwise));
        found.set(variable.name, one);
      }
    }
    const drawn = JSON.stringify([...found]);
    if (drawn !== this.#drawn) {
      this.#drawn = drawn;
      this.#controls = new Map();
      this.element.replaceChildren(...[...found.values()].map(({ variable, says }) => this.#line(variable, says)));
      this.element.hidden = !found.size;
    }
    const given = parseJson(more) as Dict;
    for (const [name, control] of this.#controls) {
      const value = given.get(name);
      if (control instanceof HTMLInputElement)
        putText(control, value !== undefined && isStr(value) ? raw(value) : json(value));
      else {
        const text = json(value); // of a text too: in quotes it is another choice than true
        if (![...control.options].some(({ value }) => value === text)) control.append(new Option(text, text));
        control.value = text;
      }
    }
  }

  #line({ name, kind }: Variable, says: readonly string[]): HTMLElement {
    const control = kind === "boolean" ? make("select", "tt-field") : make("input", "tt-field");
    if (control instanceof HTMLSelectElement) {
      control.append(...["", "true", "false"].map((value) => new Option(value || TEXTS.notGiven, value)));
      control.addEventListener("change", () => this.#give(name, control.value ? parseJson(control.value) : undefined));
    } else {
      control.placeholder = TEXTS.notGiven;
      control.autocomplete = "off";
      control.addEventListener("input", () => this.#give(name, control.value || undefined, "typed"));
    }
    this.#controls.set(name, control);
    const label = make("label", "tt-argument-field", make("code", "", name), control);
    return make("div", "tt-argument", label, make("span", "tt-what", says.join(" ")));
  }

  #give(name: string, value: Value | undefined, kind: Kind = "options"): void {
    const given = parseJson(this.#more) as Dict;
    const others = Dict.of(given.entries().filter(([key]) => !isStr(key) || raw(key) !== name));
    if (value !== undefined) others.set(name, value);
    this.#changed(raw(dumpJson(others, { keepNumbers: true })), kind);
  }
}

function json(value: Value | undefined): string {
  return value === undefined ? "" : raw(dumpJson(value, { keepNumbers: true }));
}
