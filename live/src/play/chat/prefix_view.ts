/** The steps of the prefix check, each with its verdict; what changed folds open below. */
import { characters } from "../../chats/difference.ts";
import type { Cause } from "../../chats/prefix_why.ts";
import { make } from "../../ui/dom.ts";
import { COMPARE } from "./compare_texts.ts";
import { around } from "./compare_view.ts";
import { PREFIX } from "./prefix_texts.ts";
import { named } from "./unseen.ts";

interface Prompt {
  text: string;
  /** Of its ids. */
  count: number;
}

/** A prompt, or why there is none. */
export type Prompted = Prompt | { error: string };

/** `at` (UTF-16 units) and `token`: as far as both are the same; `cause`: null where the text stays. */
export interface Step {
  now: Prompted;
  next: Prompted;
  at: number;
  token: number;
  cause: Cause | null;
}

/** `day`: what another day costs the last prompt. */
export function prefixView(
  steps: readonly Step[],
  day: { lost: number; at: number } | null,
  roles: readonly string[],
): { element: HTMLElement; said: string } {
  const list = make("ol", "tt-prefix-list");
  let [good, lost] = [0, 0];
  steps.forEach((step, i) => {
    const { now, next } = step;
    const name = PREFIX.step(i + 1, roles[i] || PREFIX.noRole, roles[i + 1] || PREFIX.noRole);
    if ("error" in now || "error" in next) {
      const why = "error" in now ? PREFIX.errorAfter(i + 1, now.error) : PREFIX.errorAfter(i + 2, errorOf(next));
      return list.append(entry("none", "?", name, PREFIX.refused, why));
    }
    const missing = now.count - step.token;
    const whole = step.at === now.text.length;
    if (whole && !missing) {
      good++;
      return list.append(entry("good", "✓", name, PREFIX.yes, PREFIX.kept(now.count)));
    }
    lost += missing;
    const cause = whole ? "border" : (step.cause ?? "other");
    const say = `${PREFIX.causes[cause]} ${PREFIX.lost(missing, now.count)}`;
    const made = entry("bad", "!", name, PREFIX.no, say, details(step, now, next));
    made.dataset.cause = cause;
    made.dataset.lost = String(missing);
    made.dataset.at = String(characters(now.text, step.at));
    made.dataset.token = String(step.token);
    list.append(made);
  });
  const said = PREFIX.summary(good, steps.length, lost);
  const other = day && (day.lost ? PREFIX.date(day.lost, day.at) : PREFIX.noDate);
  const element = make(
    "div",
    "",
    make("p", "tt-compare-said", said),
    list,
    ...(other ? [make("p", "tt-note tt-prefix-day", other)] : []),
  );
  return { element, said: `${said} ${other ?? ""}`.trim() };
}

const errorOf = (prompted: Prompted): string => ("error" in prompted ? prompted.error : "");

function entry(
  mark: string,
  sign: string,
  name: string,
  verdict: string,
  say: string,
  more: HTMLElement | null = null,
): HTMLElement {
  const shown = make("span", `tt-report-sign tt-mark-${mark}`, sign);
  shown.setAttribute("aria-hidden", "true");
  const element = make(
    "li",
    "tt-prefix-step",
    shown,
    make("strong", "", name),
    make("span", `tt-report-verdict tt-mark-${mark}`, verdict),
    make("span", "tt-report-say", say),
    ...(more ? [more] : []),
  );
  element.dataset.mark = mark;
  return element;
}

function details({ at, token }: Step, now: Prompt, next: Prompt): HTMLElement {
  const side = (label: string, text: string): HTMLElement =>
    make(
      "div",
      "",
      make("span", "tt-compare-label", label),
      make("strong", "", named(text.slice(at, at + 2), COMPARE.end)),
      make("code", "tt-compare-around", ...around(text, at)),
    );
  const whole = at === now.text.length;
  return make(
    "div",
    "tt-prefix-more",
    make("p", "tt-note", whole ? PREFIX.differsIds(token) : PREFIX.differs(characters(now.text, at))),
    make("div", "tt-compare-pair", side(PREFIX.before, now.text), side(PREFIX.after, next.text)),
  );
}
