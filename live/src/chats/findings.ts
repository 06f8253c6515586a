/** What a template did with a conversation that nobody sees in the messages: what it dropped, what it added. */

import { strip } from "../jinja/string_work.ts";
import { raw } from "../jinja/text.ts";
import { Dict, isStr, List, stringOf, type Value } from "../jinja/values.ts";
import type { Call } from "./apply.ts";
import { type Attributed, byMessage } from "./attribution.ts";
import { firstPlace, grouped } from "./ordered.ts";
import type { SourceRun } from "./origin.ts";

/** `message` counts from 0. */
export type Finding =
  | { kind: "vanished"; message: number; role: string }
  | { kind: "content-dropped"; message: number; role: string }
  | { kind: "content-cut"; message: number }
  | { kind: "trimmed"; message: number }
  | { kind: "field-dropped"; message: number; field: string }
  | { kind: "role-copied"; message: number; role: string }
  | { kind: "control"; message: number; tokens: string[] }
  | { kind: "plain"; tokens: number }
  | { kind: "system-added"; text: string }
  | { kind: "added"; text: string }
  | { kind: "end-added"; text: string }
  | { kind: "tools-ignored" }
  | { kind: "variable-ignored"; name: string }
  | { kind: "generation-ignored" };

const USUAL = new Set(["system", "user", "assistant", "tool", "ipython"]);
/** Copies of one field under several names (transformers makes them), and what no template writes out. */
const QUIET = new Set(["role", "content", "tool_call_id", "id", "type"]);

export function findings(call: Call, made: Attributed, specials: readonly string[], generation: boolean): Finding[] {
  const found: Finding[] = [];
  const messages = call.conversation instanceof List ? call.conversation.items : [];
  const spans = byMessage(made.spans);
  const runs = grouped(made.runs, ({ origin }) => (origin.kind === "message" ? origin.index : null));
  messages.forEach((message, index) => {
    if (!(message instanceof Dict)) return;
    if (spans.has(index)) found.push(...ofMessage(message, index, made, runs.get(index) ?? [], specials));
    else found.push({ kind: "vanished", message: index, role: stringOf(message.get("role")) });
  });
  if (made.plain.length) found.push({ kind: "plain", tokens: made.plain.length });
  found.push(...ofTemplate(messages, made, specials));
  if (generation && !made.spans.some(({ by }) => by.kind === "generation")) found.push({ kind: "generation-ignored" });
  if (call.tools instanceof List && call.tools.items.length && !made.runs.some(({ origin }) => origin.kind === "tool"))
    found.push({ kind: "tools-ignored" });
  for (const [name, value] of [["documents", call.documents ?? null] as const, ...call.more]) {
    if (hasText(value) && !made.runs.some(({ origin }) => origin.kind === "variable" && origin.name === name))
      found.push({ kind: "variable-ignored", name });
  }
  return found;
}

/** `runs`: the message's own. */
function ofMessage(
  message: Dict,
  index: number,
  made: Attributed,
  runs: readonly SourceRun[],
  specials: readonly string[],
): Finding[] {
  const role = stringOf(message.get("role"));
  const found: Finding[] = [];
  const fields = new Map<string, string[]>();
  for (const { from, to, origin } of runs) {
    if (origin.kind !== "message") continue;
    const known = fields.get(origin.field);
    const text = made.text.slice(from, to);
    if (known) known.push(text);
    else fields.set(origin.field, [text]);
  }
  const runsOf = (field: string): readonly string[] => fields.get(field) ?? [];
  const content = message.get("content");
  if (content !== undefined && hasText(content)) {
    const shown = runsOf("content").join("");
    if (!shown)
      found.push(
        blank(content) ? { kind: "trimmed", message: index } : { kind: "content-dropped", message: index, role },
      );
    else if (isStr(content)) {
      const whole = raw(content);
      const [inner, fromLeft, fromRight] = [
        strip(whole),
        strip(whole, null, true, false),
        strip(whole, null, false),
      ].map(raw) as [string, string, string];
      if (shown !== whole && [inner, fromLeft, fromRight].includes(shown))
        found.push({ kind: "trimmed", message: index });
      else if (shown.length < whole.length && (inner.startsWith(shown) || inner.endsWith(shown)))
        found.push({ kind: "content-cut", message: index });
    }
  }
  for (const [key, value] of message.entries()) {
    const field = stringOf(key);
    if (!QUIET.has(field) && hasText(value) && !runsOf(field).length)
      found.push({ kind: "field-dropped", message: index, field });
  }
  if (role && !USUAL.has(role) && runsOf("role").length) found.push({ kind: "role-copied", message: index, role });
  const control = runs.flatMap(({ from, to }) => controlIn(made, from, to, specials));
  if (control.length) found.push({ kind: "control", message: index, tokens: control });
  return found;
}

/** Special tokens inside a stretch that a reader wrote, unless they were sanitised. */
function controlIn(made: Attributed, from: number, to: number, specials: readonly string[]): string[] {
  const found: string[] = [];
  const text = made.text.slice(from, to);
  for (let at = 0; at < text.length; at += 1) {
    const token = specials.find((special) => text.startsWith(special, at));
    if (!token) continue;
    const behind = firstPlace(made.plain.length, (i) => made.plain[i]![1] > from + at);
    if (!(made.plain[behind] && made.plain[behind][0] <= from + at)) found.push(token);
    at += token.length - 1;
  }
  return found;
}

function ofTemplate(messages: Value[], made: Attributed, specials: readonly string[]): Finding[] {
  const found: Finding[] = [];
  const hasSystem = messages.some((message) => message instanceof Dict && stringOf(message.get("role")) === "system");
  for (const [from, to] of stretches(made)) {
    const text = made.text.slice(from, to);
    const plain = specials.reduce((rest, token) => rest.replaceAll(token, " "), text).trim();
    if (to === made.text.length && from > 0) found.push({ kind: "end-added", text: plain || text.trim() || text });
    else if (!hasSystem && /^system\b/.test(plain))
      found.push({ kind: "system-added", text: plain.replace(/^system\s*/, "") });
    else if (/[\p{L}\p{N}]{2,}\s+[\p{L}\p{N}]/u.test(plain))
      found.push({ kind: "added", text: plain.replace(/^(system|user)\s+/, "") });
  }
  return found;
}

/** [from, to) of what the template wrote; variables in the middle of it divide nothing. */
function stretches(made: Attributed): [number, number][] {
  const found: [number, number][] = [];
  for (const { from, to, by } of made.spans) {
    if (by.kind !== "template") continue;
    const last = found.at(-1);
    if (last?.[1] === from) last[1] = to;
    else found.push([from, to]);
  }
  return found;
}

function hasText(value: Value): boolean {
  if (isStr(value)) return raw(value) !== "";
  if (value instanceof List) return value.items.some(hasText);
  return value instanceof Dict && value.entries().some(([, item]) => hasText(item));
}

const blank = (value: Value): boolean => isStr(value) && raw(strip(value)) === "";
