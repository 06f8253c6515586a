/**
 * The playground's state: what a link carries, and what a reload finds again. JSON stays text, so that 1.0 stays 1.0.
 */

import { chatKeys } from "../../contract.ts";
import { HEROES, MODELS, type Model } from "../../encoder/models.ts";
import { parseJson } from "../../jinja/json.ts";
import type { Dict } from "../../jinja/values.ts";
import type { OwnCollection } from "../../own/collection.ts";
import { isOwnId } from "../../own/own.ts";
import { type Lent, lend } from "../presets.ts";
import { lengthened, shortened } from "../short.ts";
import { keptTabs, linkedTabs, NO_TOOL, type Tabs, tabsIn } from "../tool.ts";
import { type Drafts, textsIn, withMoved } from "./drafts.ts";
import { PRESETS } from "./examples.ts";
import { isWrong } from "./reading.ts";
import { readDocuments } from "./reading_beside.ts";
import type { Mode, Options, PresetState, Show, State } from "./shape.ts";
import { TABS } from "./tabs.ts";
import { TEXTS } from "./texts.ts";
import { LONGEST, wrongConversation, wrongMore, wrongTools } from "./wrong.ts";

/** The models of this page, in the order in which it shows them: those with a template first. */
export const SHOWN: readonly Model[] = [...MODELS].sort((a, b) => Number(b.chat) - Number(a.chat));

/** What a reader sees: the state, and beside it what does not count. */
export interface Work {
  state: State;
  mode: Mode;
  show: Show;
  /**
   * Field → its text, where that is not what counts: "json", "tools", "more", "cards", "card 0 tool_calls", "template
   * qwen2".
   */
  drafts: Drafts;
  lent: Lent<Options>;
  tabs: Tabs;
  /** What was left out because this page does not have it, for the reader. */
  left: string[];
}

/** Longer drafts are not kept. */
export const LONGEST_DRAFT = 1_000_000;

const isText = (value: unknown): value is string => typeof value === "string" && value.length <= LONGEST;

/**
 * The state in a link's value or in what a tab kept, in the short form of `packed`; null if there is no conversation in
 * it.
 */
export function unpacked(value: unknown): Work | null {
  if (typeof value !== "object" || value === null) return null;
  const { mode, show, drafts, lent, tab, parts, big, ...short } = value as Record<string, unknown>;
  const [given, others] = lengthened<State>(short, chatKeys);
  const {
    conversation: c,
    tools: t,
    withTools: w,
    more: x,
    date: d,
    generation: g,
    continues: k,
    sanitize: s,
    models: m,
    templates: e,
    hosts: h = {},
  } = given;
  if (!isText(c) || wrongConversation(c)) return null;
  const left: string[] = [];
  const or = <Part>(name: string, given: unknown, right: boolean, instead: Part): Part => {
    if (!right && given !== undefined) left.push(`${name} ${shortly(given)}`);
    return right ? (given as Part) : instead;
  };
  const flag = (name: string, given: unknown): boolean =>
    or<unknown>(name, given, [0, 1, true, false].includes(given as number), 0) === 1 || given === true;
  const listed = Array.isArray(m) ? [...new Set(m as unknown[])] : [];
  if (!listed.length) left.push(`${TEXTS.parts.models} ${shortly(m)}`);
  for (const id of listed) or(TEXTS.parts.model, id, isOwnId(id) || SHOWN.some((model) => model.id === id), "");
  // the reader's own comes by name and hash
  const models = [...listed.filter(isOwnId), ...SHOWN.map(({ id }) => id).filter((id) => listed.includes(id))];
  const templates: Record<string, string> = {};
  for (const [id, text] of Object.entries(or<object>(TEXTS.template, e, typeof e === "object" && e !== null, {}))) {
    if ((isOwnId(id) || SHOWN.some((model) => model.id === id)) && isText(text)) templates[id] = text;
    else left.push(`${TEXTS.parts.template} ${shortly(id)}`);
  }
  const hosts = Object.entries(or<object>(TEXTS.parts.hosts, h, typeof h === "object" && h !== null, {})).filter(
    ([id, host]) => isOwnId(id) && typeof host === "string",
  );
  for (const name of Object.keys(others)) left.push(shortly(name));
  const start = fromPreset(PRESETS[0]!.state);
  const state: State = {
    conversation: c,
    tools: or(TEXTS.tools, t, isText(t) && !wrongTools(t), start.tools),
    withTools: flag(TEXTS.tools, w),
    more: or(TEXTS.more, x, isText(x) && !wrongMore(x), start.more),
    date: or(TEXTS.date, d, isText(d), ""),
    generation: flag(TEXTS.generation, g),
    continues: or<boolean | string | number>(
      TEXTS.continues,
      k,
      isText(k) || [0, 1, true, false].includes(k as number),
      false,
    ) as boolean | string,
    sanitize: flag(TEXTS.sanitize, s),
    models: models.length ? models : start.models,
    templates,
    ...(hosts.length && { hosts: Object.fromEntries(hosts) as Record<string, string> }),
  };
  if (typeof state.continues === "number") state.continues = state.continues === 1;
  return {
    state,
    mode: mode === "json" ? "json" : "messages",
    show: show === "tokens" || show === "ids" ? show : "prompt",
    drafts: textsIn(drafts),
    lent: lentOf(lent, state),
    tabs: tabsIn({ tab, parts, big }, TABS, left),
    left,
  };
}

/** Pairs of the types that the options have. */
function lentOf(value: unknown, state: State): Lent<Options> {
  const pairs = Object.entries((typeof value === "object" && value) || {}).filter(([name, pair]) => {
    if (
      !Object.hasOwn(state, name) ||
      ["conversation", "models", "templates", "hosts"].includes(name) ||
      !Array.isArray(pair) ||
      pair.length !== 2
    )
      return false;
    return pair.every(
      (one) =>
        typeof one === typeof state[name as keyof State] ||
        (name === "continues" && ["string", "boolean"].includes(typeof one)),
    );
  });
  return Object.fromEntries(pairs) as Lent<Options>;
}

/** A value in a sentence. */
function shortly(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > 40 ? `${text.slice(0, 40)}…` : text || "“”";
}

export const packed = (state: State, tabs = NO_TOOL): object => ({
  ...shortened(state, chatKeys),
  ...linkedTabs(tabs),
});

/** Where a tab keeps its work (work.ts). */
export const KEPT = "token-tour.chat.v1";

/** What is kept of what the reader sees. */
export function kept({ state, mode, show, drafts, lent, tabs }: Omit<Work, "left">): string {
  const short = Object.fromEntries(Object.entries(drafts).filter(([, text]) => text.length <= LONGEST_DRAFT));
  return JSON.stringify({
    ...packed(state),
    ...keptTabs(tabs),
    mode,
    ...(show === "prompt" ? {} : { show }),
    ...(Object.keys(short).length ? { drafts: short } : {}),
    ...(Object.keys(lent).length ? { lent } : {}),
  });
}

/**
 * Whether a text that is not right yet is left out of links; documents that are right in a form of their own, or are
 * switched off, are not missed there.
 */
export const leavesOut = ({ state, drafts }: Work): boolean =>
  Object.entries(drafts).some(
    ([name, text]) =>
      name !== "documents" || ((parseJson(state.more) as Dict).has(name) && isWrong(readDocuments(text))),
  );

/** What `kept` made; null if it is nothing of this page. */
export function workIn(text: string): Work | null {
  try {
    return unpacked(JSON.parse(text));
  } catch {
    return null;
  }
}

export const first = (): Work => ({
  state: fromPreset(PRESETS[0]!.state),
  mode: "messages",
  show: "prompt",
  drafts: {},
  lent: {},
  tabs: NO_TOOL,
  left: [],
});

export function fromPreset(preset: PresetState): State {
  return {
    tools: TEXTS.exampleTools,
    withTools: false,
    more: "{}",
    date: "",
    generation: true,
    continues: false,
    sanitize: false,
    models: HEROES.filter(({ chat }) => chat).map(({ id }) => id),
    templates: {},
    ...preset,
  };
}

/** An example in place of what is there; what the last one changed is given back. */
export function withExample({ state, lent, mode, show, tabs }: Work, { conversation, ...wanted }: PresetState): Work {
  const { models, templates, hosts, conversation: _, ...options } = state;
  const made = lend<Options>(options, lent, wanted);
  return {
    state: { ...made.options, conversation, models, templates, ...(hosts && { hosts }) },
    mode,
    show,
    drafts: {},
    lent: made.lent,
    tabs,
    left: [],
  };
}

/**
 * What is there after the model `before` has become `now`, or has gone (null): its place, its template with its host and
 * what stands in the template's field go with it.
 */
export function renamed(
  { state: { models, templates, hosts }, drafts }: Work,
  before: string | null,
  now: string | null,
): { state: Partial<State>; drafts: Drafts } {
  const left = models.flatMap((id) => (id === before ? (now ?? []) : id));
  const moved = (texts: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(texts).flatMap(([id, text]) => (id !== before ? [[id, text]] : now ? [[now, text]] : [])),
    ) as Record<string, string>;
  return {
    state: {
      models: left.length ? left : first().state.models,
      templates: moved(templates),
      ...(hosts && { hosts: moved(hosts) }),
    },
    drafts: withMoved(drafts, `template ${before}`, now && `template ${now}`),
  };
}

/** With whose tokens each of its templates has that came alone. */
export function withHosts(work: Work, own: Pick<OwnCollection, "find">): Work {
  const { hosts: before = {}, ...state } = work.state;
  const hosts = state.models.flatMap((id) => {
    const found = own.find(id); // or it has yet to come
    const host = found ? found.facts === null && found.host : before[id];
    return host ? [[id, host]] : [];
  });
  return {
    ...work,
    state: { ...state, ...(hosts.length && { hosts: Object.fromEntries(hosts) as Record<string, string> }) },
  };
}

/** With the ids that this page knows (offer.ts): what is there already under one of them stays. */
export function underKnown(work: Work, known: (ids: readonly string[]) => string[]): Work {
  const moved = (texts: Readonly<Record<string, string>>, before: string): Record<string, string> => {
    const now = (name: string): string =>
      name.startsWith(before) ? before + known([name.slice(before.length)])[0]! : name;
    const all = Object.entries(texts);
    return Object.fromEntries([
      ...all.map(([name, text]) => [now(name), text]),
      ...all.filter(([name]) => now(name) === name),
    ]) as Record<string, string>;
  };
  const { state, drafts } = work;
  return {
    ...work,
    state: {
      ...state,
      models: known(state.models),
      templates: moved(state.templates, ""),
      ...(state.hosts && { hosts: moved(state.hosts, "") }),
    },
    drafts: moved(drafts, "template "),
  };
}
