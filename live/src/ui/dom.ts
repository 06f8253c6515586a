/** Making elements without innerHTML: text can only ever become text. */
import { type Icon, icon } from "./icons.ts";

type Child = Node | string;

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** A field with its name above it. */
export function labelled(name: Child, field: HTMLElement, className = ""): HTMLLabelElement {
  return make("label", `tt-labelled ${className}`.trim(), make("span", "", name), field);
}

/** An icon with its word; style sheets hide the word on phones, where `aria-label` still says it. */
export function button(name: Icon, label: string, press: () => void, className = ""): HTMLButtonElement {
  const made = make("button", `tt-button ${className}`.trim(), icon(name), make("span", "", label));
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.title = label;
  made.addEventListener("click", press);
  return made;
}

export function relabel(made: HTMLButtonElement, label: string): void {
  made.setAttribute("aria-label", label);
  made.title = label;
  const word = made.querySelector("span");
  if (word) word.textContent = label;
}

/** A button of plain words, for notices. */
export function wordButton(label: string, press: () => void): HTMLButtonElement {
  const made = make("button", "tt-word-button", label);
  made.type = "button";
  made.addEventListener("click", press);
  return made;
}

/** Calls `intent` when pointer or focus rests on the button: passing over it is no intent. */
export function onIntent(made: HTMLElement, intent: () => void): void {
  let timer = 0;
  for (const event of ["pointerenter", "focus"])
    made.addEventListener(event, () => (timer = window.setTimeout(intent, 120)));
  for (const event of ["pointerleave", "blur"]) made.addEventListener(event, () => window.clearTimeout(timer));
}

/**
 * Makes a change inside `root` without moving what the reader sees, where the browser does not see to that itself
 * (Safari).
 */
export function steadily(root: HTMLElement, change: () => void): void {
  if (CSS.supports("overflow-anchor", "auto") || root.getBoundingClientRect().bottom > 0) return change();
  const before = root.offsetHeight;
  change();
  scrollBy(0, root.offsetHeight - before);
}

/** Hides an element; a focus inside it moves on to `next` and is not lost. */
export function hide(element: HTMLElement, next: HTMLElement): void {
  const had = element.contains(document.activeElement);
  element.hidden = true;
  if (had) next.focus();
}
