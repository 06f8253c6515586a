/**
 * Stands in the comparison page itself, after its checkboxes and before its tables, so that a link's columns are there
 * from the first frame. The page's style sheet shows and hides them (scripts/course/reference/comparison.py); here the
 * choice is kept in the address.
 */
import { Notice } from "../ui/notice.ts";
import { TEXTS } from "./texts.ts";

const KEY = "tokenizers"; // in the query, because the fragment is a heading's
const LONGEST = 80; // characters of a link's names that are told

const fieldset = document.currentScript!.previousElementSibling as HTMLFieldSetElement;
const boxes = [...fieldset.querySelectorAll("input")];
const notice = new Notice(TEXTS.dismiss);

/** Nobody compares nothing: the last one cannot go. */
function keepOne(): void {
  const chosen = boxes.filter((box) => box.checked);
  for (const box of boxes) {
    box.disabled = chosen.length === 1 && box.checked;
    box.title = box.disabled ? TEXTS.atLeastOne : "";
  }
}

/** What is chosen; nothing where that is what the page begins with. */
function keep(): void {
  const url = new URL(location.href);
  if (boxes.every((box) => box.checked === box.defaultChecked)) url.searchParams.delete(KEY);
  else url.searchParams.set(KEY, boxes.flatMap((box) => (box.checked ? box.value : [])).join(" "));
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

/** Takes the choice from the address, and says what of it the page does not have. */
function begin(): void {
  const asked = new URLSearchParams(location.search).get(KEY)?.split(/\s+/).filter(Boolean) ?? [];
  const known = boxes.filter((box) => asked.includes(box.value));
  for (const box of boxes) box.checked = known.length ? known.includes(box) : box.defaultChecked;
  const unknown = asked.filter((name) => !boxes.some((box) => box.value === name)).join(", ");
  if (unknown) notice.say(TEXTS.unknown(unknown.length > LONGEST ? `${unknown.slice(0, LONGEST)}…` : unknown), false);
}

fieldset.after(notice.element);
begin();
keepOne();
fieldset.addEventListener("change", () => {
  notice.clear();
  keepOne();
  keep();
});
// Back to a heading of this page: the address is an earlier one, the columns are not.
addEventListener("popstate", keep);
