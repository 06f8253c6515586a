/** Python's textwrap.wrap, as the filter `wordwrap` calls it. */

import { ordered } from "./compare.ts";
import { fail } from "./errors.ts";
import { index } from "./numbers.ts";
import { calculate } from "./operators.ts";
import { repr } from "./show.ts";
import { points } from "./text.ts";
import { truth, type Value } from "./values.ts";

const WORD = "[\\p{L}\\p{N}_]";
const PUNCT = "[\\p{L}\\p{N}_!\"'&.,?]";
const LETTER = "[\\p{L}\\p{Nl}\\p{No}_]";
const SPACE = "[\\t\\n\\v\\f\\r ]";
const CHUNKS = new RegExp(
  `(${SPACE}+|(?<=${PUNCT})-{2,}(?=${WORD})|[^\\t\\n\\v\\f\\r ]+?(?:-(?:(?<=${LETTER}{2}-)|(?<=${LETTER}-${LETTER}-))(?=${LETTER}-?${LETTER})|(?=${SPACE}|$)|(?<=${PUNCT})(?=-{2,}${WORD})))`,
  "u",
);
const SIMPLE = /([\t\n\v\f\r ]+)/;
const blank = (chunk: string): boolean => chunk.trim() === "";

/** Lines of at most `width` characters. Throws ValueError where the width is none. */
export function wrapped(text: string, width: Value, breakLong: Value, onHyphens: Value): string[] {
  const chunks = text
    .split(onHyphens === true ? CHUNKS : SIMPLE)
    .filter(Boolean)
    .reverse();
  if (ordered("<=", width, 0n)) fail("ValueError", `invalid width ${repr(width)} (must be > 0)`);
  const lines: string[] = [];
  if (chunks.length) calculate("-", width, 0n);
  const most = Number(
    typeof width === "bigint" || typeof width === "boolean" ? index(width) : (width as { value: number }).value,
  );
  while (chunks.length) {
    const line: string[] = [];
    let size = 0;
    if (blank(chunks.at(-1)!) && lines.length) chunks.pop();
    while (chunks.length && size + points(chunks.at(-1)!) <= most) {
      size += points(chunks.at(-1)!);
      line.push(chunks.pop()!);
    }
    const next = chunks.at(-1);
    if (next !== undefined && points(next) > most) {
      if (truth(breakLong)) {
        const room = most < 1 ? 1 : most - size;
        const characters = [...next];
        let end = room;
        if (truth(onHyphens) && characters.length > room) {
          const hyphen = characters.slice(0, room).lastIndexOf("-");
          if (hyphen > 0 && characters.slice(0, hyphen).some((c) => c !== "-")) end = hyphen + 1;
        }
        line.push(characters.slice(0, end).join(""));
        chunks[chunks.length - 1] = characters.slice(end).join("");
      } else if (!line.length) line.push(chunks.pop()!);
    }
    if (line.length && blank(line.at(-1)!)) line.pop();
    if (line.length) lines.push(line.join(""));
  }
  return lines;
}
