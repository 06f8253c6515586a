/**
 * Stands in a lesson itself, at its end: keeps the reader's place, and makes the questions before an output
 * (scripts/course/pages/guesses.py) choices that the page answers. Nothing of that is kept or counted.
 */
import { make } from "../ui/dom.ts";
import { rememberPlace } from "./place.ts";
import { browserShelf } from "./store.ts";
import { GUESS } from "./texts_home.ts";

const root = new URL(document.currentScript!.dataset.root!, location.href).pathname;
const lesson = document.querySelector<HTMLElement>(".tt-lesson[data-lesson]")?.dataset.lesson;
if (lesson) rememberPlace(browserShelf(), root, lesson);
document.querySelectorAll<HTMLElement>(".tt-guess").forEach(ask);

function ask(question: HTMLElement): void {
  const list = question.querySelector<HTMLElement>("ul")!;
  const answer = question.querySelector("details")!;
  const right = Number(question.dataset.right);
  const said = make("span", "tt-guess-said");
  said.setAttribute("role", "status");
  const inputs = [...list.children].map((item, i) => {
    const input = Object.assign(make("input"), { type: "radio", name: question.id, value: String(i) });
    const label = make("label", "tt-guess-choice", input, make("span", "", ...item.childNodes));
    item.replaceChildren(label);
    return input;
  });
  list.setAttribute("role", "radiogroup");
  list.setAttribute("aria-label", GUESS.choices);
  for (const item of list.children) item.setAttribute("role", "none");
  const compare = make("button", "tt-word-button", GUESS.check);
  compare.type = "button";
  compare.disabled = true;
  compare.addEventListener("click", () => {
    const chosen = inputs.findIndex((input) => input.checked);
    said.textContent = chosen === right ? GUESS.right : GUESS.wrong;
    question.dataset.said = chosen === right ? "right" : "wrong";
    answer.open = true;
  });
  list.addEventListener("change", () => {
    compare.disabled = false;
    said.textContent = "";
    delete question.dataset.said;
  });
  list.after(make("p", "tt-guess-tools", compare, said));
}
