/** The tree of a word's merges as it stands after some of them; it looks as `merge_tree` of examples/tour.py. */
import type { Merge } from "../../encoder/protocol.ts";
import { make } from "../../ui/dom.ts";

interface Node {
  text: string;
  element: HTMLElement;
}

/** Draws it into `place`; returns the pieces on top. */
export function mergeTree(place: HTMLElement, symbols: readonly string[], merges: readonly Merge[]): string[] {
  const nodes: Node[] = symbols.map((text) => ({ text, element: make("span", "", make("b", "", text)) }));
  for (const [i, { at, made, id }] of merges.entries()) {
    const box = make("b", i === merges.length - 1 ? "tt-walk-new" : "", made, make("i", "", String(id)));
    const [left, right] = [nodes[at]!, nodes[at + 1]!];
    const element = make("span", "", box, make("div", "", left.element, right.element));
    nodes.splice(at, 2, { text: made, element });
  }
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", nodes.map(({ text }) => text).join(", "));
  place.replaceChildren(...nodes.map(({ element }) => element));
  return nodes.map(({ text }) => text);
}
