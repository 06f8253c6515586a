/** The playground's state: what a link carries, and what a reload finds again. */
import { tokenKeys } from "../../contract.ts";
import type { Model } from "../../encoder/models.ts";
import { HEROES, MODELS } from "../../encoder/models.ts";
import { isOwnId } from "../../own/own.ts";
import type { Lent } from "../presets.ts";
import { lengthened, shortened } from "../short.ts";
import { keptTabs, linkedTabs, NO_TOOL, type Tabs, tabsIn } from "../tool.ts";
import { tooLong } from "./long.ts";
import { TABS } from "./tabs.ts";
import type { State } from "./texts.ts";
import { PRESETS, TEXTS } from "./texts.ts";

/** The tokenizers of this page, in the order in which it shows them. */
export const OFFERED: readonly Model[] = MODELS.filter(({ role }) => role !== "companion");

/** Where a tab keeps its work (work.ts). */
export const KEPT = "token-tour.tokens.v1";
/** A text that is too long to count is kept up to here. */
export const LONGEST_DRAFT = 1_000_000;

/** What a reader sees: the state, and beside it what does not count. */
export interface Shown {
  state: State;
  /** The text of the field, where it is too long to count. */
  draft: string | null;
  lent: Lent<Options>;
  tabs: Tabs;
  /** What was left out because this page does not have it, for the reader. */
  left: string[];
}

/** What an example may change. */
export type Options = Pick<State, "add" | "split">;

/** The state in a link's value or in what a tab kept, in the short form of `packed`; null if there is no text in it. */
export function unpacked(value: unknown): Shown | null {
  if (typeof value !== "object" || value === null) return null;
  const { draft, lent, tab, parts, big, ...short } = value as Record<string, unknown>;
  const [{ text: t, models: m, add: a, split: s, show: v }, others] = lengthened<State>(short, tokenKeys);
  if (typeof t !== "string" || tooLong(t)) return null;
  const left: string[] = [];
  const told = (name: string, given: unknown): string => `${name} ${shortly(given)}`;
  const listed = Array.isArray(m) ? [...new Set(m as unknown[])] : [];
  if (!listed.length) left.push(told(TEXTS.parts.models, m));
  for (const id of listed)
    if (!isOwnId(id) && !OFFERED.some((model) => model.id === id)) left.push(told(TEXTS.parts.model, id));
  // the reader's own comes by name and hash
  const models = [...listed.filter(isOwnId), ...OFFERED.map(({ id }) => id).filter((id) => listed.includes(id))];
  const flag = (name: string, given: unknown): boolean => {
    if (given !== undefined && ![0, 1, false, true].includes(given as number)) left.push(told(name, given));
    return given === 1 || given === true;
  };
  const [add, split] = [flag(TEXTS.addSpecial, a), flag(TEXTS.splitSpecial, s)];
  const show = v === "text" || v === "both" || v === "ids" ? v : "text";
  if (v !== undefined && v !== show) left.push(told(TEXTS.show, v));
  for (const name of Object.keys(others)) left.push(shortly(name));
  const state = { text: t, models: models.length ? models : FIRST.state.models, add, split, show } satisfies State;
  const tabs = tabsIn({ tab, parts, big }, TABS, left);
  return { state, draft: typeof draft === "string" ? draft : null, lent: lentOf(lent), tabs, left };
}

function lentOf(value: unknown): Lent<Options> {
  const lent: Lent<Options> = {};
  for (const name of ["add", "split"] as const) {
    const pair = (value as Record<string, unknown> | null | undefined)?.[name];
    if (Array.isArray(pair) && pair.length === 2 && pair.every((one) => typeof one === "boolean"))
      lent[name] = pair as [boolean, boolean];
  }
  return lent;
}

/** A value in a sentence. */
function shortly(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 40 ? `${text.slice(0, 40)}…` : text || "“”";
}

export const packed = (state: State, tabs = NO_TOOL): object => ({
  ...shortened(state, tokenKeys),
  ...linkedTabs(tabs),
});

/** What is kept of what the reader sees. */
export function kept(state: State, draft: string | null, lent: Lent<Options>, tabs: Tabs): string {
  return JSON.stringify({
    ...packed(state),
    ...keptTabs(tabs),
    ...(draft !== null && draft.length <= LONGEST_DRAFT ? { draft } : {}),
    ...(Object.keys(lent).length ? { lent } : {}),
  });
}

/** What `kept` made; null if it is nothing of this page. */
export function parsed(text: string): Shown | null {
  try {
    return unpacked(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The first example, for a tab that has kept nothing. */
export const FIRST: Shown = {
  state: { ...PRESETS[0]!.state, models: HEROES.map(({ id }) => id) },
  draft: null,
  lent: {},
  tabs: NO_TOOL,
  left: [],
};
