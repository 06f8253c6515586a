/** What is different between two prompts: the first place, then all of them side by side. */
import { characters, type Piece, type Row, rows, sameIds, sameUntil } from "../../chats/difference.ts";
import { make } from "../../ui/dom.ts";
import { layOutFor } from "../../ui/long_text.ts";
import { COMPARE } from "./compare_texts.ts";
import { named, visible } from "./unseen.ts";

/** `ids`: null where they are not known. `tokens`: the text of each token, where it is known. */
export interface Compared {
  text: string;
  ids: readonly number[] | null;
  tokens: readonly string[] | null;
}

/** Lines of what is equal that stay in sight beside a difference. */
const AROUND = 2;
/** UTF-16 units shown around the first difference. */
const BEFORE = 30;
const AFTER = 40;

export interface View {
  element: HTMLElement;
  /** For screen readers. */
  said: string;
}

export function compareView(left: Compared, right: Compared): View {
  const element = make("div", "tt-compare-result");
  const said: string[] = [];
  const sentence = (text: string): HTMLElement => {
    said.push(text);
    return make("p", "tt-compare-said", text);
  };
  const at = sameUntil(left.text, right.text);
  const textSame = at === left.text.length && at === right.text.length;
  const token = left.ids && right.ids ? sameIds(left.ids, right.ids) : null;
  const idsSame = token !== null && token === left.ids!.length && token === right.ids!.length;
  if (textSame && idsSame) element.append(sentence(COMPARE.same));
  else {
    if (textSame) element.append(sentence(COMPARE.sameText));
    else {
      const line = left.text.slice(0, at).split("\n").length;
      element.append(
        sentence(COMPARE.firstCharacter(characters(left.text, at), line)),
        pair(
          (side) => [
            make("strong", "", named(side.text.slice(at, at + 2), COMPARE.end)),
            make("code", "tt-compare-around", ...around(side.text, at)),
          ],
          left,
          right,
        ),
      );
    }
    if (idsSame) element.append(sentence(COMPARE.sameIds));
    else if (token !== null)
      element.append(
        sentence(COMPARE.firstToken(token)),
        pair(
          ({ ids, tokens }) => [
            make("strong", "", token < ids!.length ? String(ids![token]) : COMPARE.end),
            make("code", "tt-compare-around", ...visible(tokens?.[token] ?? "")),
          ],
          left,
          right,
        ),
      );
    element.append(make("p", "tt-note", COMPARE.counted));
    if (!textSame) element.append(make("h3", "tt-compare-heading", COMPARE.all), table(rows(left.text, right.text)));
    else if (token !== null)
      element.append(make("h3", "tt-compare-heading", COMPARE.allIds), table(rows(listed(left), listed(right))));
  }
  return { element, said: said.join(" ") };
}

/** A token a line. */
const listed = ({ ids, tokens }: Compared): string =>
  ids!.map((id, i) => `${id}${tokens ? `  ${JSON.stringify(tokens[i] ?? "")}` : ""}\n`).join("");

function pair(cell: (side: Compared) => (Node | string)[], left: Compared, right: Compared): HTMLElement {
  const one = (label: string, side: Compared): HTMLElement =>
    make("div", "", make("span", "tt-compare-label", label), ...cell(side));
  return make("div", "tt-compare-pair", one(COMPARE.left, left), one(COMPARE.right, right));
}

/** A text around a place, which is marked. */
export function around(text: string, at: number): (Node | string)[] {
  const end = at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
  const mark = make("mark", "", ...visible(text.slice(at, end)));
  return [text.slice(Math.max(at - BEFORE, 0), at), mark, text.slice(end, at + AFTER)];
}

function table(all: readonly Row[]): HTMLElement {
  const element = make("div", "tt-compare-table");
  all.forEach((row, i) => {
    if (!row.same) return element.append(cells(row));
    const lines = row.left[0]!.text.split(/(?<=\n)/);
    const [head, tail] = [i ? AROUND : 0, i < all.length - 1 ? AROUND : 0];
    if (lines.length <= head + tail + 1) return element.append(cells(part(row, lines, 0, lines.length)));
    if (head) element.append(cells(part(row, lines, 0, head)));
    element.append(folded(row, lines, head, lines.length - tail));
    if (tail) element.append(cells(part(row, lines, lines.length - tail, lines.length)));
  });
  return element;
}

function part(row: Row, lines: readonly string[], from: number, to: number): Row {
  const piece = [{ text: lines.slice(from, to).join(""), same: true }];
  return { same: true, left: piece, right: piece, line: [row.line[0] + from, row.line[1] + from] };
}

/** What is equal is laid out when somebody opens it. */
function folded(row: Row, lines: readonly string[], from: number, to: number): HTMLElement {
  const details = make("details", "tt-compare-fold", make("summary", "", COMPARE.folded(to - from)));
  details.addEventListener("toggle", () => {
    if (details.childElementCount < 2) details.append(cells(part(row, lines, from, to)));
  });
  return details;
}

function cells(row: Row): HTMLElement {
  const cell = (pieces: readonly Piece[], label: string, line: number): HTMLElement => {
    const text = make("pre");
    layOutFor(text, pieces.map((piece) => piece.text).join(""));
    text.append(...pieces.map(shown));
    text.tabIndex = row.same ? -1 : 0;
    const made = make("div", "tt-compare-cell", make("span", "tt-compare-line", String(line)), text);
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", `${label}, ${COMPARE.line(line)}`);
    return made;
  };
  const element = make("div", `tt-compare-row ${row.same ? "tt-same" : "tt-different"}`);
  element.append(cell(row.left, COMPARE.left, row.line[0]), cell(row.right, COMPARE.right, row.line[1]));
  return element;
}

const shown = ({ text, same }: Piece): Node | string => (same ? text : make("mark", "", ...visible(text)));
