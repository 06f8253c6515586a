/** A pattern of tokenizer.json, `{"String": …}` or `{"Regex": …}`, as what it finds in a text. */
import type { Characters } from "./characters.ts";
import { translate } from "./regex_translate.ts";
import { fields, unreadable } from "./unreadable.ts";

/** The matches of a text in order, [from, to) in UTF-16 units; some may be empty. */
export type Pattern = (text: string) => (readonly [number, number])[];

export function createPattern(config: unknown, owner: string, characters: Characters): Pattern {
  const own = fields(config, `the pattern of ${owner}`);
  if (typeof own.String === "string") return own.String ? literal(own.String) : finder("", own.String);
  if (typeof own.Regex === "string") return finder(translate(own.Regex, characters), own.Regex);
  throw unreadable(`the pattern of ${owner} is neither a String nor a Regex`);
}

/** Finds a text, whose matches do not overlap. */
const literal =
  (wanted: string): Pattern =>
  (text) => {
    const out: [number, number][] = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
      out.push([at, at + wanted.length]);
    return out;
  };

/** Finds as Oniguruma does: no empty match right behind another one. */
export function finder(source: string, original: string): Pattern {
  const regex = compiled(source, original);
  return (text) => {
    const out: [number, number][] = [];
    let at = 0;
    let last = -1;
    while (at <= text.length) {
      regex.lastIndex = at;
      const found = regex.exec(text);
      if (!found) break;
      const [from, to] = [found.index, regex.lastIndex];
      if (from > 0 && text.codePointAt(from - 1)! > 0xffff) {
        at = from + 1; // V8 lets a lookahead hold between the halves of a character
        continue;
      }
      if (from === to && last === to) {
        at += at < text.length && text.codePointAt(at)! > 0xffff ? 2 : 1;
        continue;
      }
      out.push([from, to]);
      at = last = to;
    }
    return out;
  };
}

function compiled(source: string, original: string): RegExp {
  try {
    return new RegExp(source, "gu");
  } catch {
    throw unreadable(`this browser cannot compile the pattern ${JSON.stringify(original)}`);
  }
}
