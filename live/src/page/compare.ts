/** The reader's output against the build's, as text. */
import type { Output, RunError } from "../python/types.ts";

/** Part of a line around the first character that differs. */
export interface Excerpt {
  before: string;
  differs: string;
  after: string;
}

/** `line` is 1-based; null where that side has no such line. */
export interface Difference {
  line: number;
  build: Excerpt | null;
  yours: Excerpt | null;
}

/** All that a cell showed, as the build writes it in build/SLUG.json: one text per output, a line break between. */
export function asText(outputs: readonly Output[], error: RunError | null): string {
  const texts = outputs.filter((output) => output.kind !== "notice").map((output) => output.text.replace(/\n+$/, ""));
  if (error) texts.push(error.last);
  return texts.join("\n");
}

/** The first line that differs, or null when the texts are equal. */
export function firstDifference(build: string, yours: string): Difference | null {
  if (build === yours) return null;
  const [ours, theirs] = [lines(build), lines(yours)];
  const line = ours.findIndex((text, i) => text !== theirs[i]);
  const index = line < 0 ? ours.length : line;
  const [a, b] = [ours[index], theirs[index]];
  return {
    line: index + 1,
    build: a === undefined ? null : excerpt(a, b ?? ""),
    yours: b === undefined ? null : excerpt(b, a ?? ""),
  };
}

function lines(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

const BEFORE = 40;
const AFTER = 60;

/** `text` cut into what it shares with `other` at its start, what differs, and what they share at the end. */
function excerpt(text: string, other: string): Excerpt {
  const [mine, others] = [[...text], [...other]]; // by code point, so that no emoji is cut
  let start = 0;
  while (start < mine.length && start < others.length && mine[start] === others[start]) start++;
  let end = 0;
  while (end < mine.length - start && end < others.length - start && mine.at(-1 - end) === others.at(-1 - end)) end++;
  const [before, differs, after] = [
    mine.slice(0, start),
    mine.slice(start, mine.length - end),
    mine.slice(mine.length - end),
  ];
  return {
    before: (before.length > BEFORE ? "…" : "") + before.slice(-BEFORE).join(""),
    differs: differs.slice(0, AFTER).join("") + (differs.length > AFTER ? "…" : ""),
    after: differs.length > AFTER ? "" : after.slice(0, BEFORE).join("") + (after.length > BEFORE ? "…" : ""),
  };
}
