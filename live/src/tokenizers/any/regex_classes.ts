/** The names that Oniguruma gives sets of characters: `\p{…}`, POSIX brackets and the short escapes. */

import { CharSet, LAST } from "./char_set.ts";
import type { Characters } from "./characters.ts";

const LONG_NAMES: Readonly<Record<string, string>> = {
  letter: "L",
  uppercaseletter: "Lu",
  lowercaseletter: "Ll",
  titlecaseletter: "Lt",
  modifierletter: "Lm",
  otherletter: "Lo",
  mark: "M",
  nonspacingmark: "Mn",
  spacingmark: "Mc",
  enclosingmark: "Me",
  number: "N",
  decimalnumber: "Nd",
  letternumber: "Nl",
  othernumber: "No",
  punctuation: "P",
  connectorpunctuation: "Pc",
  dashpunctuation: "Pd",
  openpunctuation: "Ps",
  closepunctuation: "Pe",
  initialpunctuation: "Pi",
  finalpunctuation: "Pf",
  otherpunctuation: "Po",
  symbol: "S",
  mathsymbol: "Sm",
  currencysymbol: "Sc",
  modifiersymbol: "Sk",
  othersymbol: "So",
  separator: "Z",
  spaceseparator: "Zs",
  lineseparator: "Zl",
  paragraphseparator: "Zp",
  other: "C",
  control: "Cc",
  format: "Cf",
  unassigned: "Cn",
  privateuse: "Co",
};
const ASCII_HEX = CharSet.of([
  [48, 57],
  [65, 70],
  [97, 102],
]);
const ANY = CharSet.of([[0, LAST]]);

export const single = (code: number): CharSet => CharSet.of([[code, code]]);

/** A POSIX bracket's set, such as "alpha"; undefined for a name that is none. */
export function posix(name: string, characters: Characters): CharSet | undefined {
  switch (name) {
    case "alnum":
      return characters.set("ALPHABETIC").or(characters.category("Nd")!);
    case "alpha":
      return characters.set("ALPHABETIC");
    case "ascii":
      return CharSet.of([[0, 127]]);
    case "blank":
      return characters.category("Zs")!.or(single(9));
    case "cntrl":
      return characters.category("Cc")!;
    case "digit":
      return characters.category("Nd")!;
    case "graph":
      return graph(characters);
    case "print":
      return graph(characters).or(characters.category("Zs")!);
    case "lower":
      return characters.set("LOWERCASE");
    case "upper":
      return characters.set("UPPERCASE");
    case "punct":
      return characters.set("PUNCTUATION");
    case "space":
      return characters.set("ONIG_SPACE");
    case "xdigit":
      return ASCII_HEX;
    case "word":
      return characters.set("ONIG_WORD_CLASS");
    default:
      return undefined;
  }
}

const graph = (characters: Characters): CharSet =>
  characters
    .set("ONIG_SPACE")
    .or(characters.category("Cc")!)
    .or(characters.category("Cn")!)
    .or(CharSet.of([[0xd800, 0xdfff]]))
    .not();

/** The set of `\p{name}`; undefined for a name that this engine does not know. */
export function property(name: string, characters: Characters): CharSet | undefined {
  const plain = name.toLowerCase().replace(/[\s_-]/g, "");
  if (plain === "any") return ANY;
  if (plain === "assigned") return characters.category("Cn")!.not();
  if (plain === "alphabetic") return posix("alpha", characters);
  if (plain === "uppercase") return posix("upper", characters);
  if (plain === "lowercase") return posix("lower", characters);
  if (plain === "whitespace") return posix("space", characters);
  if (plain === "lc" || plain === "casedletter")
    return characters.category("Lu")!.or(characters.category("Ll")!).or(characters.category("Lt")!);
  const short = LONG_NAMES[plain] ?? plain[0]!.toUpperCase() + plain.slice(1);
  const category = short.length <= 2 ? characters.category(short) : undefined;
  if (category) return category;
  if (plain === "punct") return characters.category("P")!; // not what [[:punct:]] is
  if (plain === "word") return characters.set("ONIG_WORD");
  return posix(plain, characters) ?? characters.script(plain);
}

/**
 * The sets of `\d`, `\s`, `\w`, `\h` and their opposites. `inside`: within brackets, where `\w` differs by a few
 * characters.
 */
export function shorthand(letter: string, characters: Characters, inside: boolean): CharSet | undefined {
  const own = short(letter.toLowerCase(), characters, inside);
  return own && letter !== letter.toLowerCase() ? own.not() : own;
}

function short(letter: string, characters: Characters, inside: boolean): CharSet | undefined {
  switch (letter) {
    case "d":
      return characters.category("Nd")!;
    case "s":
      return characters.set("ONIG_SPACE");
    case "w":
      return characters.set(inside ? "ONIG_WORD_CLASS" : "ONIG_WORD");
    case "h":
      return ASCII_HEX;
    default:
      return undefined;
  }
}
