/** The table "which tokenizer fits": the best first, whatever is still being loaded last. */
import type { Model } from "../../encoder/models.ts";
import type { Spelled } from "../../encoder/protocol.ts";
import { visible } from "../../tokenizers/face.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { headRow } from "../table.ts";
import { IDS } from "./ids_texts.ts";

export interface Fit {
  readonly model: Model;
  /** Null while it is being loaded. */
  readonly spelled: Spelled | null;
  readonly failed?: string;
}

/** Characters of the text that are shown. */
const BEGINNING = 90;

export interface Shares {
  /** Of the ids, those that are tokens. */
  known: number;
  /** Of the tokens, those that make whole characters. */
  whole: number;
  again: number;
}

export function sharesOf({ tokens, beyond, holes, unfound, brokenCount, again }: Spelled): Shares {
  const asked = tokens.ids.length + unfound;
  const known = tokens.ids.length - beyond - holes;
  return { known: asked ? known / asked : 0, whole: known ? 1 - brokenCount / known : 0, again };
}

/** What is no token counts most, then what is no text; of what is left, what the tokenizer itself would have given. */
export function inOrder(fits: readonly Fit[]): Fit[] {
  const rank = (spelled: Spelled): number[] => {
    const { known, whole, again } = sharesOf(spelled);
    return [Number(known === 1), again, known * whole];
  };
  return [...fits].sort((a, b) => {
    if (!a.spelled || !b.spelled) return Number(!a.spelled) - Number(!b.spelled);
    const [ranks, others] = [rank(a.spelled), rank(b.spelled)];
    const i = ranks.findIndex((one, k) => one !== others[k]);
    return i < 0 ? 0 : others[i]! - ranks[i]!;
  });
}

export function fitTable(fits: readonly Fit[], shown: string, choose: (model: Model) => void): HTMLElement {
  const head = headRow(IDS.columns, (at) => ({
    className: at && at < 4 ? "tt-number" : "",
    title: IDS.columnsWhat[at]!,
  }));
  const rows = inOrder(fits).map(({ model, spelled, failed }) => {
    const name = wordButton(model.name, () => choose(model));
    name.setAttribute("aria-label", IDS.choose(model.name));
    const first = make("th", "", name);
    first.scope = "row";
    const row = make("tr", model.id === shown ? "tt-chosen" : "", first);
    row.dataset.fit = model.id;
    if (!spelled) {
      const wait = make("td", failed ? "tt-bad" : "", failed ?? IDS.loading(model.name));
      wait.colSpan = 4;
      row.append(wait);
      return row;
    }
    const { known, whole, again } = sharesOf(spelled);
    const number = (share: number): HTMLElement => make("td", "tt-number", IDS.percent(share));
    const text = make("td", "tt-fit-text", visible(spelled.text.slice(0, BEGINNING)));
    text.dir = "auto";
    row.append(number(known), number(whole), number(again), text);
    return row;
  });
  const table = make("table", "tt-fits", head, make("tbody", "", ...rows));
  table.setAttribute("aria-label", IDS.fits);
  return make("div", "tt-fits-scroll", table);
}
