/** What Python's str knows of characters, whatever version of Unicode the browser has. */

import { bracketed } from "../tokenizers/unicode.ts";
import { WHITE } from "../tokenizers/white.ts";
import {
  DIGITS,
  FOLDED,
  MORE_NAME,
  MORE_START,
  NO_NAME,
  NO_START,
  NUMERIC,
  TITLE,
  UNASSIGNED,
} from "./unicode_tables.ts";

const inside = (ranges: string): string => bracketed(ranges);
const NEWER = `(?![${inside(UNASSIGNED)}])`; // a browser may know letters that Python does not
const one = (characters: string): RegExp => new RegExp(`^(?:${NEWER}[${characters}])+$`, "u");
const ALPHA = "\\p{L}";
const NUMBER = `\\p{N}${inside(NUMERIC)}`;

/** `str.isalpha` and its sisters: patterns for a whole string. */
export const CLASSES = {
  isalpha: one(ALPHA),
  isdecimal: one("\\p{Nd}"),
  isdigit: one(`\\p{Nd}${inside(DIGITS)}`),
  isnumeric: one(NUMBER),
  isalnum: one(ALPHA + NUMBER),
  isascii: /^[\0-\x7f]*$/,
  isspace: new RegExp(`^[${WHITE}]+$`),
  isidentifier: new RegExp(
    `^(?:(?![${inside(NO_START)}])${NEWER}${ALPHA}|[${inside(MORE_START)}])(?:(?![${inside(NO_NAME)}])${NEWER}[${ALPHA}${NUMBER}]|[${inside(MORE_NAME)}])*$`,
    "u",
  ),
} satisfies Record<string, RegExp>;

/** Most names are ASCII, and those need no tables. */
export const isIdentifier = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text) || CLASSES.isidentifier.test(text);

/** Runs of `\w`, and of what a name may consist of. */
export const WORDS = new RegExp(`(?:[A-Za-z0-9_]|${NEWER}[${ALPHA}${NUMBER}_])+`, "gu");
export const NAME_CHARACTERS = `(?:[A-Za-z0-9_]|${NEWER}[${ALPHA}${NUMBER}]|[${inside(MORE_NAME)}])+`;
/** What `str.isprintable` refuses. */
export const UNPRINTABLE = `(?! )[\\p{C}\\p{Z}${inside(UNASSIGNED)}]`;

const UPPER = /^\p{Uppercase}$/u;
const LOWER = /^\p{Lowercase}$/u;
const TITLECASE = /^\p{Lt}$/u;
const CASED = /^\p{Cased}$/u;
const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split(" ").map((pair) => {
      const [from = "", ...to] = pair;
      return [from, to.join("")] as const;
    }),
  );
const TITLES = pairs(TITLE);
const FOLDS = pairs(FOLDED);

const toTitle = (character: string): string => TITLES.get(character) ?? character.toUpperCase();

/** One character in lower case; Σ ends a word as ς, so its neighbours count. */
function lowered(characters: string[], at: number): string {
  if (characters[at] !== "Σ") return characters[at]!.toLowerCase();
  const next = (step: number): boolean => {
    let i = at + step;
    while (i >= 0 && i < characters.length && /^\p{Case_Ignorable}$/u.test(characters[i]!)) i += step;
    return i >= 0 && i < characters.length && CASED.test(characters[i]!);
  };
  return next(-1) && !next(1) ? "ς" : "σ";
}

export function titled(text: string): string {
  const characters = [...text];
  let after = false;
  return characters
    .map((c, i) => {
      const made = after ? lowered(characters, i) : toTitle(c);
      after = CASED.test(c);
      return made;
    })
    .join("");
}

export function capitalized(text: string): string {
  const characters = [...text];
  return characters.map((c, i) => (i ? lowered(characters, i) : toTitle(c))).join("");
}

export function swapped(text: string): string {
  const characters = [...text];
  return characters
    .map((c, i) => (UPPER.test(c) ? lowered(characters, i) : LOWER.test(c) ? c.toUpperCase() : c))
    .join("");
}

export const folded = (text: string): string =>
  [...text].map((c) => FOLDS.get(c) ?? (c === "Σ" ? "σ" : c.toLowerCase())).join("");

export function isCase(text: string, upper: boolean): boolean {
  let found = false;
  for (const c of text) {
    if ((upper ? LOWER : UPPER).test(c) || TITLECASE.test(c)) return false;
    found ||= (upper ? UPPER : LOWER).test(c);
  }
  return found;
}

export function isTitle(text: string): boolean {
  let [found, after] = [false, false];
  for (const c of text) {
    const capital = UPPER.test(c) || TITLECASE.test(c);
    if (capital ? after : LOWER.test(c) && !after) return false;
    after = capital || LOWER.test(c);
    found ||= after;
  }
  return found;
}
