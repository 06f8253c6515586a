/** How many tokens came from which message. */

import type { By, Span } from "../../chats/attribution.ts";
import type { Tokens } from "../../encoder/protocol.ts";
import { make } from "../../ui/dom.ts";
import { sourceClass } from "./prompt_view.ts";
import { TEXTS } from "./texts.ts";

export interface Share {
  by: By;
  tokens: number;
}

/** A token belongs to the source of its first character. In the order of their first tokens. */
export function sharesOf(tokens: Tokens, spans: readonly Pick<Span, "from" | "to" | "by">[], text: string): Share[] {
  const shares = new Map<string, Share>();
  const ends = inCharacters(
    text,
    spans.map(({ to }) => to),
  );
  let k = 0;
  for (const start of tokens.starts) {
    while (k < spans.length - 1 && start >= ends[k]!) k += 1;
    while (k > 0 && start < ends[k - 1]!) k -= 1;
    const by = spans[k]?.by ?? { kind: "template" };
    const share = shares.get(sourceOf(by));
    if (share) share.tokens += 1;
    else shares.set(sourceOf(by), { by, tokens: 1 });
  }
  return [...shares.values()];
}

const sourceOf = (by: By): string => (by.kind === "message" ? String(by.index) : by.kind);

/** UTF-16 places as counts of characters; `places` rise. */
function inCharacters(text: string, places: number[]): number[] {
  let [at, count] = [0, 0];
  return places.map((place) => {
    for (; at < place; count += 1) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
    return count;
  });
}

export function sharesView(shares: readonly Share[], name: (by: By) => string): HTMLElement {
  const total = shares.reduce((sum, { tokens }) => sum + tokens, 0);
  const bar = make("div", "tt-share-bar");
  bar.setAttribute("aria-hidden", "true");
  const list = make("ul", "tt-share-list");
  list.setAttribute("aria-label", TEXTS.shares);
  for (const { by, tokens } of shares) {
    const part = make("span", sourceClass(by));
    part.style.flexGrow = String(tokens);
    bar.append(part);
    const item = make(
      "li",
      "",
      make("span", `tt-swatch ${sourceClass(by)}`),
      make("span", "tt-share-name", name(by)),
      ` ${TEXTS.part(tokens, tokens / total)}`,
    );
    item.dataset.from = sourceOf(by);
    item.dataset.tokens = String(tokens);
    list.append(item);
  }
  return make("div", "tt-shares", bar, list);
}
