/** The playground's state: what a link carries, and what a reload finds again. */
import { MODELS } from "../models.ts";
import { PRESETS } from "./texts.ts";
import type { State } from "./texts.ts";

/** Longer texts are not taken. */
export const LONGEST_TEXT = 200_000; // characters

/** Of a text without lone surrogates. */
export function charactersIn(text: string): number {
  let count = text.length;
  for (const _pair of text.matchAll(/[\ud800-\udbff]/g)) count -= 1;
  return count;
}

export const tooLong = (text: string): boolean => text.length > LONGEST_TEXT && charactersIn(text) > LONGEST_TEXT;
const KEPT = "token-tour.tokens.v1";

/** The state in a link's value, in the short form of `packed`; null if it is none. */
export function unpacked(value: unknown): State | null {
  const { t, m, a, s, v } = value as Record<string, unknown>;
  const models = Array.isArray(m) ? m.filter((id) => MODELS.some((model) => model.id === id)) : [];
  if (typeof t !== "string" || t.length > 2 * LONGEST_TEXT || !models.length || models.length !== (m as unknown[]).length || models.length > 4) return null;
  if (v !== "text" && v !== "both" && v !== "ids") return null;
  return { text: t, models: [...new Set(models as string[])], add: a === 1, split: s === 1, show: v };
}

export function packed({ text, models, add, split, show }: State): unknown {
  return { t: text, m: models, a: add ? 1 : 0, s: split ? 1 : 0, v: show };
}

/** What this tab showed last; the first example otherwise. */
export function remembered(): State {
  try {
    const state = unpacked(JSON.parse(sessionStorage.getItem(KEPT) ?? ""));
    if (state) return state;
  } catch {
    // nothing kept, or storage is off
  }
  return PRESETS[0]!.state;
}

export function remember(state: State): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(packed(state)));
  } catch {
    // storage is off or full; the page works without
  }
}
