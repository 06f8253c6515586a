/** The text with its differences marked, and each place as a row: how each tokenizer cuts it. */
import type { Model } from "../../encoder/models.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { layOutFor } from "../../ui/long_text.ts";
import { faceAt } from "../chips.ts";
import { tokensOver } from "../compare.ts";
import { headRow } from "../table.ts";
import type { Stretch } from "./cuts.ts";
import { DIFFERENCES } from "./differences_texts.ts";

export interface Cut {
  model: Model;
  tokens: Tokens;
}

/** Stretches of the text, and rows, of one step. */
const STEP = 2000;
const ROWS = 50;

export function markedText(characters: readonly string[], found: readonly Stretch[]): HTMLElement {
  const code = make("code");
  const pre = make("pre", "tt-evidence-text tt-cut-text", code);
  pre.dir = "auto";
  layOutFor(pre, characters.join(""));
  const more = make("p", "tt-note");
  const grow = (from: number): void => {
    const to = Math.min(found.length, from + STEP);
    for (const stretch of found.slice(from, to)) {
      const text = characters.slice(stretch.from, stretch.to).join("");
      code.append(stretch.same ? text : make("mark", "tt-cut-differs", text));
    }
    const left = found.length - to;
    more.replaceChildren(...(left ? [wordButton(DIFFERENCES.more(Math.min(STEP, left), left), () => grow(to))] : []));
  };
  grow(0);
  pre.tabIndex = 0;
  pre.setAttribute("role", "region");
  pre.setAttribute("aria-label", DIFFERENCES.marked);
  return make("div", "", pre, more);
}

export function placesTable(cuts: readonly Cut[], found: readonly Stretch[]): HTMLElement {
  const differ = found.filter(({ same }) => !same);
  const head = headRow(DIFFERENCES.columns(cuts.map(({ model }) => model.name)));
  const body = make("tbody");
  const more = make("p", "tt-note");
  let shown = 0;
  const grow = (count: number): void => {
    for (const { from, to } of differ.slice(shown, shown + count)) {
      const place = make("th", "", DIFFERENCES.place(from, to));
      place.scope = "row";
      body.append(make("tr", "", place, ...cuts.map(({ tokens }) => pieces(tokens, from, to))));
    }
    shown = Math.min(differ.length, shown + count);
    const left = differ.length - shown;
    const next = Math.min(left, 10 * ROWS);
    more.replaceChildren(...(left ? [wordButton(DIFFERENCES.more(next, left), () => grow(next))] : []));
  };
  grow(ROWS);
  const table = make("table", "tt-fits tt-cut-places", head, body);
  return make("div", "tt-fits-scroll", table, more);
}

function pieces(tokens: Tokens, from: number, to: number): HTMLElement {
  const range = tokensOver(tokens, from, to) ?? [0, 0];
  const cell = make("td", "tt-cut-pieces");
  for (let i = range[0]; i < range[1]; i += 1)
    cell.append(make("span", `tt-chip tt-k${i % 5}`, faceAt(tokens, i)), " ");
  cell.dir = "auto";
  return cell;
}
