/** From the runs of an answer and its check to the verdict that the reader sees. */
import { verdict } from "../contract.ts";
import type { RunResult } from "../python/types.ts";
import { make } from "../ui/dom.ts";
import type { Exercise } from "./exercise.ts";
import { RUN } from "./texts.ts";
import { errorBlock, type FindCell } from "./trouble.ts";

/** `starter`: the reader's code; `checked`: the check, null when the answer did not run to its end. */
export function judge(exercise: Exercise, starter: RunResult, checked: RunResult | null, find: FindCell): void {
  const error = checked?.error;
  if (checked?.status === "ok") {
    const words = checked.outputs
      .map((output) => output.text)
      .join("")
      .trim();
    // the page says that itself
    const rest = words.startsWith(verdict) ? words.slice(verdict.length).replace(/^[:.!]?\s*/, "") : words;
    exercise.verdict(true, make("p", "", make("strong", "", rest ? RUN.correctFor : RUN.correct), " ", rest));
  } else if (checked?.status === "error" && error?.type === "AssertionError") {
    exercise.verdict(false, make("p", "", make("strong", "", RUN.notYet), " ", error.message || error.last));
  } else if (checked?.status === "error" && error) {
    exercise.verdict(
      false,
      make("p", "", make("strong", "", RUN.checkRaised)),
      errorBlock(error, exercise.check, find),
    );
  } else if (starter.status === "error" && starter.error) {
    const { line, last } = starter.error;
    exercise.verdict(
      false,
      make("p", "", make("strong", "", RUN.yourCodeRaised), " ", last, line === null ? "" : ` (${RUN.line(line)})`),
    );
  } else {
    exercise.verdict(null, RUN.checkStopped);
  }
}
