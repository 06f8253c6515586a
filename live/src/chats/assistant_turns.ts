/** Where the assistant's turns stand in a prompt: from behind the header to the end token. */
import { PyError } from "../jinja/errors.ts";
import type { Template } from "../jinja/index.ts";
import { raw } from "../jinja/text.ts";
import { Dict, List, stringOf, type Value } from "../jinja/values.ts";
import { applyChatTemplate, type Call, type Stretch } from "./apply.ts";
import type { ChatModel } from "./chat_model.ts";
import { sameUntil } from "./difference.ts";
import { type SourceRun, sourceOf, sourceRuns } from "./origin.ts";

/** A prompt with what is known of it; all places are UTF-16 units. */
export interface Made {
  text: string;
  stretches: readonly Stretch[];
  runs: readonly SourceRun[];
  /** What `generation` blocks printed. */
  generated: readonly (readonly [from: number, to: number])[];
}

export type Tried = Made | { error: string };

/** A turn of the assistant. */
export interface Found {
  /** Of its message. */
  index: number;
  /** It begins here, behind its header. */
  from: number;
  /** Not before this: what opens a header's thinking may count as the turn's. */
  floor: number;
  /** The first of its message's own characters. */
  own: number;
  /** Behind its end token. */
  to: number;
  /** What closes it, behind the last of its own characters. */
  end: string;
  /** What the generation prompt writes, as far as it is known. */
  header: string;
}

export function attempt(model: ChatModel, template: Template, call: Call, now: Date): Tried {
  try {
    const { text, stretches, generated } = applyChatTemplate(model, template, call, now);
    const written = raw(text);
    return {
      text: written,
      stretches,
      runs: typeof text === "string" ? [] : sourceRuns(text.runs),
      generated: inUnits(written, generated),
    };
  } catch (error) {
    if (error instanceof PyError) return { error: `${error.type}: ${error.message}` };
    throw error;
  }
}

const messagesOf = (call: Call): Value[] => (call.conversation instanceof List ? call.conversation.items : []);

export const rolesIn = (call: Call): string[] =>
  messagesOf(call).map((message) => (message instanceof Dict ? stringOf(message.get("role")) : ""));

/** [from, to) of what a message itself brought into the prompt while the template was at it; its role is no part of that. */
function own({ stretches, runs }: Made, index: number): [from: number, to: number] | null {
  const at = stretches.filter(({ owner }) => {
    const source = sourceOf(owner);
    return source?.kind === "message" && source.index === index;
  });
  let [first, last] = [Infinity, -1];
  for (const { from, to, origin } of runs) {
    if (origin.kind !== "message" || origin.index !== index || origin.field === "role") continue;
    for (const stretch of at) {
      if (stretch.to <= from || stretch.from >= to) continue;
      first = Math.min(first, Math.max(from, stretch.from));
      last = Math.max(last, Math.min(to, stretch.to));
    }
  }
  return last < 0 ? null : [first, last];
}

/** How much two texts begin with in common, without the beginning of a tag. */
function sameTags(left: string, right: string): number {
  const same = sameUntil(left, right);
  return same === left.length || same === right.length
    ? same
    : left.slice(0, same).replace(/[<[][^<>[\]]*$/, "").length;
}

/** The turns of a prompt whose place is known. `ask`: by the same template, one statement for each term. */
export function turnsIn(made: Made, call: Call, ask: (call: Call) => Tried): Found[] {
  const messages = messagesOf(call);
  const first = (count: number, addGenerationPrompt: boolean, more: Value[] = []): Call => ({
    ...call,
    conversation: new List([...messages.slice(0, count), ...more]),
    addGenerationPrompt,
  });
  return rolesIn(call).flatMap((role, index): Found[] => {
    const mine = role === "assistant" ? own(made, index) : null;
    if (!mine) return [];
    const [begin, last] = mine;
    const before = behindHeader(made, index, begin, ask(first(index, true)), ask(first(index, false)));
    const alone = ask(first(index + 1, false));
    const next = index + 1 < messages.length ? made : ask(first(index + 1, false, [NEXT()]));
    const end =
      closing(alone, next, index) ||
      ownEnd(call.addGenerationPrompt ? ask(first(messages.length, false)) : made, index);
    return [{ index, ...before, own: begin, to: last + (made.text.startsWith(end, last) ? end.length : 0), end }];
  });
}

const NEXT = (): Dict =>
  Dict.of([
    ["role", "user"],
    ["content", "And then?"],
  ]);

type Begin = Pick<Found, "from" | "floor" | "header">;

/** Where a turn begins whose own text begins at `begin`: what the generation prompt writes is its header. */
function behindHeader(made: Made, index: number, begin: number, headed: Tried, bare: Tried): Begin {
  const unknown = { from: begin, floor: begin, header: "" };
  if ("error" in headed) return unknown;
  let before = 0;
  for (const { to, origin } of made.runs)
    if (origin.kind === "message" && origin.index !== index && to <= begin) before = Math.max(before, to);
  const header = "error" in bare ? "" : headed.text.slice(sameTags(headed.text, bare.text));
  const thinking = header.search(/(?:<[^<>]*|\[)think/i);
  const least = thinking < 0 ? header.length : thinking;
  const whole = made.text.startsWith(headed.text);
  if (whole && header && headed.text.length <= begin)
    return { from: headed.text.length, floor: headed.text.length - header.length + least, header };
  if (!whole)
    for (const written of [
      header,
      header.slice(0, least),
      header.slice(0, header.indexOf("\n") + 1),
      header.trimEnd(),
    ]) {
      const at = written ? made.text.lastIndexOf(written, begin - written.length) : -1;
      if (at >= before && written)
        return { from: at + written.length, floor: at + Math.min(written.length, least), header: written };
    }
  const same = Math.min(whole ? headed.text.length : sameTags(headed.text, made.text), begin);
  if (same < before) return unknown;
  return { from: !header && made.text.slice(same, begin).trim() ? begin : same, floor: same, header };
}

/** What a message writes behind its own characters. */
function ownEnd(made: Tried, index: number): string {
  const last = "error" in made ? undefined : own(made, index)?.[1];
  if ("error" in made || last === undefined) return "";
  let end = last;
  for (const { from, to, owner } of made.stretches) {
    const source = sourceOf(owner);
    if (from <= end && to > end && source?.kind === "message" && source.index === index) end = to;
  }
  return made.text.slice(last, end).trimEnd();
}

/** What the prompt has behind a turn, whether it is the last or not. */
function closing(alone: Tried, next: Tried, index: number): string {
  if ("error" in alone) return "";
  const last = own(alone, index)?.[1];
  if (last === undefined) return "";
  let end = alone.text.length;
  const there = "error" in next ? undefined : own(next, index)?.[1];
  if (there !== undefined && !("error" in next)) {
    end = last + sameTags(alone.text.slice(last), next.text.slice(there));
  }
  return alone.text.slice(last, end).trimEnd();
}

/** From characters (code points) to UTF-16 units. */
function inUnits(text: string, places: readonly (readonly [number, number])[]): [number, number][] {
  if (!/[\ud800-\udfff]/.test(text)) return places.map(([from, to]) => [from, to]);
  const units: number[] = [];
  let at = 0;
  for (const character of text) {
    units.push(at);
    at += character.length;
  }
  units.push(at);
  return places.map(([from, to]) => [units[from]!, units[to]!]);
}
