/** The rendered prompt: stretches coloured by the message they came from, special tokens set apart. Its text is the prompt's, to the character. */
import { make } from "../../page/dom.ts";
import type { By } from "./attribution.ts";
import type { Result } from "./protocol.ts";
import { TEXTS } from "./texts.ts";

type Rendered = Extract<Result, { ok: true }>;

/** `tt-m0`, … for messages, and a class for each other source. */
export const sourceClass = (by: By): string => (by.kind === "message" ? `tt-m${by.index % 6}` : `tt-by-${by.kind}`);

export function promptView(result: Rendered, specials: readonly string[], name: (by: By) => string, point: (message: number | null) => void): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (let i = 0; i < result.spans.length;) {
    const { by } = result.spans[i]!;
    const stretch = make("span", `tt-stretch ${sourceClass(by)}`);
    stretch.setAttribute("role", "group");
    stretch.setAttribute("aria-label", TEXTS.from(name(by)));
    stretch.dataset.from = by.kind === "message" ? String(by.index) : by.kind;
    for (; i < result.spans.length && sameSource(result.spans[i]!.by, by); i += 1) {
      const { from, to, own } = result.spans[i]!;
      put(own ? stretch.appendChild(make("span", "tt-own-text")) : stretch, result, from, to, specials);
    }
    if (by.kind === "message") {
      stretch.addEventListener("pointerenter", () => point(by.index));
      stretch.addEventListener("pointerleave", () => point(null));
    }
    fragment.append(stretch);
  }
  return fragment;
}

export const sameSource = (a: By, b: By): boolean => a.kind === b.kind && (a.kind !== "message" || a.index === (b as { index: number }).index);

function put(into: HTMLElement, { text, plain }: Rendered, from: number, to: number, specials: readonly string[]): void {
  let at = from;
  let run = from;
  const flush = (end: number): void => {
    if (end > run) lines(into, text.slice(run, end));
  };
  while (at < to) {
    const sanitised = plain.find(([start]) => start === at);
    const token = sanitised ? text.slice(sanitised[0], sanitised[1]) : specials.find((special) => text.startsWith(special, at) && at + special.length <= to);
    if (!token) {
      at += 1;
      continue;
    }
    flush(at);
    into.append(make("span", sanitised ? "tt-made-plain" : "tt-special", token));
    at += token.length;
    run = at;
  }
  flush(to);
}

/** Line ends get a mark that is no text. */
function lines(into: HTMLElement, text: string): void {
  text.split(/(\n)/).forEach((part) => {
    if (part !== "\n") return part && into.append(part);
    const mark = make("i", "tt-newline");
    mark.setAttribute("aria-hidden", "true");
    into.append(mark, "\n");
  });
}
