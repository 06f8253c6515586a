/** Why a prompt is not the beginning of the next one, from what can be seen in both. */
import type { Span } from "./attribution.ts";
import { sameUntil } from "./difference.ts";

export type Cause =
  /** The text is a beginning, but a token reaches over the border. */
  "border" | "thinking" | "tool" | "space" | "header" | "system" | "tools" | "other";

/** A prompt after some turns. */
export interface Turned {
  text: string;
  spans: readonly Span[];
  /** UTF-16 units without the header that add_generation_prompt asks for. */
  plain: number;
  /** Role of the last message, and of the first. */
  role: string;
  first: string;
}

const THINKING =
  /<\/?(?:think|thinking|seed:think|thought|reasoning)>|<\|channel\|?>|\[\/?THINK\]|<\|(?:START|END)_THINKING\|>/i;

/** `text` is no beginning of `next`. */
export function causeOf(now: Turned, next: Turned): Cause {
  const at = sameUntil(now.text, next.text);
  const byAt = (turned: Turned): Span["by"] | undefined => turned.spans.find(({ to }) => to > at)?.by;
  const [here, there] = [byAt(now), byAt(next)];
  if (loses(now, next, at)) return "thinking";
  if (now.role === "tool" && next.role === "tool" && at >= lastOwn(now)) return "tool";
  if (bare(next.text).startsWith(bare(now.text))) return "space";
  if (at >= now.plain) return "header";
  if (here?.kind === "tools" || there?.kind === "tools") return "tools";
  const system = (by: Span["by"] | undefined): boolean =>
    by?.kind === "message" && by.index === 0 && now.first === "system";
  if (system(here) || system(there) || beforeAll(now, at) || beforeAll(next, at)) return "system";
  return "other";
}

/** The earlier prompt has marks of thinking where the later one goes on without them. */
function loses(now: Turned, next: Turned, at: number): boolean {
  const count = (text: string): number => text.match(new RegExp(THINKING, "gi"))?.length ?? 0;
  const rest = now.text.slice(Math.max(at - 20, 0));
  return THINKING.test(rest) && count(now.text) > count(next.text.slice(0, now.text.length));
}

/** Where the last text of a message ends. */
const lastOwn = ({ spans }: Turned): number => spans.findLast(({ own, by }) => own && by.kind === "message")?.to ?? 0;

/** In front of every message's text: what the template writes there, or the system text. */
const beforeAll = ({ spans }: Turned, at: number): boolean =>
  at < (spans.find(({ own, by }) => own && by.kind === "message")?.from ?? 0);

const bare = (text: string): string => text.replace(/\s+/gu, "");
