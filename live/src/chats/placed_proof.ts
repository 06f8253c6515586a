/**
 * A template with `{% generation %}` put in, where renderings prove it: every prompt is what it was, and the blocks hold
 * the assistant's turns with their end tokens and nothing else.
 */
import { PyError } from "../jinja/errors.ts";
import { Template } from "../jinja/index.ts";
import type { Call } from "./apply.ts";
import { attempt, type Found, type Made, rolesIn, type Tried, turnsIn } from "./assistant_turns.ts";
import { battery, callFor } from "./battery.ts";
import type { ChatModel } from "./chat_model.ts";
import { type Cut, Cuts } from "./cuts.ts";
import { placed, Shares } from "./placing.ts";

/** Why there is none: it writes no turn of the assistant; no statements write them alone; put in, it would change a prompt, or mark something else. */
export type Unplaced = "none" | "together" | "changes" | "marks";

export type Placed =
  | {
      ok: true;
      template: string;
      conversations: number;
      turns: number /** Some turns are closed by nothing. */;
      endless: boolean;
    }
  | { ok: false; why: Unplaced };

/** Rounds in which statements are cut where a turn begins or ends within them. */
const ROUNDS = 4;

/** `own`: the reader's conversation. Throws PyError where the template has a mistake. */
export function placeGeneration(model: ChatModel, source: string, own: Call | null, now = new Date()): Placed {
  const calls = [...(own ? [own] : []), ...battery().map(callFor)];
  const before = new Template(source);
  const whole = calls.map((call) => attempt(model, before, call, now));
  const cutter = new Cuts(source);
  let [careful, loose] = [false, false];
  for (;;) {
    const made = placedOnce(model, source, calls, whole, cutter, { careful, loose }, now);
    if (made.ok) return made;
    if (made.why === "changes" && !careful) careful = true;
    else if (made.why === "marks" && !loose) loose = true;
    else return made;
  }
}

function placedOnce(
  model: ChatModel,
  source: string,
  calls: readonly Call[],
  whole: readonly Tried[],
  cutter: Cuts,
  { careful, loose }: { careful: boolean; loose: boolean },
  now: Date,
): Placed {
  let cuts = cutter.sums(careful);
  for (let round = 0; round < ROUNDS; round += 1) {
    const finer = cutter.made(cuts);
    const template = new Template(finer.text);
    const shares = new Shares(cutter, finer, loose);
    const turns = calls.map((call, i) => learn(model, template, call, whole[i]!, shares, now));
    const more = distinct(shares.cuts, cuts);
    if (more.length) {
      cuts = [...cuts, ...more];
      continue;
    }
    if (!turns.some((found) => found?.length)) return { ok: false, why: "none" };
    const text = placed(template, shares);
    if (text === null) return { ok: false, why: "together" };
    const made = source.endsWith("\n") ? `${text}\n` : text;
    return proved(model, made, calls, whole, turns, now);
  }
  return { ok: false, why: "together" };
}

const distinct = (fresh: readonly Cut[], had: readonly Cut[]): Cut[] => {
  const known = new Set(had.map(({ from }) => from));
  return fresh.filter(({ from }) => !known.has(from) && known.add(from));
};

/** The turns of a prompt; null where it cannot be taken apart as it is. */
function learn(
  model: ChatModel,
  template: Template,
  call: Call,
  whole: Tried,
  shares: Shares,
  now: Date,
): Found[] | null {
  if ("error" in whole || call.continueFinalMessage) return [];
  const made = attempt(model, template, call, now);
  if ("error" in made || made.text !== whole.text) return null;
  const turns = turnsIn(made, call, (one) => attempt(model, template, one, now));
  shares.see(made, turns, rolesIn(call));
  return turns;
}

function proved(
  model: ChatModel,
  text: string,
  calls: readonly Call[],
  whole: readonly Tried[],
  turns: readonly (Found[] | null)[],
  now: Date,
): Placed {
  let template: Template;
  try {
    template = new Template(text);
  } catch (error) {
    if (error instanceof PyError) return { ok: false, why: "changes" };
    throw error;
  }
  for (const [i, call] of calls.entries()) {
    const [was, is] = [whole[i]!, attempt(model, template, call, now)];
    if (
      "error" in was
        ? !("error" in is) || kindOf(is.error) !== kindOf(was.error)
        : "error" in is || is.text !== was.text
    )
      return { ok: false, why: "changes" };
    if (!("error" in is) && !call.continueFinalMessage && !marksOnly(is, turns[i] ?? null, rolesIn(call)))
      return { ok: false, why: "marks" };
  }
  const found = turns.flatMap((one) => one ?? []);
  return {
    ok: true,
    template: text,
    conversations: whole.filter((one) => !("error" in one)).length,
    turns: found.length,
    endless: found.some(({ end }) => !end),
  };
}

/** What names the values in it says them in another order: the kind of the error is what must stay. */
const kindOf = (error: string): string => error.split(":")[0]!;

/** Whether the blocks hold the turns whole, and besides them only white space. */
function marksOnly(made: Made, turns: readonly Found[] | null, roles: readonly string[]): boolean {
  if (!turns) return false;
  const { text, generated, runs } = made;
  const marked = new Uint8Array(text.length);
  for (const [from, to] of generated) {
    if (to === 0) return false; // transformers fails
    marked.fill(1, from, to);
  }
  const may = new Uint8Array(text.length);
  for (const { floor, own, to, header } of turns) {
    for (let i = own; i < to; i += 1) {
      if (marked[i]) continue;
      const next = marked.indexOf(1, i);
      // a turn of several messages of the assistant has their headers in it
      const again = header.trim() && next > 0 && next < to && text.slice(i, next).includes(header.trim());
      if (!again) return false;
      i = next;
    }
    may.fill(1, Math.min(floor, own), to);
  }
  const known = new Set(turns.map(({ index }) => index));
  for (const { from, to, owner } of made.stretches) {
    const source = owner as { kind?: string; index?: number } | null;
    if (source?.kind === "message" && roles[source.index!] === "assistant" && !known.has(source.index!))
      may.fill(1, from, to); // of an empty turn nobody knows the place
  }
  for (const { from, to, origin } of runs)
    if (origin.kind !== "message" || roles[origin.index] !== "assistant") {
      if (marked.subarray(from, to).includes(1)) return false;
    }
  for (let i = 0; i < marked.length; i += 1) if (marked[i] && !may[i] && text[i]!.trim()) return false;
  return true;
}
