/** Marks on the page what a search led to: whole words, as the results do. The text itself stays as it is. */
import { strong } from "./marks.ts";
import { wanted, weights } from "./query.ts";
import { termsOf, wordsOf } from "./words.ts";

const query = new URLSearchParams(location.search).get("h") ?? "";
const article = document.querySelector("article.md-content__inner");

if (article && "highlights" in CSS) {
  const ranges = [...rangesOf(article, query)];
  CSS.highlights.set("tt-found", new Highlight(...ranges));
  article.setAttribute("data-found", String(ranges.length));
}

function* rangesOf(root: Element, text: string): Generator<Range> {
  const terms = weights(wanted(text));
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (const { text: word, from, to } of wordsOf(node.textContent ?? "")) {
      if (!strong(termsOf(word), terms)) continue;
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      yield range;
    }
}
