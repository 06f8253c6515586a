/** The entries of a report card: each with its verdict and sentence; conversation and prompt fold open below. */
import { type Entry, type Evidence, type Mark, PROBES, type ProbeCall } from "../../chats/probes.ts";
import { siteRoot } from "../../encoder/built.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { Clip } from "../clip.ts";
import { CLIP } from "../texts.ts";
import { CARD } from "./report_texts.ts";

/** Besides the words, for eyes: style sheets colour them. */
const SIGNS: Record<Mark, string> = { good: "✓", bad: "!", note: "·", none: "?" };

export interface ReportEvents {
  /** Shows a conversation in the first tab. */
  open(call: ProbeCall): void;
}

/** `onlyBad`: what is good, or neither, is left out. */
export function reportView(entries: readonly Entry[], onlyBad: boolean, events: ReportEvents): HTMLElement {
  const element = make("div", "tt-report");
  const groups = new Map<string, HTMLElement>();
  entries.forEach((entry, i) => {
    if (onlyBad && entry.mark !== "bad") return;
    const probe = PROBES.probes[i]!;
    let list = groups.get(probe.group);
    if (!list) {
      groups.set(probe.group, (list = make("div", "tt-report-group")));
      list.append(make("h3", "tt-report-heading", probe.group));
      element.append(list);
    }
    const sign = make("span", `tt-report-sign tt-mark-${entry.mark}`, SIGNS[entry.mark]);
    sign.setAttribute("aria-hidden", "true");
    const summary = make(
      "summary",
      "",
      sign,
      make("strong", "tt-report-title", probe.title),
      make("span", `tt-report-verdict tt-mark-${entry.mark}`, entry.verdict),
      make("span", "tt-report-say", entry.say),
    );
    const details = make("details", "tt-report-entry", summary);
    details.dataset.probe = entry.id;
    details.dataset.mark = entry.mark;
    // what nobody opens is not laid out
    details.addEventListener(
      "toggle",
      () => details.childElementCount > 1 || details.append(opened(entry, probe, events)),
    );
    list.append(details);
  });
  return element;
}

function opened(entry: Entry, probe: (typeof PROBES.probes)[number], events: ReportEvents): HTMLElement {
  const lesson = make("a", "", CARD.lesson);
  lesson.href = new URL(`lessons/${probe.lesson}/`, siteRoot).href;
  return make(
    "div",
    "tt-report-more",
    make("p", "", probe.question, " ", lesson),
    ...entry.evidence.map((evidence) => shown(evidence, events)),
  );
}

function shown({ call, prompt, error }: Evidence, events: ReportEvents): HTMLElement {
  const given = argumentsOf(call);
  return make(
    "div",
    "tt-evidence",
    evidenceText(CARD.conversation, conversationText(call)),
    ...(given ? [make("p", "tt-report-given", `${CARD.alsoGiven}: `, make("code", "", given))] : []),
    prompt === undefined
      ? evidenceText(CARD.error, error ?? "", "tt-evidence-error")
      : evidenceText(CARD.prompt, prompt),
    wordButton(CARD.tryIt, () => events.open(call)),
  );
}

function evidenceText(label: string, text: string, more = ""): HTMLElement {
  const code = make("code", "", text);
  const pre = make("pre", `tt-evidence-text ${more}`.trim(), code);
  pre.tabIndex = 0;
  pre.setAttribute("role", "region");
  pre.setAttribute("aria-label", label);
  const clip = new Clip(pre, code, CLIP, () => parseFloat(getComputedStyle(code).lineHeight) || 18);
  return make("div", "", make("span", "tt-evidence-label", label), pre, clip.element);
}

/** A message a line. */
const conversationText = ({ messages }: ProbeCall): string =>
  `[\n${messages.map((message) => `  ${JSON.stringify(message)}`).join(",\n")}\n]`;

function argumentsOf(call: ProbeCall): string {
  const words: string[] = [];
  if (call.tools) words.push("tools=[get_weather]");
  if (call.generation) words.push("add_generation_prompt=True");
  if (call.continue) words.push("continue_final_message=True");
  if (call.sanitize) words.push("sanitize_control_tokens=True");
  for (const [name, value] of Object.entries(call.more ?? {}))
    words.push(`${name}=${typeof value === "boolean" ? (value ? "True" : "False") : JSON.stringify(value)}`);
  if (call.day) words.push(`today=${PROBES.days[call.day]}`);
  return words.join(", ");
}
