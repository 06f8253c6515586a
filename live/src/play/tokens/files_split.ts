/** Chunks of n tokens: what is typed, and what was made. */
import type { Model } from "../../encoder/models.ts";
import type { As, Split } from "../../rows/protocol.ts";
import { labelled, make } from "../../ui/dom.ts";
import type { Kind } from "../work.ts";
import { numberField } from "./files_result.ts";
import { table } from "./files_tables.ts";
import { FILES } from "./files_texts.ts";

const MOST = 1_000_000; // tokens

export interface SplitTyped {
  size: string;
  overlap: string;
  of: string | null;
}

export class FilesSplit {
  readonly element = make("details", "tt-files-split");
  readonly buttons: readonly HTMLButtonElement[];
  readonly #size = numberField("1");
  readonly #overlap = numberField("1");
  readonly #typed: SplitTyped;
  readonly #of = make("select", "tt-field");
  readonly #ofLabel = labelled(FILES.tokenizer, this.#of);
  readonly #old = make("p", "tt-note");
  readonly #said = make("div", "tt-files-chunks");
  /**
   * What the texts are made of; of what the chunks that are shown were made, and what was asked where that is said to be
   * wrong: "" where nothing is.
   */
  #texts = "";
  #made = "";
  #faulty = "";
  #asked = "";

  /** `go` makes the chunks. */
  constructor(
    typed: SplitTyped,
    changed: (kind: Kind) => void,
    go: (model: string, size: number, overlap: number, as: As) => void,
  ) {
    this.#typed = typed;
    const word = (label: string, as: As): HTMLButtonElement => {
      const made = make("button", "tt-chip-button", label);
      made.type = "button";
      made.addEventListener("click", () => {
        const [size, overlap] = [Number(this.#size.value), Number(this.#overlap.value || 0)];
        if (!Number.isInteger(size) || size < 1 || size > MOST) return this.wrong(FILES.sizeWrong);
        if (!Number.isInteger(overlap) || overlap < 0 || overlap > size / 2) return this.wrong(FILES.overlapWrong);
        this.#show();
        this.#asked = this.#key;
        go(this.#of.value, size, overlap, as);
      });
      return made;
    };
    this.buttons = [word(FILES.splitCsv, "csv"), word(FILES.splitJsonl, "jsonl")];
    for (const field of [this.#size, this.#overlap])
      field.addEventListener("input", () => {
        typed.size = this.#size.value;
        typed.overlap = this.#overlap.value;
        changed("typed");
      });
    this.#of.addEventListener("change", () => {
      typed.of = this.#of.value;
      changed("options");
    });
    for (const said of [this.#old, this.#said]) said.setAttribute("role", "status");
    this.element.append(
      make("summary", "", FILES.split),
      make("p", "tt-note", FILES.splitWhat),
      make(
        "div",
        "tt-files-controls",
        this.#ofLabel,
        labelled(FILES.chunkSize, this.#size),
        labelled(FILES.overlap, this.#overlap),
        ...this.buttons,
      ),
      this.#old,
      this.#said,
    );
    this.retype();
  }

  /** The tokenizers that are chosen; `known`: ids as the page knows them. */
  offer(models: readonly Model[], known: (ids: readonly string[]) => string[]): void {
    const { of } = this.#typed;
    this.#of.replaceChildren(...models.map(({ id, name }) => new Option(name, id)));
    const [wanted] = of === null ? [] : known([of]);
    if (wanted !== undefined && models.some(({ id }) => id === wanted)) this.#of.value = wanted;
    this.#ofLabel.hidden = models.length < 2;
  }

  retype(): void {
    this.#size.value = this.#typed.size;
    this.#overlap.value = this.#typed.overlap;
  }

  wrong(sentence: string): void {
    this.#show(make("p", "tt-note tt-bad", sentence));
    this.#faulty = this.#key;
  }

  /** Whether the chunks, or what is said to be wrong, are those of what is typed and chosen. */
  look(texts: string): void {
    this.#texts = texts;
    if (this.#faulty !== "" && this.#faulty !== this.#key) this.#show(); // something else is asked now
    const old = this.#made !== "" && this.#made !== this.#key;
    const words = old ? FILES.splitStale : "";
    if (this.#old.textContent !== words) this.#old.textContent = words;
    this.#said.classList.toggle("tt-stale", old);
  }

  get #key(): string {
    return JSON.stringify([this.#texts, this.#of.value, Number(this.#size.value), Number(this.#overlap.value)]);
  }

  #show(...shown: HTMLElement[]): void {
    this.#made = this.#faulty = "";
    this.#said.replaceChildren(...shown);
    this.look(this.#texts);
  }

  set({ chunks, most, first, troubles }: Split): void {
    const rows = first.map(({ file, row, chunk, tokens, content }) => [
      file,
      row,
      chunk,
      tokens,
      make("code", "", content),
    ]);
    this.#show(
      make("p", "tt-note", FILES.split_(chunks, most)),
      ...troubles.map((one) => make("p", "tt-note tt-bad", one)),
      ...(rows.length ? [table(FILES.firstChunks, FILES.chunkColumns, rows)] : []),
    );
    this.#made = this.#asked;
    this.look(this.#texts);
  }
}
