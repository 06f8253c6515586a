/**
 * How a playground's first tab is laid out: what is typed on one side and what comes of it on the other, where there is
 * room (docs/stylesheets/89-face.css); else one under the other, options folded.
 */
import { make } from "../ui/dom.ts";

/** `long`: the side that is typed in may be longer than the window, so the other one stays in view and scrolls. */
export const sides = (typed: readonly HTMLElement[], made: readonly HTMLElement[], long = false): HTMLElement =>
  make(
    "div",
    long ? "tt-sides tt-sides-long" : "tt-sides",
    make("div", "tt-side-typed", ...typed),
    make("div", "tt-side-made", ...made),
  );

let folds = 0;

/** Options, which a button shows and hides on a narrow page; on a wide one they are always there. */
export function options(label: string, ...content: HTMLElement[]): HTMLElement {
  const inner = make("div", "tt-options-inner", ...content);
  inner.id = `tt-options-${(folds += 1)}`;
  const button = make("button", "tt-options-button", label);
  button.type = "button";
  button.setAttribute("aria-controls", inner.id);
  const element = make("div", "tt-options", button, inner);
  const open = (now: boolean): void => {
    element.classList.toggle("tt-open", now);
    button.setAttribute("aria-expanded", String(now));
  };
  button.addEventListener("click", () => open(!element.classList.contains("tt-open")));
  open(false);
  return element;
}
