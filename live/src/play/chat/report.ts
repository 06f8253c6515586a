/** The tool "Report card": what a template does with small conversations, probe by probe. */
import { CardMaker } from "../../chats/card_client.ts";
import type { ChatModel } from "../../chats/chat_model.ts";
import { asksOf, reportOf } from "../../chats/probe_judge.ts";
import { type EncodeAsk, type Entry, type Observed, PROBES, type ProbeCall, type Subject } from "../../chats/probes.ts";
import { siteRoot } from "../../encoder/built.ts";
import type { Model } from "../../encoder/models.ts";
import { copyButton } from "../../ui/copy.ts";
import { labelled, make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { Newest } from "../newest.ts";
import { retryNote } from "../retry_note.ts";
import type { Room, Tool } from "../tool.ts";
import { type Instead, jsonOf, markdownOf, pythonOf } from "./report_copy.ts";
import { CARD } from "./report_texts.ts";
import { reportView } from "./report_view.ts";
import type { State } from "./shape.ts";
import { Subjects } from "./subject.ts";

/** `factsOf`: what chats must know of a model. */
export const reportCard = (room: Room<State>, factsOf: (model: Model) => ChatModel): Tool =>
  new ReportCard(room, factsOf);

class ReportCard implements Tool {
  readonly #maker = new CardMaker(CARD.tooLong);
  readonly #subjects: Subjects;
  readonly #select = make("select", "tt-field");
  readonly #only = Object.assign(make("input"), { type: "checkbox" });
  readonly #onlyWord = make("span");
  readonly #said = make("p", "tt-report-said");
  readonly #body = make("div", "tt-report-body");
  #model: string | null = null;
  #entries: Entry[] = [];
  /** What the entries are of. */
  #made = "";
  readonly #newest = new Newest();

  constructor(
    readonly room: Room<State>,
    factsOf: (model: Model) => ChatModel,
  ) {
    this.#subjects = new Subjects(room, factsOf);
    this.#select.addEventListener("change", () => this.#choose({ model: this.#select.value }));
    this.#only.addEventListener("change", () => this.#choose({}));
    const copied = { copied: CARD.copied, failed: CARD.copyFailed };
    const text = (make_: (model: Model) => string) => () => {
      const model = this.#subjects.chosen(this.#subjects.templated, this.#model);
      return model && this.#entries.length ? make_(model) : null;
    };
    room.panel.append(
      make("p", "tt-tool-what", CARD.what),
      make(
        "div",
        "tt-report-controls",
        labelled(CARD.template, this.#select),
        make("label", "tt-choice", this.#only, this.#onlyWord),
        make(
          "div",
          "tt-play-tools",
          copyButton(
            { label: CARD.markdown, ...copied },
            text((model) => markdownOf(this.#told(model, model.name), this.#entries)),
          ),
          copyButton(
            { label: CARD.json, ...copied },
            text((model) => jsonOf(this.#told(model, this.#from(model)), this.#entries)),
          ),
          copyButton(
            { label: CARD.python, ...copied },
            text((model) => pythonOf(model.from ?? model.repo, this.#instead(model))),
          ),
        ),
      ),
      this.#said,
      this.#body,
      scriptNote(),
    );
  }

  show(part: unknown): void {
    const { m, b } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
    this.#model = typeof m === "string" ? m : null;
    this.#only.checked = b === 1;
    this.page();
  }

  page(): void {
    this.#subjects.fill(this.#select, CARD.edited);
    const model = this.#subjects.chosen(this.#subjects.templated, this.#model);
    if (!model) {
      this.#newest.begin();
      this.#made = "";
      this.#body.setAttribute("aria-busy", "false"); // what was under way is dropped
      return this.#body.replaceChildren(make("p", "tt-note", CARD.none));
    }
    this.#select.value = model.id;
    const subject = this.#subject(model);
    const made = JSON.stringify([model.id, model.repo, subject.template ?? subject.model.template]);
    if (made === this.#made) return this.#draw();
    this.#made = made;
    void this.#make(model, subject);
  }

  #choose(part: { model?: string }): void {
    this.#model = part.model ?? this.#model;
    this.room.keep(
      { ...(this.#model === null ? {} : { m: this.#model }), ...(this.#only.checked ? { b: 1 } : {}) },
      "options",
    );
    this.page();
  }

  #subject(model: Model): Subject {
    return { model: this.#subjects.factsOf(model), template: this.#subjects.edited(model), alone: false };
  }

  /** A card is of what its template is now. */
  #told({ id }: Model, name: string): string {
    return id in this.room.state().templates ? CARD.edited(name) : name;
  }

  /** As `from_pretrained` takes it; of a template that came alone, its name: the tokenizer is another's. */
  #from({ id, name, from, repo }: Model): string {
    const own = this.room.offer.own.find(id);
    return own && !own.facts ? name : (from ?? repo);
  }

  /** What Python must be told, where the template is not what `from_pretrained` brings. */
  #instead(model: Model): Instead | null {
    const edited = this.#subjects.edited(model);
    const own = this.room.offer.own.find(model.id);
    if (edited === null && !(own && !own.facts)) return null;
    const facts = this.#subjects.factsOf(model);
    return { template: edited ?? facts.templates ?? facts.template, specials: this.#subjects.names(model) };
  }

  async #make(model: Model, subject: Subject): Promise<void> {
    const stale = this.#newest.begin();
    this.#body.setAttribute("aria-busy", "true");
    this.#entries = [];
    this.#said.textContent = CARD.working;
    this.#body.replaceChildren();
    try {
      const seen = await this.#maker.observe(subject);
      if (!seen || stale()) return;
      let unchecked: string | null = null;
      const ids = await this.#idsOf(model, subject, seen).catch((error: unknown) => {
        unchecked = messageOf(error);
        return new Map<string, readonly number[]>();
      });
      if (stale()) return;
      const asked = unchecked === null ? subject : { ...subject, alone: true };
      this.#entries = reportOf(asked, seen, (ask) => ids.get(JSON.stringify(ask)) ?? []);
      this.#draw();
      if (unchecked !== null) this.#again(CARD.withoutTokens(unchecked));
      const bad = this.#entries.filter(({ mark }) => mark === "bad").length;
      this.room.tell(() => CARD.said(this.#told(model, model.name), bad));
    } catch (error) {
      if (stale()) return;
      this.#said.textContent = "";
      this.#again(messageOf(error));
    }
    this.#body.setAttribute("aria-busy", "false");
  }

  #again(why: string): void {
    this.#body.prepend(retryNote(why, CARD.retry, () => ((this.#made = ""), this.page())));
  }

  /** The ids of all texts that the verdicts need. */
  async #idsOf(model: Model, subject: Subject, seen: Observed): Promise<Map<string, readonly number[]>> {
    const { worker } = this.room;
    if (!worker.has(model.repo)) this.#said.textContent = CARD.loading(model.name);
    await worker.load(model.repo, model.name);
    const one = async (ask: EncodeAsk, i: number): Promise<[string, readonly number[]]> => {
      const options = { addSpecial: ask.addSpecial, splitSpecial: false, marked: ask.marked };
      const tokens = await worker.encode(model.repo, ask.text, options, `card ${i}`);
      return [JSON.stringify(ask), [...(tokens?.ids ?? [])]];
    };
    return new Map(await Promise.all(asksOf(subject, seen).map(one)));
  }

  #draw(): void {
    if (!this.#entries.length) return;
    const count = (mark: Entry["mark"]): number => this.#entries.filter((entry) => entry.mark === mark).length;
    const bad = count("bad");
    this.#said.textContent = CARD.counts(count("good"), bad, count("note"), count("none"));
    const model = this.#subjects.chosen(this.#subjects.templated, this.#model)!;
    const own = this.room.offer.own.find(model.id);
    const host = own && this.room.offer.hostOf(own);
    if (host) this.#said.append(" ", CARD.hosted(host.name));
    this.#onlyWord.textContent = CARD.only(bad);
    const open = new Set([...this.#body.querySelectorAll<HTMLElement>("[open]")].map(({ dataset }) => dataset.probe));
    this.#body.replaceChildren(
      reportView(this.#entries, this.#only.checked, { open: (call) => this.#open(model, call) }),
    );
    for (const entry of this.#body.querySelectorAll("details")) entry.open = open.has(entry.dataset.probe);
  }

  /** A conversation of the report as the page's own; Undo brings back what was there. */
  #open(model: Model, call: ProbeCall): void {
    const { models } = this.room.state();
    this.room.change(
      {
        conversation: JSON.stringify(call.messages, null, 2),
        withTools: call.tools ?? false,
        ...(call.tools ? { tools: JSON.stringify(PROBES.tools, null, 2) } : {}),
        generation: call.generation ?? false,
        continues: call.continue ?? false,
        sanitize: call.sanitize ?? false,
        more: JSON.stringify(call.more ?? {}),
        models: models.includes(model.id) ? models : [model.id, ...models],
      },
      "example",
    );
    this.room.go(null);
  }
}

/** The way to the script, and to the page with all templates. */
function scriptNote(): HTMLElement {
  const link = (path: string, text: string, download = false): HTMLAnchorElement => {
    const made = make("a", "", text);
    made.href = new URL(path, siteRoot).href;
    if (download) made.download = "";
    return made;
  };
  return make(
    "p",
    "tt-note tt-report-script",
    `${CARD.script}: `,
    link("downloads/template_report.py", "template_report.py", true),
    " + ",
    link("downloads/template_probes.json", CARD.probes, true),
    "; ",
    make("code", "", "python template_report.py REPO_OR_FILE --fail-on prefix,injection"),
    ` ${CARD.scriptWhat} `,
    link("reference/templates/", CARD.compared),
  );
}
