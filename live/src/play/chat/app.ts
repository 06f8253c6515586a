/** The chat-template playground. */

import type { Model } from "../../encoder/models.ts";
import type { Own } from "../../own/own.ts";
import { copyButton } from "../../ui/copy.ts";
import { Radios } from "../../ui/radios.ts";
import { Desk } from "../desk.ts";
import { fieldsOnPaper, onPaper } from "../paper.ts";
import { presetRow } from "../presets.ts";
import { LINE_ENDS } from "../texts.ts";
import { Tools } from "../tools.ts";
import type { Kind } from "../work.ts";
import { besideTemplate } from "./beside.ts";
import { editorOf, fieldsOf, withDraft, withoutEditors } from "./drafts.ts";
import { PRESETS } from "./examples.ts";
import { chatFactsOf } from "./facts_of.ts";
import { Gone } from "./gone.ts";
import { accept, contentAt, type Intake, readFile, templateAt } from "./intake.ts";
import { JsonField } from "./json_field.ts";
import { layOut } from "./layout.ts";
import { Messages } from "./messages.ts";
import { Options } from "./options.ts";
import { Panel } from "./panel.ts";
import { type Reading, readConversation } from "./reading.ts";
import { Rounds } from "./rounds.ts";
import type { Mode, Show, State } from "./shape.ts";
import {
  first,
  KEPT,
  kept,
  LONGEST_DRAFT,
  leavesOut,
  packed,
  renamed,
  SHOWN,
  underKnown,
  unpacked,
  type Work,
  withExample,
  withHosts,
  workIn,
} from "./state.ts";
import { TABS } from "./tabs.ts";
import { TEXTS } from "./texts.ts";

export class ChatApp {
  readonly #desk: Desk<Work, Panel>;
  readonly #rounds: Rounds;
  readonly #messages: Messages;
  readonly #json: JsonField;
  readonly #options: Options;
  readonly #modes = new Radios<Mode>(
    TEXTS.editAs,
    { messages: TEXTS.asMessages, json: TEXTS.asJson },
    "messages",
    (mode) => this.#edit(mode),
  );
  readonly #shows = new Radios<Show>(TEXTS.show, TEXTS.shows, "prompt", (show) => this.#showAs(show));
  readonly #gone = new Gone();
  #tools!: Tools<State>;
  #work: Work = first();

  constructor(readonly root: HTMLElement) {
    this.#desk = new Desk<Work, Panel>(root, KEPT, "tt-token-grid tt-chat-grid", SHOWN, true, TEXTS, {
      parsed: workIn,
      unpacked,
      take: (work, kind) => this.#take(work, kind),
      linked: (work) => ({ ...work, mode: this.#work.mode, show: this.#work.show, drafts: {} }),
      restore: (text) => this.#restore(text),
      panel: (model) => this.#panel(model),
      update: () => this.#update(),
      showOwn: ({ id }, again) => this.#showOwn(id, again),
      offer: (before, now) => this.#offer(before, now),
      lacking: () => this.#tools.wake("shelf"), // it may be one of those
      claimed: (on) => templateAt(on) !== null,
      content: (on) => contentAt(templateAt(on), this.#work),
      file: (file, on, arrive) => void readFile(file, on, this.#intake, arrive),
      dropped: (text, on) => accept(text, TEXTS.thisText, templateAt(on), this.#intake, (put) => put()),
      notText: () => this.#intake.refuse(TEXTS.notText),
    });
    this.#rounds = new Rounds(this.#desk, {
      state: () => this.#state,
      reads: ({ model }, variables) => {
        this.#options.variables.of(model.id, model.name, variables);
        this.#options.variables.set(this.#state.models, this.#state.more);
      },
    });
    this.#messages = new Messages({
      changed: (conversation, cards, kind) => this.#edited(conversation, cards, kind),
      point: (message) => this.#point(message),
      say: (text) => (this.#desk.said.textContent = text),
      lineEnds: () => this.#desk.notice.say(LINE_ENDS, false),
    });
    this.#json = new JsonField({
      label: TEXTS.jsonLabel,
      read: readConversation,
      changed: (read, typed, how) => this.#typed(read, typed, how),
      drafted: (text) => this.#note({ drafts: withDraft(this.#work.drafts, "json", text) }, "typed"),
    });
    this.#options = new Options(SHOWN, {
      changed: ({ models, ...part }, kind) =>
        this.#change(
          { ...part, ...(models && { models: [...this.#desk.offer.missing(this.#state.models), ...models] }) },
          kind,
        ),
      drafted: (field, text) => (this.#work = { ...this.#work, drafts: withDraft(this.#work.drafts, field, text) }),
    });
    this.#desk.begin(this.#work, (work) => {
      this.#work = work;
      this.#build();
    });
  }

  get #state(): State {
    return this.#work.state;
  }

  #build(): void {
    const words = { label: TEXTS.share, copied: TEXTS.shared, failed: TEXTS.copyFailed };
    const share = copyButton(words, () => this.#link(), "share");
    const presets = presetRow(
      TEXTS.presets,
      PRESETS,
      ({ state }) => this.#take(withExample(this.#work, state), "example"),
      this.#desk.ownView.entry,
    );
    const { element: shows } = this.#shows;
    const editors = { modes: this.#modes.element, messages: this.#messages.element, json: this.#json.element };
    const first = layOut(this.#desk, { share, presets, shows, options: this.#options, ...editors });
    const { worker, offer, notice, notices, undo, said } = this.#desk;
    this.#tools = new Tools(TABS, TEXTS.tab, first, [share, ...undo.buttons, ...notices], {
      worker,
      offer,
      notice,
      state: () => this.#state,
      tell: (words) => this.#desk.tell(words),
      change: (part, kind) => this.#change(part, kind),
      note: (kind) => this.#note({ tabs: this.#tools.tabs }, kind),
    });
    this.root.replaceChildren(this.#tools.element, said);
    this.#json.element.hidden = true;
    onPaper((paper) => fieldsOnPaper(this.root, paper));
    this.root.classList.add("tt-alive");
  }

  get #intake(): Intake {
    return {
      take: (part, said) => {
        const drafts = withoutEditors(this.#work.drafts, fieldsOf(part));
        this.#take({ ...this.#work, state: { ...this.#state, ...part }, drafts }, "file");
        if (said) this.#desk.notice.say(said, false);
      },
      template: (model, text) => this.#template(model, text, "file"),
      refuse: (why) => this.#desk.notice.say(why),
    };
  }

  /** Shows the other editor. What is not right yet stays in the one that is left. */
  #edit(mode: Mode): void {
    this.#take({ ...this.#work, mode }, "view");
    if (mode === "messages" && this.#work.drafts.json !== undefined) this.#desk.notice.say(TEXTS.jsonStays, false);
  }

  #showAs(show: Show): void {
    this.#note({ show }, "view");
    for (const panel of this.#desk.panels.values()) panel.show(show);
  }

  /** What the page shows has changed without its controls, which know. */
  #note(part: Partial<Work>, kind: Kind): void {
    this.#work = withHosts({ ...this.#work, ...part }, this.#desk.own);
    this.#desk.note(kept(this.#work), kind);
    this.#lossOf(this.#work);
  }

  #lossOf({ drafts }: Work): void {
    this.#desk.loss.because(
      "length",
      Object.values(drafts).some((text) => text.length > LONGEST_DRAFT),
    );
  }

  /** What the messages' editor made; what stood under JSON is past. */
  #edited(conversation: string | null, cards: Record<string, string>, kind: Kind): void {
    const others = withoutEditors(this.#work.drafts);
    this.#note(
      {
        state: conversation === null ? this.#state : { ...this.#state, conversation },
        drafts: { ...others, ...cards },
      },
      kind,
    );
    this.#desk.soon();
  }

  /** What the JSON field holds now. */
  #typed({ text: conversation, beside }: Reading, typed: string | null, how: Kind): void {
    const state = { ...this.#state, conversation, ...beside };
    const others = withoutEditors(this.#work.drafts, fieldsOf(beside));
    this.#note({ state, drafts: { ...others, ...(typed === null ? {} : { json: typed }) } }, how);
    if (Object.keys(beside).length) this.#options.set(this.#state, this.#work.drafts);
    this.#desk.soon();
  }

  /** What a control changed. */
  #change({ models, ...part }: Partial<State>, kind: Kind): void {
    this.#take(
      { ...this.#work, state: { ...this.#state, ...part, models: models?.length ? models : this.#state.models } },
      kind,
      false,
    );
  }

  /** Undo, redo, Back: what panels show stays, and the editor, unless something in the other one is to be seen. */
  #restore(text: string): string | null {
    const work = workIn(text);
    if (!work) return null;
    const { show } = this.#work;
    const mode = editorOf(work.drafts) ?? this.#work.mode;
    this.#take({ ...work, mode, show }, null);
    return mode === work.mode && show === work.show ? text : kept({ ...work, mode, show });
  }

  /**
   * Puts everything into the page, and notes it as what `kind` says; null if it has been noted. `fresh`: it may not
   * come from the editors.
   */
  #take(given: Work, kind: Kind | null, fresh = true): void {
    const work = underKnown(given, (ids) => this.#desk.offer.known(ids));
    // what a link or a reload shows is not what the device is to remember
    this.#desk.lodge(work.state.hosts ?? {}, kind !== "link" && kind !== "view");
    this.#desk.notice.clear();
    this.#work = work;
    this.#tools.show(work.tabs);
    this.#lossOf(work);
    if (kind) this.#note({}, kind);
    const { state, mode, drafts } = work;
    this.#modes.check(mode);
    this.#shows.check(work.show);
    this.#messages.element.hidden = mode !== "messages";
    this.#json.element.hidden = mode !== "json";
    if (mode === "json") this.#json.set(drafts.json ?? drafts.cards ?? state.conversation);
    else this.#messages.set(state.conversation, drafts, fresh);
    this.#options.set(state, drafts);
    this.#panels();
  }

  #panels(): void {
    const { state, drafts } = this.#work;
    this.#desk.show(state.models);
    for (const [id, panel] of this.#desk.panels)
      panel.template.set(state.templates[id] ?? null, drafts[`template ${id}`] ?? null);
    this.#desk.soon();
  }

  #template(id: string, template: string | null, kind: Kind): void {
    const { [id]: _, ...others } = this.#state.templates;
    this.#work = { ...this.#work, drafts: withDraft(this.#work.drafts, `template ${id}`, null) };
    this.#change({ templates: template === null ? others : { ...others, [id]: template } }, kind);
  }

  /** The models on offer have changed, and perhaps what an id of the state means. */
  #offer(before: string | null, now: string | null): void {
    this.#options.offer(this.#desk.offer.models);
    this.#tools.page();
    const { models } = this.#state;
    if (before === null && !(now !== null && this.#desk.offer.known(models).includes(now))) {
      this.#options.set(this.#state, this.#work.drafts);
      return this.#panels(); // a template that came alone may have its tokens from it
    }
    if (before !== null && now === null) this.#gone.removed(before, this.#work);
    const { state, drafts } = renamed(this.#work, before, now);
    this.#take(
      { ...this.#work, state: { ...this.#state, ...state }, drafts },
      now === null ? "options" : "view",
      false,
    );
  }

  #showOwn(id: string, again: boolean): void {
    const { templates } = this.#state;
    const back = again ? this.#gone.back(id, this.#work) : { templates, drafts: this.#work.drafts };
    this.#work = { ...this.#work, drafts: back.drafts };
    this.#change({ models: [id, ...this.#state.models], templates: back.templates }, "options");
  }

  /** The panel is made anew, and the keyboard stays where it was. */
  #lodge(own: Own, host: string): void {
    this.#change({ hosts: { ...this.#state.hosts, [own.id]: host } }, "options");
    this.#desk.panels.get(own.id)?.element.querySelector("select")?.focus();
  }

  #panel(model: Model): Panel {
    const { offer } = this.#desk;
    const lookUp = (): void => void this.#desk.lookUp(model.id);
    const beside = besideTemplate(offer, model, (own, host) => this.#lodge(own, host), lookUp);
    const events = {
      template: {
        changed: (template: string | null, kind: Kind) => this.#template(model.id, template, kind),
        drafted: (text: string) =>
          this.#note({ drafts: withDraft(this.#work.drafts, `template ${model.id}`, text) }, "typed"),
      },
      point: (message: number | null) => this.#point(message),
      retry: () => this.#desk.soon(),
    };
    const panel = new Panel(model, chatFactsOf(offer, model), events, false, beside);
    panel.show(this.#work.show);
    return panel;
  }

  #point(message: number | null): void {
    this.#messages.mark(message);
    for (const panel of this.#desk.panels.values()) panel.mark(message);
  }

  #update(): void {
    this.#tools.page();
    this.#rounds.begin();
  }

  async #link(): Promise<string | null> {
    const link = await this.#desk.link(packed(this.#state, this.#tools.tabs));
    if (link !== null && leavesOut(this.#work)) this.#desk.notice.say(TEXTS.linkWithout, false);
    return link;
  }
}
