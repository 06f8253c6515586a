/** One token as a chip; tokens that share a character as a group. Text only ever becomes text. */

import type { Tokens } from "../encoder/protocol.ts";
import { Kind } from "../encoder/protocol.ts";
import { escaped, face, spoken, visible } from "../tokenizers/face.ts";
import { make } from "../ui/dom.ts";

export type Show = "text" | "both" | "ids";

export interface ChipWords {
  /** What a screen reader says of a token; `kind` is "", or one of the words below. */
  token(text: string, id: number, kind: string): string;
  special: string;
  part: string;
  bytesOf(characters: string): string;
}

export function bytesAt(tokens: Tokens, from: number, to = from + 1): Uint8Array {
  return tokens.bytes.subarray(tokens.byteAt[from], tokens.byteAt[to]);
}

/** What the chip of token i says. */
export function faceAt(tokens: Tokens, i: number): string {
  return face(bytesAt(tokens, i));
}

/** The end of the group that begins at i: tokens that share characters belong together. */
export function groupEnd(tokens: Tokens, i: number): number {
  const { starts, ends, kinds, ids } = tokens;
  let reach = ends[i]!;
  let end = i + 1;
  while (end < ids.length && kinds[i]! < Kind.special && kinds[end]! < Kind.special && starts[end]! < reach) {
    reach = Math.max(reach, ends[end]!);
    end += 1;
  }
  return end;
}

/** Whether the tokens of a group hold parts of characters. */
export function hasParts(tokens: Tokens, from: number, to: number): boolean {
  return tokens.kinds.subarray(from, to).includes(Kind.part);
}

/** The chip of token i. Its `data-i` is i; `id` is for `aria-activedescendant`. */
export function chip(tokens: Tokens, i: number, show: Show, id: string, words: ChipWords): HTMLElement {
  const kind = tokens.kinds[i]!;
  const text = faceAt(tokens, i);
  const made = make("span", `tt-chip tt-k${i % 5}`);
  if (kind >= Kind.special) made.classList.add("s");
  if (kind === Kind.part) made.classList.add("b");
  made.dir = kind === Kind.part ? "ltr" : "auto"; // bytes are written from left to right
  const number = String(tokens.ids[i]);
  if (show === "ids") made.append(number);
  else made.append(...(kind >= Kind.special ? [text] : marked(text)));
  if (show === "both") made.dataset.below = number; // the style sheet shows it
  made.id = id;
  made.dataset.i = String(i);
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.setAttribute("aria-setsize", String(tokens.ids.length));
  made.setAttribute("aria-posinset", String(i + 1));
  const said = kind >= Kind.special ? words.special : kind === Kind.part ? words.part : "";
  made.setAttribute("aria-label", words.token(spoken(text), tokens.ids[i]!, said));
  return made;
}

/** The chips from..to, which share characters: with the characters below, if some chips are only parts of them. */
export function group(
  tokens: Tokens,
  from: number,
  to: number,
  chips: HTMLElement[],
  show: Show,
  words: ChipWords,
): HTMLElement[] {
  if (to - from < 2 || !hasParts(tokens, from, to)) return chips;
  const characters = visible(escaped(bytesAt(tokens, from, to)));
  const whole = make("span", "tt-whole-character", characters);
  whole.setAttribute("aria-hidden", "true");
  whole.dir = "auto";
  const made = make("span", "tt-group", make("span", "tt-group-chips", ...chips), ...(show === "ids" ? [] : [whole]));
  made.firstElementChild!.setAttribute("role", "none");
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", words.bytesOf(characters));
  return [made];
}

/** A run of marks is one element: a token may have 128 spaces. */
function marked(text: string): (Node | string)[] {
  return text
    .split(/([·↵⇥␍]+)/)
    .filter(Boolean)
    .map((part) => (/^[·↵⇥␍]/.test(part) ? make("u", "", part) : part));
}
