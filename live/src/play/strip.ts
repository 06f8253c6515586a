/** On a narrow page: how many tokens each panel has, at the bottom of the window while the reader types. */
import { make } from "../ui/dom.ts";
import { number, STRIP } from "./texts.ts";

interface Counted {
  readonly model: { readonly name: string };
  readonly element: HTMLElement;
  readonly tokens: { readonly ids: { readonly length: number } } | null;
}

export class Strip {
  readonly element = make("div", "tt-strip");

  constructor() {
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", STRIP.label);
    this.#aboveKeyboard();
  }

  /** A button for each panel, which leads to it. */
  set(panels: readonly Counted[]): void {
    const buttons = panels.map(({ model, element, tokens }) => {
      const count = make(
        "b",
        "",
        tokens && !element.classList.contains("tt-stale") ? number.format(tokens.ids.length) : STRIP.none,
      );
      const made = make("button", "tt-strip-count", model.name, " ", count);
      made.type = "button";
      made.title = STRIP.go(model.name);
      made.addEventListener("click", () => element.scrollIntoView({ block: "start" }));
      return made;
    });
    const at = [...this.element.children].indexOf(document.activeElement!);
    this.element.replaceChildren(...buttons);
    buttons[at]?.focus({ preventScroll: true });
  }

  /** A phone's keyboard lies over the bottom of the page where the browser does not make the page smaller for it. */
  #aboveKeyboard(): void {
    const seen = window.visualViewport;
    const move = (): void => {
      const hidden = seen && seen.scale === 1 ? Math.max(0, innerHeight - seen.height - seen.offsetTop) : 0;
      this.element.style.setProperty("--tt-keyboard", `${Math.round(hidden)}px`);
    };
    for (const name of ["resize", "scroll"]) seen?.addEventListener(name, move);
  }
}
