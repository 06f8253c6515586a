/** What was counted: sums with prices, files, and of one tokenizer bars, longest rows and rows over a limit. */
import type { Model } from "../../encoder/models.ts";
import type { RowsWorker } from "../../rows/client.ts";
import type { Counted } from "../../rows/protocol.ts";
import { labelled, make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { barsView, filesTable, longestTable, placesTable, sumsTable } from "./files_tables.ts";
import { FILES } from "./files_texts.ts";

export interface Typed {
  /** By tokenizer, as typed. */
  prices: Record<string, string>;
  limit: string;
}

const money = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 4 });

export class FilesResult {
  readonly element = make("div", "tt-files-result");
  readonly #worker: RowsWorker;
  readonly #typed: Typed;
  readonly #changed: () => void;
  readonly #one = make("div");
  readonly #of = make("select", "tt-field");
  readonly #limit = numberField("1");
  readonly #over = make("div");
  #models: readonly Model[] = [];
  #counted: Counted | null = null;
  #asked = 0;

  /** `typed` is read, and written when the reader types; then `changed` is called. */
  constructor(worker: RowsWorker, typed: Typed, changed: () => void) {
    this.#worker = worker;
    this.#typed = typed;
    this.#changed = changed;
    this.#of.addEventListener("change", () => this.#drawOne());
    this.#limit.addEventListener("input", () => {
      typed.limit = this.#limit.value;
      changed();
      void this.#askOver();
    });
  }

  set(models: readonly Model[], counted: Counted): void {
    const before = this.#of.value;
    this.#models = models;
    this.#counted = counted;
    const names = models.map(({ name }) => name);
    this.#of.replaceChildren(...models.map(({ id, name }) => new Option(name, id)));
    if (models.some(({ id }) => id === before)) this.#of.value = before;
    const ends = models.map((model, k) => this.#price(model, counted.sums[k]!.total));
    const of = labelled(FILES.of, this.#of);
    of.hidden = models.length < 2;
    this.element.replaceChildren(
      sumsTable(names, counted.sums, [FILES.price, FILES.cost], ends),
      ...(counted.files.length > 1 ? [filesTable(names, counted.files)] : []),
      of,
      this.#one,
    );
    this.#drawOne();
  }

  /** What was kept is typed. */
  retype(): void {
    this.#limit.value = this.#typed.limit;
    if (this.#counted) this.set(this.#models, this.#counted);
  }

  #price({ id, name }: Model, total: number): [HTMLElement, HTMLElement] {
    const field = numberField("any");
    const cost = make("output", "tt-files-count");
    const show = (): void => {
      const price = Number.parseFloat(field.value);
      cost.textContent = price >= 0 ? money.format((total / 1e6) * price) : "";
    };
    field.value = this.#typed.prices[id] ?? "";
    field.setAttribute("aria-label", FILES.priceOf(name));
    field.addEventListener("input", () => {
      if (field.value) this.#typed.prices[id] = field.value;
      else delete this.#typed.prices[id];
      show();
      this.#changed();
    });
    show();
    return [field, cost];
  }

  get #index(): number {
    return Math.max(0, this.#of.selectedIndex);
  }

  #drawOne(): void {
    const { files, sums } = this.#counted!;
    const one = sums[this.#index]!;
    this.#limit.value = this.#typed.limit;
    this.#one.replaceChildren(
      barsView(one),
      longestTable(files, one.longest),
      make("label", "tt-files-limit", make("span", "", FILES.limit), this.#limit),
      this.#over,
    );
    void this.#askOver();
  }

  async #askOver(): Promise<void> {
    const asked = (this.#asked += 1);
    const typed = this.#limit.value;
    const limit = typed === "" ? NaN : Math.floor(Number(typed));
    if (!(limit >= 0)) return this.#over.replaceChildren();
    const all = await this.#worker.ask({ what: "over", limit }).catch(messageOf);
    if (asked !== this.#asked) return;
    if (typeof all === "string") return this.#over.replaceChildren(make("p", "tt-note tt-bad", all));
    const over = all[this.#index]!;
    const { files, sums } = this.#counted!;
    const caption = FILES.over(over, limit, sums[this.#index]!.rows);
    this.#over.replaceChildren(
      over.first.length ? placesTable(caption, files, over.first) : make("p", "tt-note", caption),
    );
  }
}

export function numberField(step: string): HTMLInputElement {
  const field = make("input", "tt-field tt-files-number");
  Object.assign(field, { type: "number", min: "0", step, inputMode: step === "any" ? "decimal" : "numeric" });
  return field;
}
