/** What a page has to do before it is printed: a field shows all of its text, a list all of its tokens. */
import { make } from "../ui/dom.ts";
import { layOutFor } from "../ui/long_text.ts";

/** Calls `change(true)` before the page is laid out for paper, and `change(false)` afterwards. */
export function onPaper(change: (paper: boolean) => void): void {
  const paper = matchMedia("print");
  let now = false;
  const become = (next: boolean): void => {
    if (next !== now) change((now = next));
  };
  paper.addEventListener("change", () => become(paper.matches));
  addEventListener("beforeprint", () => become(true));
  addEventListener("afterprint", () => become(false));
}

/** Text areas scroll, and paper does not: beside each stands its text while the page is printed. */
export function fieldsOnPaper(root: HTMLElement, paper: boolean): void {
  for (const old of root.querySelectorAll(".tt-paper")) old.remove();
  if (!paper) return;
  for (const area of root.querySelectorAll("textarea")) {
    const made = make("div", "tt-paper", area.value);
    made.dir = area.dir;
    layOutFor(made, area.value);
    area.after(made);
  }
}
