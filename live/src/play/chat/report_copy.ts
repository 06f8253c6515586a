/** A report card as Markdown, as JSON (that of examples/template_report.py) and as Python. */
import type { ChatModel } from "../../chats/chat_model.ts";
import { type Entry, type Mark, PROBES } from "../../chats/probes.ts";
import { pythonWithout } from "../../chats/python.ts";
import { pythonString } from "../../ui/python.ts";
import { CARD } from "./report_texts.ts";

const SIGNS: Record<Mark, string> = { good: "✓", bad: "!", note: "", none: "?" };
const cell = (text: string): string => text.replaceAll("\n", " ").replace(/([|<>*_`[\]\\])/g, "\\$1");

export function markdownOf(name: string, entries: readonly Entry[]): string {
  const lines = [`## ${cell(CARD.heading(name))}`];
  let group = "";
  entries.forEach((entry, i) => {
    const probe = PROBES.probes[i]!;
    if (probe.group !== group) {
      group = probe.group;
      lines.push("", `### ${cell(group)}`, "", `| ${CARD.columns.join(" | ")} |`, "| --- | --- | --- | --- |");
    }
    lines.push(`| ${SIGNS[entry.mark]} | ${cell(probe.title)} | ${cell(entry.verdict)} | ${cell(entry.say)} |`);
  });
  return `${lines.join("\n")}\n`;
}

export const jsonOf = (template: string, entries: readonly Entry[]): string =>
  `${JSON.stringify({ template, probes: entries }, null, 1)}\n`;

/** What of a template its tokenizer does not have. */
export interface Instead {
  template: ChatModel["template"] | Record<string, string>;
  specials: Record<string, string | null>;
}

/** Python that makes the same report; `instead`: of a template that is not the repository's own. */
export function pythonOf(from: string, instead: Instead | null): string {
  const lines = [
    "# template_report.py and template_probes.json, from the page, lie beside this.",
    "from transformers import AutoTokenizer",
    "",
    "import template_report",
    "",
    `tokenizer = AutoTokenizer.from_pretrained(${pythonString(from)})`,
  ];
  const specials = instead?.specials ?? {};
  const named = Object.entries(specials).flatMap(([key, token]) =>
    token === null ? [] : `${pythonString(key)}: ${pythonString(token)}`,
  );
  lines.push(...pythonWithout(specials));
  if (instead) lines.push(`tokenizer.chat_template = ${source(instead.template)}`);
  lines.push(
    "probes = template_report.read_probes()",
    `template = template_report.Template(tokenizer, probes, alone=False${named.length ? `, named={${named.join(", ")}}` : ""})`,
    "report = template_report.report(template)",
    "template_report.printed(report, probes, evidence=True)",
    "",
  );
  return lines.join("\n");
}

function source(template: Instead["template"]): string {
  if (template === null) return "None";
  if (typeof template !== "string")
    return `{\n${Object.entries(template)
      .map(([name, text]) => `    ${pythonString(name)}: ${pythonString(text)},\n`)
      .join("")}}`;
  const lines = template.split(/(?<=\n)/);
  return `(\n${lines.map((line) => `    ${pythonString(line)}\n`).join("")})`;
}
