/** One exercise: an editor that is open from the start, Check, hints one after another, the solution to copy. */

import { button, make, onIntent } from "../ui/dom.ts";
import type { Cell } from "./cell.ts";
import type { Run } from "./freshness.ts";
import type { Mark, Store } from "./store.ts";
import { PAGE } from "./texts.ts";

/** `checks` runs the starter and then the check; the verdict comes through `Exercise.verdict`. */
export interface ExerciseCommands {
  checks(exercise: Exercise): void;
  intent(): void;
  say(text: string): void;
  progressed(): void;
}

export class Exercise {
  readonly name: string;
  readonly starter: Cell;
  readonly check: Cell;
  readonly button: HTMLButtonElement;
  /** The runs that the verdict is of: the answer's, and the check's if it ran. */
  judged: { starter: Run; check: Run | null } | null = null;
  /** Of this page's verdicts, which the browser may not keep. */
  #mark: Mark | undefined;
  #verdict = make("div", "tt-verdict");
  #old = make("p", "tt-verdict-old", PAGE.verdictOld);
  #badge = make("span", "tt-badge");

  constructor(
    section: HTMLElement,
    cells: ReadonlyMap<string, Cell>,
    private readonly slug: string,
    private readonly store: Store,
    private readonly commands: ExerciseCommands,
  ) {
    this.name = section.id;
    this.starter = mustHave(cells, `${this.name}-starter`);
    this.check = mustHave(cells, `${this.name}-check`);
    this.button = button("check", PAGE.check, () => this.#ask(), "tt-primary");
    onIntent(this.button, commands.intent);
    this.starter.tools.element.prepend(this.button);
    this.starter.tools.edit.hidden = true;
    this.starter.edit(false);
    this.#verdict.setAttribute("role", "status"); // there from the start, so that changes are read out
    this.starter.root.after(this.#verdict);
    section.querySelector("h2, h3")?.append(" ", this.#badge);
    this.#hints(section);
    this.#solution(cells.get(`${this.name}-solution`));
    this.#showMark();
  }

  /** Says in place how the check went; null clears it. */
  verdict(solved: boolean | null, ...content: (Node | string)[]): void {
    this.#verdict.className = `tt-verdict${solved === null ? "" : solved ? " tt-right" : " tt-wrong"}`;
    this.#verdict.replaceChildren(...content);
    this.judged = null;
    if (solved === null) return;
    if (this.#mark !== "solved") this.#mark = solved ? "solved" : "attempted";
    if (!this.store.mark(this.slug, this.name, this.#mark) && this.store.complain())
      this.starter.tools.notice(PAGE.notKept, [PAGE.dismiss, () => {}]);
    this.#showMark();
    this.commands.progressed();
  }

  /** Whether the verdict is of other code than the page has now. */
  stale(yes: boolean): void {
    if (yes === this.#old.isConnected) return;
    this.#verdict.classList.toggle("tt-verdict-stale", yes);
    if (yes) this.#verdict.prepend(this.#old);
    else this.#old.remove();
    this.#showMark();
  }

  busy(yes: boolean): void {
    this.button.setAttribute("aria-disabled", String(yes));
  }

  #ask(): void {
    if (this.button.getAttribute("aria-disabled") !== "true") this.commands.checks(this);
  }

  #showMark(): void {
    const kept = this.store.marks(this.slug)[this.name];
    const mark = this.#mark === "solved" ? this.#mark : (kept ?? this.#mark);
    this.#badge.className = `tt-badge${mark ? ` tt-${mark}` : ""}`;
    const words = mark === "solved" ? PAGE.solved : mark === "attempted" ? PAGE.attempted : "";
    this.#badge.textContent = words && this.#old.isConnected ? words + PAGE.earlier : words;
  }

  #hints(section: HTMLElement): void {
    const hints = [...section.querySelectorAll<HTMLDetailsElement>("details.tt-hint")];
    hints.forEach((hint, i) => {
      const next = hints[i + 1];
      if (!next) return;
      next.hidden = true;
      hint.addEventListener("toggle", () => {
        if (!hint.open || !next.hidden) return;
        next.hidden = false;
        this.commands.say(PAGE.hintShown);
      });
    });
  }

  #solution(solution: Cell | undefined): void {
    const copy = button("copy", PAGE.copySolution, () => {
      this.starter.take(solution?.source.original ?? "");
      this.starter.root.scrollIntoView({ block: "nearest" });
      this.commands.say(PAGE.solutionCopied);
    });
    copy.classList.add("tt-wordy");
    solution?.tools.edit.before(copy);
  }
}

function mustHave(cells: ReadonlyMap<string, Cell>, id: string): Cell {
  const cell = cells.get(id);
  if (!cell) throw new Error(`the page has no cell ${id}`); // the build's dialect forbids it
  return cell;
}
