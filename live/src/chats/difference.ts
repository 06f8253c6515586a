/** Where two texts begin to differ, and all differences side by side. */
import { align, headOf } from "./align.ts";

/** A piece of a text; `same`: the other text has it there, too. */
export interface Piece {
  text: string;
  same: boolean;
}

/** Whole lines. `same`: `left` is `right`. `line`: the number of its first line on each side. */
export interface Row {
  same: boolean;
  left: Piece[];
  right: Piece[];
  line: [left: number, right: number];
}

/** UTF-16 units that are the same at the beginning; never half of a character. */
export function sameUntil(left: string, right: string): number {
  const most = Math.min(left.length, right.length);
  let at = 0;
  while (at < most && left.charCodeAt(at) === right.charCodeAt(at)) at++;
  const low = (text: string): boolean => /[\udc00-\udfff]/.test(text.charAt(at));
  return at && /[\ud800-\udbff]/.test(left.charAt(at - 1)) && (low(left) || low(right)) ? at - 1 : at;
}

export const sameIds = (left: ArrayLike<number>, right: ArrayLike<number>): number =>
  headOf(left, 0, left.length, right, 0, right.length);

/** Characters as Python counts them, in the first `until` UTF-16 units. */
export function characters(text: string, until = text.length): number {
  let count = 0;
  for (let i = 0; i < until; i++) if ((text.charCodeAt(i) & 0xfc00) !== 0xdc00) count++;
  return count;
}

const lines = (text: string): string[] => (text ? text.split(/(?<=\n)/) : []);
const words = (text: string): string[] => text.match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_]/gu) ?? [];

/** Both texts in rows; where lines differ, their words are compared. */
export function rows(leftText: string, rightText: string): Row[] {
  const [left, right] = [lines(leftText), lines(rightText)];
  const made: Row[] = [];
  let [a, b] = [0, 0];
  for (const run of [...align(left, right), { a: left.length, b: right.length, length: 0 }]) {
    if (run.a > a || run.b > b)
      made.push({
        same: false,
        ...pieces(left.slice(a, run.a).join(""), right.slice(b, run.b).join("")),
        line: [a + 1, b + 1],
      });
    if (run.length) {
      const piece = [{ text: left.slice(run.a, run.a + run.length).join(""), same: true }];
      made.push({ same: true, left: piece, right: piece, line: [run.a + 1, run.b + 1] });
    }
    [a, b] = [run.a + run.length, run.b + run.length];
  }
  return made;
}

function pieces(leftText: string, rightText: string): Pick<Row, "left" | "right"> {
  const [left, right] = [words(leftText), words(rightText)];
  const made: Pick<Row, "left" | "right"> = { left: [], right: [] };
  const put = (to: Piece[], from: readonly string[], start: number, end: number, same: boolean): void =>
    void (end > start && to.push({ text: from.slice(start, end).join(""), same }));
  let [a, b] = [0, 0];
  for (const run of [...align(left, right), { a: left.length, b: right.length, length: 0 }]) {
    put(made.left, left, a, run.a, false);
    put(made.right, right, b, run.b, false);
    [a, b] = [run.a + run.length, run.b + run.length];
    put(made.left, left, run.a, a, true);
    put(made.right, right, run.b, b, true);
  }
  return made;
}
