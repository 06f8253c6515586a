/**
 * The probes of a report card, as examples/template_probes.json has them: small conversations, and the rules by which a
 * verdict follows from their prompts. examples/template_report.py reads the same file, with the same rules.
 */
import file from "../../../examples/template_probes.json";
import type { ChatModel } from "./chat_model.ts";

/** One call of apply_chat_template. */
export interface ProbeCall {
  messages: { role: string; content?: unknown }[];
  tools?: boolean;
  generation?: boolean;
  continue?: boolean;
  sanitize?: boolean;
  /** Its ids are asked for. */
  ids?: boolean;
  /** What `{% generation %}` marks is asked for. */
  marks?: boolean;
  /** Index of the day that the template takes for today. */
  day?: number;
  more?: Record<string, unknown>;
}

export type Rule = [name: string, ...given: unknown[]];

export interface Case {
  if?: Rule;
  verdict: string;
  mark: Mark;
  say: string;
  show: string[];
}

/** good; worth knowing; neither; not checked. */
export type Mark = "good" | "bad" | "note" | "none";

export interface Probe {
  id: string;
  group: string;
  title: string;
  question: string;
  lesson: string;
  needs?: "tokenizer" | "huggingface-jinja";
  renders: Record<string, ProbeCall>;
  cases: Case[];
}

interface ProbeFile {
  days: string[];
  tools: unknown[];
  written_marks: string;
  not_checked: Record<string, string>;
  probes: Probe[];
}

export const PROBES = file as unknown as ProbeFile;

/** What is to be reported. `alone`: the tokens are not the template's own. */
export interface Subject {
  model: ChatModel;
  /** In place of the model's own. */
  template: string | null;
  alone: boolean;
}

/** A conversation with what the template made of it. */
export interface Evidence {
  call: ProbeCall;
  prompt?: string;
  error?: string;
}

/** One line of a report. */
export interface Entry {
  id: string;
  verdict: string;
  mark: Mark;
  say: string;
  evidence: Evidence[];
}

/** A text of which the ids are asked. */
export interface EncodeAsk {
  text: string;
  addSpecial: boolean;
  marked: boolean;
}

/** What rendering has shown; keys are calls as JSON. */
export interface Observed {
  /** `marked`: with the markers of sanitised control tokens, null where there are none. */
  texts: Record<string, { text: string; marked: string | null } | { error: string }>;
  generated: Record<string, string[]>;
  /** What @huggingface/jinja makes instead; null where it makes the same. */
  library: Record<string, string | null>;
  /** The special token that the simplest prompt has last. */
  control: string | null;
}

/** The calls of a probe, with the tokenizer's own control token. */
export function callsOf(probe: Probe, control: string | null): Record<string, ProbeCall> {
  if (probe.needs !== "tokenizer") return probe.renders;
  const token = JSON.stringify(control ?? "").slice(1, -1);
  return JSON.parse(JSON.stringify(probe.renders).replaceAll("{control}", () => token)) as Record<string, ProbeCall>;
}

export const keyOf = (call: ProbeCall): string => JSON.stringify(call);
