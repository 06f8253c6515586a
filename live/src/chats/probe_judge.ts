/** The verdicts of a report card, from what rendering and encoding have shown. Pure. */
import { escapePattern } from "../tokenizers/marked.ts";
import {
  type Case,
  callsOf,
  type EncodeAsk,
  type Entry,
  type Evidence,
  keyOf,
  type Observed,
  PROBES,
  type Probe,
  type ProbeCall,
  type Rule,
  type Subject,
} from "./probes.ts";

/** The ids of a text that was asked for. */
export type Ids = (ask: EncodeAsk) => readonly number[];

/** No prompt holds it: nothing holds of a prompt that could not be made. */
const NEVER = "\0";

/** All texts whose ids `reportOf` will ask for. */
export function asksOf(subject: Subject, seen: Observed): EncodeAsk[] {
  const asks = new Map<string, EncodeAsk>();
  reportOf(subject, seen, (ask) => (asks.set(JSON.stringify(ask), ask), [0]), PROBES.probes, true);
  return [...asks.values()];
}

/** An entry for every probe, in the order of the file. `all`: every case is looked at, whichever holds. */
export function reportOf(subject: Subject, seen: Observed, ids: Ids, probes = PROBES.probes, all = false): Entry[] {
  const found: Entry[] = [];
  for (const probe of probes) {
    const why =
      found[0]?.verdict === "refused" ? "plain" : probe.needs === "tokenizer" && subject.alone ? "tokenizer" : null;
    if (why !== null) {
      const say = PROBES.not_checked[why]!;
      found.push({ id: probe.id, verdict: "not checked", mark: "none", say, evidence: [] });
      continue;
    }
    const judge = new Judge(probe, subject, seen, ids);
    if (all) for (const one of probe.cases) if (one.if) judge.holds(one.if);
    found.push(judge.entry());
  }
  return found;
}

class Judge {
  readonly #calls: Record<string, ProbeCall>;

  constructor(
    readonly probe: Probe,
    readonly subject: Subject,
    readonly seen: Observed,
    readonly ids: Ids,
  ) {
    this.#calls = callsOf(probe, seen.control);
  }

  entry(): Entry {
    const { verdict, mark, say, show } = this.probe.cases.find((one) => !one.if || this.holds(one.if)) as Case;
    const evidence = show.map((name) => this.#evidence(name));
    return { id: this.probe.id, verdict, mark, say: this.#said(say), evidence };
  }

  holds([rule, ...given]: Rule): boolean {
    const names = given as string[];
    const [one, other, third] = names as [string, string, string];
    const whole = (name: string): boolean => this.#made(name) !== null;
    switch (rule) {
      // of all, so that every text is known whose ids are asked for
      case "and":
        return (given as Rule[]).map((part) => this.holds(part)).every(Boolean);
      case "or":
        return (given as Rule[]).map((part) => this.holds(part)).some(Boolean);
      case "not":
        return !this.holds(given[0] as Rule);
      case "renders":
        return names.every(whole);
      case "fails":
        return !whole(one);
      case "has":
        return this.#text(one).includes(other);
      case "ends":
        return this.#text(one).endsWith(other);
      case "same":
        return whole(one) && this.#text(one) === this.#text(other);
      case "starts":
        return whole(other) && this.#text(one).startsWith(this.#text(other));
      case "matches":
        return new RegExp(other, "u").test(less(this.#text(one), given[2] as string[]));
      case "marked":
        return (this.seen.generated[keyOf(this.#calls[one]!)] ?? []).some((part) => part.includes(other));
      case "agrees":
        return names.every((name) => this.#instead(name) === null);
      case "doubled":
        return this.#doubled(this.#text(one));
      case "lacks":
        return this.#lacking(names).length > 0;
      case "follows": {
        const token = this.subject.model.specials[third];
        const at = this.#text(one).indexOf(other);
        return (
          token !== undefined &&
          at >= 0 &&
          new RegExp(`^\\s*${escapePattern(token)}`).test(this.#text(one).slice(at + other.length))
        );
      }
      case "no-control":
        return this.seen.control === null;
      case "more-control":
        return this.#control(one) > this.#control(other);
    }
    throw new Error(`template_probes.json has the rule ${rule}, which this page does not know.`);
  }

  /** Null where it could not be made. */
  #made(name: string): { text: string; marked: string | null } | null {
    const found = this.seen.texts[keyOf(this.#calls[name]!)]!;
    return "error" in found ? null : found;
  }

  #text(name: string): string {
    return this.#made(name)?.text ?? NEVER;
  }

  #error(name: string): string {
    const found = this.seen.texts[keyOf(this.#calls[name]!)]!;
    return "error" in found ? found.error : "";
  }

  #instead(name: string): string | null {
    return this.seen.library[keyOf(this.#calls[name]!)] ?? null;
  }

  #encode(text: string, addSpecial = false, marked = false): readonly number[] {
    return this.ids({ text, addSpecial, marked });
  }

  #doubled(text: string): boolean {
    const bos = this.subject.model.specials.bos_token;
    if (bos === undefined) return false;
    const [first, second] = this.#encode(text, true);
    const [id] = this.#encode(bos);
    return first === id && second === id;
  }

  /** Marks in the prompts that are not one token. */
  #lacking(names: readonly string[]): string[] {
    const marks = names.flatMap((name) => this.#text(name).match(new RegExp(PROBES.written_marks, "gu")) ?? []);
    return [...new Set(marks)].filter((mark) => this.#encode(mark).length !== 1);
  }

  /** How often the prompt has the control token. */
  #control(name: string): number {
    const made = this.#made(name);
    const [id] = this.#encode(this.seen.control ?? "");
    if (!made) return 0;
    return this.#encode(made.marked ?? made.text, false, made.marked !== null).filter((one) => one === id).length;
  }

  #said(say: string): string {
    const names = Object.keys(this.#calls);
    return say
      .replace("{lacking}", () => this.#lacking(names).join(" "))
      .replace("{disagreeing}", () =>
        names.flatMap((name) => (this.#instead(name) === null ? [] : `${name}: ${this.#instead(name)}`)).join("; "),
      )
      .replace(/\{error (\w+)\}/g, (_, name: string) => [...this.#error(name).split("\n")[0]!].slice(0, 200).join(""));
  }

  #evidence(name: string): Evidence {
    const call = this.#calls[name]!;
    const made = this.#made(name);
    return made ? { call, prompt: made.text } : { call, error: this.#error(name) };
  }
}

const less = (text: string, without: readonly string[]): string =>
  without.reduce((rest, pattern) => rest.replace(new RegExp(pattern, "gu"), "\n"), text);
