/** Which message each stretch of a prompt came from. */

import { raw } from "../jinja/text.ts";
import { END, MARKERS, START } from "../tokenizers/marked.ts";
import type { Prompt } from "./apply.ts";
import { firstPlace, grouped, within } from "./ordered.ts";
import { type Source, type SourceRun, sourceOf, sourceRuns } from "./origin.ts";

export type By =
  | { kind: "message"; index: number }
  /** What the template wrote of its own accord. */
  | { kind: "template" }
  /** The header that add_generation_prompt asks for. */
  | { kind: "generation" }
  | { kind: "tools" };

/** [from, to) of the shown text, in UTF-16 units. `own`: copied from a message, a tool or a variable. */
export interface Span {
  from: number;
  to: number;
  by: By;
  own: boolean;
}

export interface Attributed {
  /** The prompt as a model would read it, without markers. */
  text: string;
  /** All of the text, in order. */
  spans: Span[];
  /** Where strings of the reader's stand. */
  runs: SourceRun[];
  /** Control tokens that are ordinary text because they were sanitised: [from, to). */
  plain: [number, number][];
}

const TEMPLATE: By = { kind: "template" };

/** `sanitized`: the prompt has markers around control tokens. Otherwise such characters are somebody's text. */
export function attribute(
  prompt: Prompt,
  specials: readonly string[],
  generation: boolean,
  sanitized: boolean,
): Attributed {
  const { text, stretches, runs, plain } = unmarked(prompt, sanitized);
  const spans: Span[] = [];
  for (const { from, to, owner } of stretches) spans.push(...split(from, to, sourceOf(owner), runs));
  whatComesBefore(spans, text, specials);
  if (generation) {
    for (let i = spans.length - 1; i >= 0 && spans[i]!.by === TEMPLATE; i -= 1) spans[i]!.by = { kind: "generation" };
    if (spans.every(({ by }) => by.kind === "generation")) for (const span of spans) span.by = TEMPLATE;
  }
  return { text, spans: merged(spans), runs, plain };
}

/**
 * One stretch as spans: a print statement belongs to the message whose text it holds, else to the one the loop is at.
 */
function split(from: number, to: number, owner: Source | null, runs: readonly SourceRun[]): Span[] {
  const inside = within(runs, from, to);
  const by = (origin: Source | null): By =>
    origin?.kind === "message"
      ? { kind: "message", index: origin.index }
      : origin?.kind === "tool"
        ? { kind: "tools" }
        : TEMPLATE;
  const named = inside.filter(({ origin }) => origin.kind !== "variable");
  const around = named.length ? by(named[0]!.origin) : by(owner);
  const one = named.every(({ origin }) => sameSource(by(origin), around));
  const spans: Span[] = [];
  let at = from;
  let before = around;
  const put = (end: number, whose: By, own: boolean): void => {
    if (end > at) spans.push({ from: at, to: end, by: whose, own });
    at = Math.max(at, end);
  };
  for (const run of inside) {
    put(Math.max(run.from, from), one ? around : before, false);
    if (run.origin.kind !== "variable") before = by(run.origin);
    put(Math.min(run.to, to), one ? around : before, true);
  }
  put(to, one ? around : before, false);
  return spans;
}

export const sameSource = (a: By, b: By): boolean =>
  a.kind === b.kind && (a.kind !== "message" || a.index === (b as { index: number }).index);

/**
 * A whole turn that a loop printed before a message's own text is the template's: Qwen2 writes its system prompt in the
 * first message's turn of the loop. It is known by the token that closes the message's own turn.
 */
function whatComesBefore(spans: Span[], text: string, specials: readonly string[]): void {
  for (const mine of byMessage(spans).values()) {
    const first = mine.findIndex(({ own }) => own);
    const last = mine.findLastIndex(({ own }) => own);
    if (first < 1) continue;
    const closing = text.slice(mine[last]!.to, mine.at(-1)!.to);
    const closers = specials.filter((token) => closing.includes(token));
    // the header and the text are one print statement in most templates, so look at each span before the text
    const lead = mine.slice(0, first);
    const end = lead.findLastIndex((span) => closers.some((token) => text.slice(span.from, span.to).includes(token)));
    for (const span of lead.slice(0, end + 1)) span.by = TEMPLATE;
  }
}

/** The spans of each message. */
export const byMessage = (spans: readonly Span[]): Map<number, Span[]> =>
  grouped(spans, ({ by }) => (by.kind === "message" ? by.index : null));

function merged(spans: Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (last && last.own === span.own && sameSource(last.by, span.by)) last.to = span.to;
    else out.push({ ...span });
  }
  return out;
}

/** Takes the markers of sanitised tokens out, and moves everything accordingly. */
function unmarked(
  prompt: Prompt,
  sanitized: boolean,
): { text: string; stretches: Prompt["stretches"]; runs: SourceRun[]; plain: [number, number][] } {
  const marked = raw(prompt.text);
  const runs = sourceRuns(typeof prompt.text === "string" ? [] : prompt.text.runs);
  if (!sanitized || (!marked.includes(START) && !marked.includes(END)))
    return { text: marked, stretches: prompt.stretches, runs, plain: [] };
  const gone: number[] = [];
  const plain: [number, number][] = [];
  let open = 0;
  const size = START.length;
  const text = marked.replace(MARKERS, (marker, at: number) => {
    const place = at - gone.length * size;
    if (marker === START) open = place;
    else plain.push([open, place]);
    gone.push(at);
    return "";
  });
  const moved = (at: number): number => at - firstPlace(gone.length, (i) => gone[i]! >= at) * size;
  const move = <T extends { from: number; to: number }>(part: T): T => ({
    ...part,
    from: moved(part.from),
    to: moved(part.to),
  });
  return { text, stretches: prompt.stretches.map(move), runs: runs.map(move), plain };
}
