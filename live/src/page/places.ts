/** Where each cell stands, in words that a reader sees: "cell 3 of 17: Words". */
import { PAGE } from "./texts.ts";

/** Every cell of the page → its number and the heading above it; no two are the same. */
export function places(): Map<Element, string> {
  const total = document.querySelectorAll(".tt-cell").length;
  const found = new Map<Element, string>();
  let heading = "";
  for (const element of document.querySelectorAll<HTMLElement>(".md-content :is(h1, h2, h3, h4), .tt-cell")) {
    if (!element.classList.contains("tt-cell")) {
      heading = [...element.childNodes]
        .map((node) => (node instanceof Element && node.matches(".headerlink") ? "" : node.textContent))
        .join("")
        .trim();
      continue;
    }
    const kind = (element.dataset.kind ?? "code") as keyof typeof PAGE.places;
    found.set(element, PAGE.place(found.size + 1, total, heading + (PAGE.places[kind] ?? "")));
  }
  return found;
}
