/** Characters that nobody sees, made visible: by name in sentences, by a mark in texts. */
import { make } from "../../ui/dom.ts";
import { UNSEEN } from "./compare_texts.ts";

const HIDDEN = /(?! )[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;

/** The first character: itself, if it can be seen, and its code point. */
export function named(text: string, end: string): string {
  const code = text.codePointAt(0);
  if (code === undefined) return end;
  const point = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const character = String.fromCodePoint(code);
  const name = UNSEEN[code];
  return name ? `${point} ${name}` : HIDDEN.test(character) ? point : `“${character}” ${point}`;
}

const SIGNS: Readonly<Record<string, string>> = { "\n": "⏎\n", "\t": "⇥\t", " ": "·" };

/** A text as nodes; what cannot be seen has a mark, and its name as title. */
export function visible(text: string): (Node | string)[] {
  const made: (Node | string)[] = [];
  for (const part of text.split(
    /((?! )[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\p{Default_Ignorable_Code_Point}]| )/u,
  )) {
    if (part !== " " && !HIDDEN.test(part)) {
      if (part) made.push(part);
      continue;
    }
    const point = named(part, "");
    const sign = make("span", "tt-unseen", SIGNS[part] ?? `[${UNSEEN[part.codePointAt(0)!] ?? point}]`);
    sign.title = point;
    made.push(sign);
  }
  return made;
}
