/** What the pictures of rows share: fields, the line that says how it went, the tokens of each line, a table. */
import type { TokenizerWorker } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import { Kind, type Tokens } from "../../encoder/protocol.ts";
import { labelled, make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { textField } from "../../ui/long_text.ts";
import { faceAt } from "../chips.ts";
import { Newest } from "../newest.ts";
import type { Place } from "./padded.ts";
import { MOST_LINES, MOST_TOKENS, PICTURES } from "./picture_texts.ts";

/** What a tokenizer has to pad with (scripts/course/pages/pictures.py). */
export interface Pads {
  side: "left" | "right";
  eos: string;
  pad: string | null;
  spare: string | null;
  end: string;
}

export function area(label: string, rows: number, typed: (text: string) => void): [HTMLElement, HTMLTextAreaElement] {
  const field = textField("tt-play-text tt-picture-text");
  Object.assign(field, { rows, spellcheck: false, dir: "auto" });
  field.addEventListener("input", () => typed(field.value));
  return [make("label", "tt-picture-label", make("span", "tt-play-label", label), field), field];
}

export function choice(
  label: string,
  options: readonly (readonly [value: string, words: string])[],
  chosen: (value: string) => void,
): [HTMLElement, HTMLSelectElement] {
  const select = make("select", "tt-field");
  select.append(...options.map(([value, words]) => new Option(words, value)));
  select.addEventListener("change", () => chosen(select.value));
  return [labelled(label, select), select];
}

/** A line that says how it stands; `again` tries what failed once more. */
export class Said {
  readonly element = make("p", "tt-picture-said");
  readonly #newest = new Newest();

  constructor(readonly again: () => void) {
    this.element.setAttribute("role", "status");
    this.say(PICTURES.loading);
  }

  say(words: string, bad = false): void {
    this.element.classList.toggle("tt-bad", bad);
    if (this.element.textContent !== words) this.element.textContent = words;
  }

  /** Does what may take its time, and says how it failed; `stale`: newer work has begun. */
  async of(work: (stale: () => boolean) => Promise<void> | void): Promise<void> {
    const stale = this.#newest.begin();
    try {
      await work(stale);
    } catch (error) {
      if (stale()) return;
      this.say(messageOf(error), true);
      this.element.append(" ", wordButton(PICTURES.retry, this.again));
    }
  }
}

/** Lines of a field that count; a string says what is wrong with them. */
export function linesOf(text: string): string[] | string {
  const lines = text.split("\n").filter((line) => line.trim());
  return lines.length && lines.length <= MOST_LINES ? lines : PICTURES.lines(lines.length);
}

/** The tokens of texts, which are asked for at once; null where newer ones have taken their place. */
export async function tokensOf(
  worker: TokenizerWorker,
  { repo, name }: Model,
  texts: readonly string[],
  slot: string,
  addSpecial: boolean,
): Promise<Tokens[] | null> {
  void worker.load(repo, name); // where it fails, so does what is asked of it
  const options = { addSpecial, splitSpecial: false };
  const all = await Promise.all(texts.map((text, i) => worker.encode(repo, text, options, `${slot} ${i}`)));
  return all.includes(null) ? null : (all as Tokens[]);
}

/** What is wrong with rows that are too wide; "" if nothing. */
export function tooWide(rows: readonly Tokens[]): string {
  const longest = Math.max(...rows.map(({ ids }) => ids.length));
  return longest > MOST_TOKENS ? PICTURES.wide(longest) : "";
}

/** A place of a row as a cell: the token and its id; of filler a short word, since a picture has little room. */
export function tokenCell(tokens: Tokens, place: Place, filler: Tokens): HTMLElement {
  const [of, at] = place === null ? [filler, 0] : [tokens, place];
  const shown = place === null ? PICTURES.filler : faceAt(of, at);
  const cell = make("td", "tt-rows-token", shown, make("i", "", String(of.ids[at])));
  if (place === null) cell.classList.add("tt-rows-filler");
  else if (of.kinds[at]! >= Kind.special) cell.classList.add("tt-rows-special");
  return cell;
}

/** A line of the table under one with its name. */
export function tableRow(name: string, className: string, cells: readonly HTMLElement[]): HTMLElement {
  const head = make("th", "", name);
  head.scope = "row";
  return make("tr", className, head, ...cells);
}

/** A table that may be wider than its place: it scrolls by keyboard. */
export function scrolled(label: string, bodies: readonly HTMLElement[]): HTMLElement {
  const place = make("div", "tt-rows-scroll", make("table", "tt-rows", ...bodies));
  place.tabIndex = 0;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", label);
  return place;
}
