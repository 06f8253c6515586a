/** Found tokens as a table that grows in steps. */
import { Kind, type Listed, SEPARATOR } from "../../encoder/protocol.ts";
import { Reach } from "../../encoder/vocabulary.ts";
import { face } from "../../tokenizers/face.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { headRow } from "../table.ts";
import { VOCABULARY } from "./vocabulary_texts.ts";

/** Rows of a step; later steps are ten times as long. */
const STEP = 100;
/** Bytes of one token that are written out. */
const BYTES = 24;

type Reached = (ids: readonly number[]) => Promise<readonly number[] | null>;

export class VocabularyView {
  readonly element = make("div", "tt-found");
  readonly #rows = make("tbody");
  readonly #more = make("p", "tt-note");
  #listed: Listed | null = null;
  #written: string[] = [];
  #hits = new Uint32Array();
  #shown = 0;
  /** Rows of which is not known yet whether a text gives their ids. */
  #unmarked: HTMLElement[] = [];

  #reached: Reached = async () => null;

  constructor() {
    const last = VOCABULARY.columns.length - 1;
    const head = headRow(VOCABULARY.columns, (at) => (at === last ? { title: VOCABULARY.fromWhat } : {}));
    const table = make("table", "tt-fits tt-found-table", head, this.#rows);
    this.element.append(make("div", "tt-fits-scroll", table), this.#more);
  }

  /** `reached`: asks which of these ids a text gives, in the same tokenizer. */
  show(listed: Listed, hits: Uint32Array, reached: Reached): void {
    this.#reached = reached;
    if (this.#listed !== listed) this.#written = listed.written.split(SEPARATOR);
    this.#listed = listed;
    this.#hits = hits as Uint32Array<ArrayBuffer>;
    this.#shown = 0;
    this.#unmarked = [];
    this.#rows.replaceChildren();
    this.element.hidden = !hits.length;
    this.#grow(STEP);
  }

  /** The ids of all that was found, and what each is. */
  get found(): { id: number; text: string }[] {
    return Array.from(this.#hits, (i) => ({ id: this.#listed!.ids[i]!, text: face(this.#bytes(i)) }));
  }

  #bytes(i: number): Uint8Array {
    const { spelt, byteAt } = this.#listed!;
    return spelt.subarray(byteAt[i], byteAt[i + 1]);
  }

  #grow(count: number): void {
    const part = this.#hits.subarray(this.#shown, this.#shown + count);
    const rows = Array.from(part, (i) => this.#row(i));
    this.#rows.append(...rows);
    this.#shown += part.length;
    const left = this.#hits.length - this.#shown;
    const next = Math.min(left, 10 * STEP);
    this.#more.replaceChildren(...(left ? [wordButton(VOCABULARY.more(next, left), () => this.#grow(next))] : []));
    this.#unmarked.push(...rows);
    if (part.length) void this.#mark();
  }

  /** Asks for all rows at once that have no mark: a newer question takes the place of one under way. */
  async #mark(): Promise<void> {
    const rows = this.#unmarked;
    const reached = await this.#reached(rows.map(({ dataset }) => Number(dataset.id))).catch(() => null);
    if (!reached || rows !== this.#unmarked) return;
    for (const [k, how] of reached.entries()) {
      const row = rows[k]!;
      row.lastElementChild!.textContent = VOCABULARY.reach[how]!;
      row.classList.toggle("tt-never", how === Reach.none);
    }
    this.#unmarked = rows.slice(reached.length);
    if (this.#unmarked.length) void this.#mark();
  }

  #row(i: number): HTMLElement {
    const bytes = this.#bytes(i);
    const kind = this.#listed!.kinds[i]!;
    const id = make("th", "tt-number", String(this.#listed!.ids[i]));
    id.scope = "row";
    const text = make("td", "tt-fit-text", face(bytes));
    text.dir = "auto";
    const what = VOCABULARY.kinds[kind] || (bytes.length === 1 && kind < Kind.special ? VOCABULARY.byte : "");
    const row = make(
      "tr",
      what && "tt-found-kind",
      id,
      text,
      make("td", "tt-fit-text", this.#written[i]!),
      make("td", "tt-fit-bytes", hex(bytes)),
      make("td", "", what),
      make("td", "tt-found-never"),
    );
    row.dataset.id = String(this.#listed!.ids[i]);
    return row;
  }
}

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, BYTES), (byte) => byte.toString(16).padStart(2, "0")).join(" ") +
  (bytes.length > BYTES ? " …" : "");
