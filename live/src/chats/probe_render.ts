/** Renders what the probes ask of a template, in the worker: prompts, errors, what is marked as generated. */
import { Template as Library } from "@huggingface/jinja";
import { PyError } from "../jinja/errors.ts";
import { Template } from "../jinja/index.ts";
import { parseJson } from "../jinja/json.ts";
import { raw } from "../jinja/text.ts";
import { type Dict, stringOf } from "../jinja/values.ts";
import { MARKERS } from "../tokenizers/marked.ts";
import { applyChatTemplate } from "./apply.ts";
import { templateFor } from "./chat_model.ts";
import { callsOf, keyOf, type Observed, PROBES, type ProbeCall, type Subject } from "./probes.ts";

/** Characters that no template writes, around what a `{% generation %}` block prints. */
const [BEGIN, END] = ["\ue0f0", "\ue0f1"];

export function observe({ model, template, alone }: Subject, probes = PROBES.probes): Observed {
  const subject = new Asked(model, template, alone);
  const seen: Observed = { texts: {}, generated: {}, library: {}, control: null };
  for (const probe of probes) {
    if (probe.needs === "tokenizer" && subject.alone) continue;
    if (probe.needs === "tokenizer") seen.control ??= controlOf(subject);
    for (const call of Object.values(callsOf(probe, seen.control))) {
      const key = keyOf(call);
      seen.texts[key] ??= attempt(subject, call);
      if (call.marks) seen.generated[key] ??= generated(subject, call);
      if (probe.needs === "huggingface-jinja") seen.library[key] ??= instead(subject, call);
    }
  }
  return seen;
}

/** A subject whose template is parsed once for all calls. */
class Asked {
  readonly #parsed = new Map<string, Template | string>();

  constructor(
    readonly model: Subject["model"],
    readonly template: string | null,
    readonly alone: boolean,
  ) {}

  /** The template for a call; null where there is none, which the call then tells. */
  source(call: ProbeCall): string | null {
    return this.template ?? templateFor(this.model, call.tools ?? false);
  }

  parsed(source: string | null): Template | string | null {
    if (source === null) return null;
    const known = this.#parsed.get(source);
    if (known !== undefined) return known;
    const made = parsedOr(source);
    this.#parsed.set(source, made);
    return made;
  }
}

/** A template that cannot be parsed stays text: every call then raises its error. */
function parsedOr(source: string): Template | string {
  try {
    return new Template(source);
  } catch (error) {
    if (error instanceof PyError) return source;
    throw error;
  }
}

function render(subject: Asked, call: ProbeCall, now = dayOf(call), source = subject.source(call)): string {
  const more = parseJson(JSON.stringify(call.more ?? {})) as Dict;
  const prompt = applyChatTemplate(
    subject.model,
    subject.parsed(source),
    {
      conversation: parseJson(JSON.stringify(call.messages)),
      tools: call.tools ? parseJson(JSON.stringify(PROBES.tools)) : null,
      addGenerationPrompt: call.generation ?? false,
      continueFinalMessage: call.continue ?? false,
      sanitizeControlTokens: call.sanitize ?? false,
      more: more.entries().map(([name, value]) => [stringOf(name), value]),
    },
    now,
  );
  return raw(prompt.text);
}

/** Local midnight, as a day without a time zone is in Python. */
const dayOf = (call: ProbeCall): Date => new Date(`${PROBES.days[call.day ?? 0]!}T00:00:00`);

function attempt(subject: Asked, call: ProbeCall, source = subject.source(call)): Observed["texts"][string] {
  try {
    const marked = render(subject, call, dayOf(call), source);
    const text = call.sanitize ? marked.replace(MARKERS, "") : marked;
    return { text, marked: text === marked ? null : marked };
  } catch (error) {
    if (error instanceof PyError) return { error: `${error.type}: ${error.message}` };
    throw error;
  }
}

function controlOf(subject: Asked): string | null {
  const { messages } = PROBES.probes[0]!.renders.a!;
  const simplest = attempt(subject, { messages });
  if ("error" in simplest) return null;
  const ending = ({ content }: { content: string }): number => simplest.text.lastIndexOf(content) + content.length;
  const here = subject.model.added.filter(
    ({ content, special }) => special && content && simplest.text.includes(content),
  );
  here.sort((a, b) => ending(b) - ending(a) || b.content.length - a.content.length);
  return here[0]?.content ?? null;
}

/** The stretches that `{% generation %}` encloses: its tags print a mark each, as statements, so that nothing else changes. */
function generated(subject: Asked, call: ProbeCall): string[] {
  const source = subject.source(call) ?? "";
  const marked = source
    .replace(/(\{%[-+]?\s*)generation(\s*[-+]?%\})/g, `$1print "${BEGIN}"$2`)
    .replace(/(\{%[-+]?\s*)endgeneration(\s*[-+]?%\})/g, `$1print "${END}"$2`);
  if (marked === source) return [];
  const found = attempt(subject, call, marked);
  if ("error" in found) return [];
  return found.text
    .split(BEGIN)
    .slice(1)
    .map((part) => part.split(END)[0]!);
}

/** What @huggingface/jinja makes of a call, as transformers.js asks it; null where it makes the same. */
function instead(subject: Asked, call: ProbeCall): string | null {
  const now = new Date(); // which that library has, too
  const ours = ((): string | null => {
    try {
      return render(subject, call, now);
    } catch (error) {
      if (error instanceof PyError) return null;
      throw error;
    }
  })();
  try {
    const theirs = new Library(subject.source(call) ?? "").render({
      messages: call.messages,
      tools: call.tools ? PROBES.tools : null,
      documents: null,
      add_generation_prompt: call.generation ?? false,
      ...subject.model.specials,
    });
    return theirs === ours ? null : ours === null ? "no error" : "another prompt";
  } catch (error) {
    return ours === null
      ? null
      : String(error instanceof Error ? error.message : error)
          .split("\n")[0]!
          .slice(0, 200);
  }
}
