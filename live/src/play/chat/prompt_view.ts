/**
 * The rendered prompt: stretches coloured by the message they came from, special tokens set apart. Its text is the
 * prompt's, to the character.
 */

import { type By, sameSource } from "../../chats/attribution.ts";
import { firstPlace } from "../../chats/ordered.ts";
import type { Rendered } from "../../chats/protocol.ts";
import { escapePattern } from "../../tokenizers/marked.ts";
import { make } from "../../ui/dom.ts";
import { TEXTS } from "./texts.ts";

const MOST_MARKS = 1000;
interface Marks {
  left: number;
}

/** `tt-m0`, … for messages, and a class for each other source. */
export const sourceClass = (by: By): string => (by.kind === "message" ? `tt-m${by.index % 6}` : `tt-by-${by.kind}`);

export function promptView(
  result: Rendered,
  specials: readonly string[],
  name: (by: By) => string,
  point: (message: number | null) => void,
): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const marks = { left: MOST_MARKS };
  for (let i = 0; i < result.spans.length; ) {
    const { by } = result.spans[i]!;
    const stretch = make("span", `tt-stretch ${sourceClass(by)}`);
    stretch.setAttribute("role", "group");
    stretch.setAttribute("aria-label", TEXTS.from(name(by)));
    stretch.dataset.from = by.kind === "message" ? String(by.index) : by.kind;
    for (; i < result.spans.length && sameSource(result.spans[i]!.by, by); i += 1) {
      const { from, to, own } = result.spans[i]!;
      put(own ? stretch.appendChild(make("span", "tt-own-text")) : stretch, result, from, to, specials, marks);
    }
    if (by.kind === "message") {
      stretch.addEventListener("pointerenter", () => point(by.index));
      stretch.addEventListener("pointerleave", () => point(null));
    }
    fragment.append(stretch);
  }
  return fragment;
}

/**
 * A pattern for each list of special tokens: looking for 256 tokens at every character of a long prompt would hold up
 * typing.
 */
const patterns = new WeakMap<readonly string[], RegExp>();

function anyOf(specials: readonly string[]): RegExp {
  let pattern = patterns.get(specials);
  if (!pattern) {
    pattern = new RegExp(specials.map(escapePattern).join("|") || "(?!)", "g");
    patterns.set(specials, pattern);
  }
  return pattern;
}

/** `plain` is in order. */
function put(
  into: HTMLElement,
  { text, plain }: Rendered,
  from: number,
  to: number,
  specials: readonly string[],
  marks: Marks,
): void {
  const token = anyOf(specials);
  let at = from;
  let next = firstPlace(plain.length, (i) => plain[i]![0] >= from);
  const flush = (end: number): void => {
    if (end > at) lines(into, text.slice(at, end), marks);
    at = end;
  };
  const find = (place: number): number => {
    token.lastIndex = place;
    const found = token.exec(text);
    return found && token.lastIndex <= to ? found.index : found && found.index < to ? find(found.index + 1) : to;
  };
  for (let special = find(from); at < to; ) {
    const sanitised = plain[next]?.[0] ?? to;
    const start = Math.min(special, sanitised);
    if (start >= to) return flush(to);
    flush(start);
    if (sanitised === start) at = Math.min(plain[next++]![1], to);
    else {
      token.lastIndex = start;
      at = start + token.exec(text)![0].length;
    }
    into.append(make("span", sanitised === start ? "tt-made-plain" : "tt-special", text.slice(start, at)));
    if (special < at) special = find(at);
  }
}

/** Line ends get a mark that is no text, as long as there are not too many of them to lay out while somebody types. */
function lines(into: HTMLElement, text: string, marks: Marks): void {
  let at = 0;
  for (let end = text.indexOf("\n"); end >= 0 && marks.left > 0; end = text.indexOf("\n", at)) {
    if (end > at) into.append(text.slice(at, end));
    const mark = make("i", "tt-newline");
    mark.setAttribute("aria-hidden", "true");
    into.append(mark, "\n");
    marks.left -= 1;
    at = end + 1;
  }
  if (at < text.length) into.append(text.slice(at));
}
