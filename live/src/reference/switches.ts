/**
 * Stands in a lesson itself, after its switches: shows of the chosen combination which ids differ from the right
 * prompt, what may come next, and what the model answered. All of it is the build's record
 * (scripts/course/model/record.py); nothing is computed here.
 */
import { make } from "../ui/dom.ts";
import { type Step, steps } from "./diff.ts";
import { SWITCHED as TEXTS } from "./texts.ts";

type Face = string | [face: string, kind: string];
type Case = [ids: number[], next: [id: number, percent: number][], answer: number[], close: 0 | 1];
interface Recorded {
  right: string;
  stop: number;
  faces: Record<string, Face>;
  cases: Record<string, Case>;
}

const SVG = "http://www.w3.org/2000/svg";
const root = document.currentScript!.previousElementSibling as HTMLElement;
const recorded: Recorded = JSON.parse(root.querySelector("script")!.textContent!);
const controls = root.querySelector("form")!;
const choices = [...controls.querySelectorAll("select")];
const stop = controls.querySelector<HTMLInputElement>("[name=stop]")!;
const details = root.querySelector("details")!;
const shown = make("div", "tt-breaker-shown");

/** A switch that has no effect is switched off; the first and the last always have one. */
function chosen(): Case {
  const plain = choices[0]!.value === "n";
  choices.forEach((choice, place) => (choice.disabled = plain && place > 0 && place < choices.length - 1));
  return recorded.cases[choices.map((choice) => (choice.disabled ? "-" : choice.value)).join("")]!;
}

function chip(id: number, how: Step["how"] = "same"): HTMLElement {
  const face = recorded.faces[id]!;
  const [text, kind] = typeof face === "string" ? [face, ""] : face;
  const made = make(how === "same" ? "span" : how === "added" ? "ins" : "del", `tt-id ${kind}`.trim(), text);
  if (how !== "same") made.title = TEXTS[how];
  made.append(make("i", "", String(id)));
  return made;
}

function chips(made: HTMLElement[]): HTMLElement {
  return make("div", "tt-ids", ...made.flatMap((one) => [one, " "]));
}

function bars(next: Case[1]): HTMLElement {
  const grid = make("div", "tour-bars");
  for (const [id, percent] of next) {
    const [svg, rect] = [document.createElementNS(SVG, "svg"), document.createElementNS(SVG, "rect")];
    for (const [name, value] of Object.entries({ viewBox: "0 0 100 1", preserveAspectRatio: "none" }))
      svg.setAttribute(name, value);
    svg.setAttribute("aria-hidden", "true");
    rect.setAttribute("class", "tour-k0");
    rect.setAttribute("width", String(percent));
    rect.setAttribute("height", "1");
    svg.append(rect);
    grid.append(chip(id), svg, make("b", "", percent ? String(percent) : "< 1"));
  }
  return grid;
}

function answer([, , ids, close]: Case): HTMLElement[] {
  const end = stop.checked ? ids.indexOf(recorded.stop) : -1;
  const said = end < 0 ? ids : ids.slice(0, end + 1);
  if (!said.length) return [make("p", "", TEXTS.nothing)];
  const unheard = ids.includes(recorded.stop);
  const how = end >= 0 ? TEXTS.stopped : close ? TEXTS.close : (unheard ? TEXTS.ignored : TEXTS.limit)(ids.length);
  return [chips(said.map((id) => chip(id))), make("p", "tt-breaker-note", how)];
}

function show(): void {
  const now = chosen();
  const right = recorded.cases[recorded.right]!;
  const way = steps(right[0], now[0]);
  const count = (how: Step["how"]) => way.filter((step) => step.how === how).length;
  const told = now === right ? TEXTS.right(now[0].length) : TEXTS.differs(now[0].length, count("added"), count("gone"));
  const heading = (text: string) => make("p", "tt-breaker-heading", text);
  shown.replaceChildren(
    heading(TEXTS.answer),
    ...answer(now),
    heading(`${TEXTS.next}, ${TEXTS.unit}`),
    bars(now[1]),
    heading(TEXTS.prompt),
    make("p", "tt-breaker-note", told),
    chips(way.map((step) => chip(step.id, step.how))),
  );
}

shown.setAttribute("aria-live", "polite");
controls.hidden = false;
details.open = false;
controls.after(shown);
controls.addEventListener("change", show);
controls.addEventListener("submit", (event) => event.preventDefault());
addEventListener("pageshow", show); // a browser that comes back fills the switches in late
show();
