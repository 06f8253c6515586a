/** The field for `documents`, which templates for retrieval get. They are kept among the further variables, where apply_chat_template takes them from. */
import { dumpJson, parseJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import { Dict, isStr, List, type Value } from "../../jinja/values.ts";
import { make, wordButton } from "../../ui/dom.ts";
import type { Kind } from "../work.ts";
import { written } from "./beside_messages.ts";
import { JsonField } from "./json_field.ts";
import { isWrong } from "./reading.ts";
import { readDocuments } from "./reading_beside.ts";
import { TEXTS } from "./texts.ts";

const NAME = "documents";

export interface DocumentEvents {
  /** The JSON of all variables. */
  changed(more: string, kind: Kind): void;
  /** The text of the field where it is not the one that counts, or where none does; null where it is. */
  drafted(text: string | null): void;
}

export class Documents {
  readonly on = Object.assign(make("input"), { type: "checkbox" });
  readonly part = make("div", "tt-tools-part");
  readonly #field: JsonField;
  readonly #events: DocumentEvents;
  #more = "{}";
  /** The text that stands there while the switch is off. */
  #text = TEXTS.exampleDocuments;

  constructor(events: DocumentEvents) {
    this.#events = events;
    this.#field = new JsonField({
      label: TEXTS.documentsLabel,
      read: readDocuments,
      changed: ({ text }, typed, how) => {
        this.#text = typed ?? text;
        const value = parseJson(text);
        // what is kept of the variables has no spaces or lines: the reader's own are a draft
        events.drafted(this.#text === written(value) ? null : this.#text);
        this.#give(value, how);
      },
      drafted: (text) => {
        this.#text = text;
        events.drafted(text);
        events.changed(this.#more, "typed");
      },
    });
    this.on.addEventListener("change", () => this.#switch());
    this.part.append(
      this.#field.element,
      wordButton(TEXTS.toolsExample, () => {
        events.drafted(null);
        this.#give(parseJson(TEXTS.exampleDocuments), "example");
      }),
    );
  }

  /** `more`: the JSON of the variables that are given; `draft`: what the field has instead. */
  set(more: string, draft: string | undefined): void {
    this.#more = more;
    const given = (parseJson(more) as Dict).get(NAME);
    this.on.checked = given !== undefined;
    this.part.hidden = given === undefined;
    if (draft !== undefined && (given === undefined || sameAs(draft, given) || isWrong(readDocuments(draft))))
      this.#text = draft;
    else
      this.#text =
        given === undefined || sameAs(TEXTS.exampleDocuments, given) ? TEXTS.exampleDocuments : written(given);
    if (given !== undefined) this.#field.set(this.#text);
  }

  /** What the switch takes away stays in the field, and comes back. */
  #switch(): void {
    if (!this.on.checked) {
      this.#events.drafted(this.#text === TEXTS.exampleDocuments ? null : this.#text);
      return this.#give(undefined, "options");
    }
    const read = readDocuments(this.#text);
    this.#events.drafted(this.#text === TEXTS.exampleDocuments ? null : this.#text);
    this.#give(isWrong(read) ? new List([]) : parseJson(read.text), "options");
  }

  #give(value: Value | undefined, kind: Kind): void {
    const given = parseJson(this.#more) as Dict;
    const others = Dict.of(given.entries().filter(([key]) => !isStr(key) || raw(key) !== NAME));
    if (value !== undefined) others.set(NAME, value);
    this.#events.changed(raw(dumpJson(others, { keepNumbers: true })), kind);
  }
}

/** Whether a text is this value, in whatever form. */
function sameAs(text: string, value: Value): boolean {
  const read = readDocuments(text);
  const flat = (one: Value): string => raw(dumpJson(one, { keepNumbers: true }));
  return !isWrong(read) && flat(parseJson(read.text)) === flat(value);
}
