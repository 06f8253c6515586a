/**
 * A template with `{% generation %}` put in, where renderings prove it: every prompt is what it was, and the blocks hold
 * the assistant's turns with their end tokens and nothing else.
 */
import { PyError } from "../jinja/errors.ts";
import { Template } from "../jinja/index.ts";
import { dumpJson } from "../jinja/json.ts";
import { raw } from "../jinja/text.ts";
import { Dict } from "../jinja/values.ts";
import type { Call } from "./apply.ts";
import { attempt, type Found, type Made, rolesIn, type Tried, turnsIn } from "./assistant_turns.ts";
import { battery, callFor } from "./battery.ts";
import type { ChatModel } from "./chat_model.ts";
import { type Cut, Cuts } from "./cuts.ts";
import { sourceOf } from "./origin.ts";
import { placed, Shares } from "./placing.ts";
import type { Part } from "./placing_tags.ts";

/**
 * Why there is none: it writes no turn of the assistant; no statements write them alone; put in, it would change a
 * prompt, or mark something else.
 */
export type Unplaced = "none" | "together" | "changes" | "marks";

export type Placed =
  | {
      ok: true;
      template: string;
      /** The same in stretches. */
      parts: Part[];
      conversations: number;
      turns: number;
      /** Some turns are closed by nothing. */
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
    const made = new Map<string, Tried>();
    const turns = calls.map((call, i) => {
      const ask = (one: Call): Tried => {
        const key = keyOf(one);
        const known = made.get(key) ?? attempt(model, template, one, now);
        made.set(key, known);
        return known;
      };
      return learn(ask, call, whole[i]!, shares);
    });
    const more = distinct(shares.cuts, cuts);
    if (more.length) {
      cuts = [...cuts, ...more];
      continue;
    }
    if (!turns.some((found) => found?.length)) return { ok: false, why: "none" };
    const parts = placed(template, shares);
    if (parts === null) return { ok: false, why: "together" };
    if (source.endsWith("\n")) parts.push({ text: "\n", added: false });
    return proved(model, parts, calls, whole, turns, now);
  }
  return { ok: false, why: "together" };
}

const distinct = (fresh: readonly Cut[], had: readonly Cut[]): Cut[] => {
  const known = new Set(had.map(({ from }) => from));
  return fresh.filter(({ from }) => !known.has(from) && known.add(from));
};

/** The same for the same call, and only for that: whatever a template sees of it. */
const keyOf = ({ conversation, tools, documents = null, addGenerationPrompt, more }: Call): string =>
  [...[conversation, tools, documents, Dict.of(more)].map((value) => raw(dumpJson(value))), addGenerationPrompt].join(
    " ",
  );

/** The turns of a prompt; null where it cannot be taken apart as it is. */
function learn(ask: (call: Call) => Tried, call: Call, whole: Tried, shares: Shares): Found[] | null {
  if ("error" in whole || call.continueFinalMessage) return [];
  const made = ask(call);
  if ("error" in made || made.text !== whole.text) return null;
  const turns = turnsIn(made, call, ask);
  shares.see(made, turns, rolesIn(call));
  return turns;
}

function proved(
  model: ChatModel,
  parts: Part[],
  calls: readonly Call[],
  whole: readonly Tried[],
  turns: readonly (Found[] | null)[],
  now: Date,
): Placed {
  const text = parts.map((part) => part.text).join("");
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
    parts,
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
    const source = sourceOf(owner);
    if (source?.kind === "message" && roles[source.index] === "assistant" && !known.has(source.index))
      may.fill(1, from, to); // of an empty turn nobody knows the place
  }
  const alone = made.stretches.filter(({ owner }) => sourceOf(owner)?.kind !== "message");
  for (const { from, to, origin } of runs) {
    const assistants = origin.kind === "message" && roles[origin.index] === "assistant";
    if (!assistants && marked.subarray(from, to).includes(1)) return false;
    // printed outside the loop over messages
    if (assistants && origin.field === "content")
      for (const one of alone)
        if (marked.subarray(Math.max(from, one.from), Math.min(to, one.to)).includes(0)) return false;
  }
  for (let i = 0; i < marked.length; i += 1) if (marked[i] && !may[i] && text[i]!.trim()) return false;
  return true;
}
