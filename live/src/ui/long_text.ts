/**
 * Texts whose layout takes browsers a time that grows with the square of their length, 20 to 50 s for 190,000
 * characters and as long again for every key, are laid out in an easier way: an element that holds one has classes for
 * it (80-play.css), from then on.
 */
import { make } from "./dom.ts";

/** UTF-16 units; no sentence has as many without a space, no letter as many marks. */
const LONG = 2000;
const LINES = 1000;

/**
 * Scripts that write no spaces between words, whose words browsers look for in a dictionary: the class SA (complex
 * context) of Unicode's line breaking, UAX #14. Letters, digits and most marks between them begin no new search: it goes
 * from one place where a line may break without a dictionary to the next, such as a space.
 */
const WORDS =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tai_Le}\p{Script=New_Tai_Lue}\p{Script=Tai_Tham}\p{Script=Tai_Viet}\p{Script=Ahom}](?:[^\s\u200b/-]|[\u00a0\ufeff])*/gu;
/** Each mark is placed on those before it. */
const MARKS = /\p{M}+/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Called before the text is in the element, so that it is never laid out in the slow way. `whole`: it is all that the
 * element will hold, and not what is put in.
 */
export function layOutFor(element: HTMLElement, text: string, whole = true): void {
  const auto = element.dir === "auto";
  if (text.length >= LINES) {
    if (hasRun(WORDS, text)) element.classList.add("tt-long-words");
    if (hasRun(MARKS, text)) element.classList.add("tt-long-marks");
    // `dir="auto"` asks for the first letter anew with every line that is put in
    if (auto && hasLines(text)) element.classList.add("tt-many-lines");
  }
  if (element.classList.contains("tt-many-lines") && (whole || auto))
    element.dir = RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? "") ? "rtl" : "ltr";
}

function hasRun(of: RegExp, text: string): boolean {
  for (const [run] of text.matchAll(of)) if (run.length >= LONG) return true;
  return false;
}

function hasLines(text: string): boolean {
  let at = -1;
  for (let count = 0; count < LINES; count += 1) {
    at = text.indexOf("\n", at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** What is typed, pasted, put back, or written by a script: the page's own, or one that a browser's extension brings. */
export function watchField(field: HTMLTextAreaElement): void {
  field.addEventListener("beforeinput", ({ data }) => layOutFor(field, data ?? "", false));
  field.addEventListener("input", () => layOutFor(field, field.value));
  const { get, set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")!;
  Object.defineProperty(field, "value", {
    configurable: true,
    get,
    set(text: string) {
      layOutFor(field, text);
      set!.call(field, text);
    },
  });
}

export function textField(className: string): HTMLTextAreaElement {
  const field = make("textarea", className);
  watchField(field);
  return field;
}
