/** The tokenizer playground. */

import { wellFormed } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import { HEROES, inLoadingOrder } from "../../encoder/models.ts";
import { isOtherForm } from "../../own/recognise.ts";
import { OWN } from "../../own/texts.ts";
import { byteLength } from "../../tokenizers/unicode.ts";
import { copyButton } from "../../ui/copy.ts";
import { button, make } from "../../ui/dom.ts";
import { textField } from "../../ui/long_text.ts";
import { textOf } from "../../ui/textfile.ts";
import { putText } from "../change.ts";
import { Desk } from "../desk.ts";
import { ICONS } from "../icons.ts";
import type { Arrive } from "../newest.ts";
import { fieldsOnPaper, onPaper } from "../paper.ts";
import { type Lent, lend, type Preset, presetRow } from "../presets.ts";
import { options, sides } from "../sides.ts";
import { LINE_ENDS } from "../texts.ts";
import type { Tabs } from "../tool.ts";
import { Tools } from "../tools.ts";
import type { Kind } from "../work.ts";
import { Controls } from "./controls.ts";
import { charactersIn, LONGEST_TEXT, tooLong } from "./long.ts";
import { Merges } from "./merges.ts";
import { Panel } from "./panel.ts";
import { Rounds } from "./rounds.ts";
import {
  FIRST,
  KEPT,
  kept,
  LONGEST_DRAFT,
  OFFERED,
  type Options,
  packed,
  parsed,
  type Shown,
  unpacked,
} from "./state.ts";
import { TABS } from "./tabs.ts";
import type { State } from "./texts.ts";
import { PRESETS, TEXTS } from "./texts.ts";

/** `tabs`: none leaves them as they are. */
type Taken = Omit<Shown, "left" | "tabs"> & { tabs?: Tabs };

export class TokenApp {
  readonly #desk: Desk<Shown, Panel>;
  readonly #area = textField("tt-play-text");
  readonly #counts = make("p", "tt-play-counts");
  readonly #controls: Controls;
  readonly #rounds: Rounds;
  readonly #merges: Merges;
  #tools!: Tools<State>;
  #state: State = FIRST.state;
  #draft: string | null = null;
  #lent: Lent<Options> = {};
  #mergesOpened = false;

  constructor(readonly root: HTMLElement) {
    this.#desk = new Desk<Shown, Panel>(root, KEPT, "tt-token-grid", OFFERED, false, TEXTS, {
      parsed,
      unpacked,
      take: (shown, kind) => this.#take(shown, kind),
      linked: (shown) => shown,
      restore: (text) => this.#restore(text),
      panel: (model) => this.#panel(model),
      update: () => this.#update(),
      showOwn: ({ id }) => this.#change({ models: [id, ...this.#state.models] }, "options"),
      offer: (before, now) => this.#offer(before, now),
      taken: (files, on) => on !== null && this.#tools.files(files),
      claimed: () => false,
      content: () => this.#draft ?? this.#state.text,
      file: (chosen, on, arrive) => void (this.#elsewhere(on) || this.#read(chosen, arrive)),
      dropped: (text, on) => this.#elsewhere(on) || this.#dropped(text, TEXTS.droppedText),
      notText: () => this.#desk.notice.say(TEXTS.notText),
    });
    this.#controls = new Controls(({ models, ...part }) => {
      const chosen = models && { models: [...this.#desk.offer.missing(this.#state.models), ...models] };
      this.#change({ ...part, ...chosen }, "show" in part ? "view" : "options");
    });
    this.#merges = new Merges(this.#desk.worker, OFFERED);
    this.#rounds = new Rounds(this.#desk, {
      state: () => this.#state,
      counted: (words) => this.#count(words),
      done: (some) => {
        if (this.#mergesOpened || !some) return;
        this.#mergesOpened = true;
        this.#merges.open(HEROES[0]!, "strawberries", false);
      },
    });
    this.#desk.begin(FIRST, ({ state }) => {
      this.#state = state;
      // on its way while the page is made
      const [first] = inLoadingOrder(this.#desk.offer.chosen(state.models));
      if (first) this.#desk.worker.load(first.repo, first.name).catch(() => {});
      this.#build();
    });
  }

  #build(): void {
    const label = make("label", "tt-play-label", TEXTS.text);
    label.htmlFor = this.#area.id = "tt-play-text";
    this.#area.spellcheck = false;
    this.#area.rows = 5;
    this.#area.dir = "auto";
    for (const name of ["autocapitalize", "autocomplete", "autocorrect"]) this.#area.setAttribute(name, "off");
    this.#area.addEventListener("input", () => this.#typed());
    const words = { label: TEXTS.share, copied: TEXTS.shared, failed: TEXTS.copyFailed };
    const share = copyButton(words, () => this.#desk.link(packed(this.#state, this.#tools.tabs)), "share");
    const tools = make(
      "div",
      "tt-play-tools",
      button(ICONS.open, TEXTS.open, () => this.#desk.inputs.files.click()),
      share,
      ...this.#desk.undo.buttons,
      button(ICONS.clear, TEXTS.clear, () => {
        this.#change({ text: "" }, "clear");
        this.#area.focus();
      }),
      this.#desk.inputs.files,
      this.#desk.inputs.folder,
    );
    const typed = [
      presetRow(TEXTS.presets, PRESETS, (preset) => this.#example(preset), this.#desk.ownView.entry),
      this.#desk.ownView.element,
      label,
      this.#area,
      make("div", "tt-play-under", this.#counts, tools),
      ...this.#desk.notices,
      options(TEXTS.options, this.#controls.element),
    ];
    const made = sides(typed, [this.#rounds.difference, this.#desk.grid]);
    const first = make("div", "", make("div", "tt-face", made, this.#desk.strip.element), this.#merges.element);
    const { worker, offer, notice, notices, undo, said } = this.#desk;
    this.#tools = new Tools(TABS, TEXTS.tab, first, [share, ...undo.buttons, ...notices], {
      worker,
      offer,
      notice,
      state: () => this.#state,
      tell: (words) => this.#desk.tell(words),
      change: (part, kind) => this.#change(part, kind),
      note: (kind) => this.#note(kind),
      turned: () => this.#draft !== null && this.#sayTooLong(this.#draft),
    });
    this.root.replaceChildren(this.#tools.element, said);
    onPaper((paper) => fieldsOnPaper(this.root, paper));
    this.root.classList.add("tt-alive");
  }

  /** Whether something fell on another tab, where nobody would see that it takes the text's place. */
  #elsewhere(on: Element | null): boolean {
    const elsewhere = on !== null && this.#tools.tabs.tab !== null;
    if (elsewhere) this.#desk.notice.say(TEXTS.elsewhere);
    return elsewhere;
  }

  async #read(file: File, arrive: Arrive): Promise<void> {
    const found = await textOf(file);
    if ("why" in found)
      this.#desk.notice.say(isOtherForm(file.name) ? OWN.otherForm(file.name) : TEXTS.fileWrong(found.why));
    else if (tooLong(found.text)) this.#dropped(found.text, file.name);
    else arrive(() => this.#dropped(found.text, file.name));
  }

  #dropped(text: string, name: string): void {
    if (tooLong(text)) this.#desk.notice.say(TEXTS.fileTooLong(name, LONGEST_TEXT));
    else this.#change({ text }, "file");
  }

  /** What an example switches on stays on for this example only. */
  #example({ state: { text, add } }: Preset<State>): void {
    const { options: made, lent } = lend<Options>(
      { add: this.#state.add, split: this.#state.split },
      this.#lent,
      add ? { add } : {},
    );
    this.#take({ state: { ...this.#state, ...made, text }, draft: null, lent }, "example");
  }

  #typed(): void {
    const text = this.#area.value;
    if (tooLong(text)) {
      this.#draft = text;
      this.#sayTooLong(text);
    } else {
      this.#draft = null;
      this.#desk.notice.clear();
      this.#state = { ...this.#state, text: wellFormed(text) };
      this.#soon();
    }
    this.#desk.loss.because("length", (this.#draft?.length ?? 0) > LONGEST_DRAFT);
    this.#note("typed");
  }

  #sayTooLong(text: string): void {
    this.#desk.notice.say(TEXTS.tooLong(LONGEST_TEXT, charactersIn(text)));
  }

  #change(part: Partial<State>, kind: Kind): void {
    const { models, ...others } = part;
    const draft = part.text === undefined ? this.#draft : null;
    this.#take(
      {
        state: { ...this.#state, ...others, models: models?.length ? models : this.#state.models },
        draft,
        lent: this.#lent,
      },
      kind,
    );
  }

  #note(kind: Kind): void {
    this.#desk.note(kept(this.#state, this.#draft, this.#lent, this.#tools.tabs), kind);
  }

  /** Undo, redo, Back. */
  #restore(text: string): string | null {
    const shown = parsed(text);
    if (!shown) return null;
    this.#take(shown, null);
    return text;
  }

  /** Puts a state into the page, and notes it as what `kind` says; null if it has been noted. */
  #take({ state: given, draft, lent, tabs }: Taken, kind: Kind | null): void {
    const state = { ...given, models: this.#desk.offer.known(given.models) };
    this.#desk.notice.clear();
    putText(this.#area, draft ?? state.text);
    if (state.text.includes("\r")) this.#desk.notice.say(LINE_ENDS, false);
    this.#draft = draft;
    this.#lent = lent;
    this.#state = { ...state, text: wellFormed(draft === null ? this.#area.value : state.text) };
    if (draft !== null) this.#sayTooLong(draft);
    this.#desk.loss.because("length", (draft?.length ?? 0) > LONGEST_DRAFT);
    if (tabs) this.#tools.show(tabs);
    if (kind) this.#note(kind);
    this.#controls.set(this.#desk.offer.models, this.#state);
    for (const { id, repo } of this.#desk.offer.models) if (!state.models.includes(id)) this.#desk.worker.forget(repo);
    this.#desk.show(state.models);
    this.#update();
  }

  /** The tokenizers on offer have changed, and perhaps what an id of the state means. */
  #offer(before: string | null, now: string | null): void {
    this.#merges.offer(this.#desk.offer.models);
    this.#tools.page();
    const { models } = this.#state;
    if (before !== null && now === null) this.#cleared(models.filter((id) => id !== before));
    else if (before !== null || this.#desk.offer.known(models).includes(now!))
      this.#replace(models.map((id) => (id === before ? now! : id)));
    else this.#controls.set(this.#desk.offer.models, this.#state);
  }

  #cleared(models: string[]): void {
    this.#change({ models: models.length ? models : HEROES.map(({ id }) => id) }, "options");
  }

  #replace(models: string[]): void {
    this.#take({ state: { ...this.#state, models }, draft: this.#draft, lent: this.#lent }, "view");
  }

  #panel(model: Model): Panel {
    return new Panel(model, {
      point: (from, span) => this.#rounds.point(from, span),
      merges: (panel, word) => this.#merges.open(panel.model, word, true),
      retry: () => this.#update(),
      lookUp: () => void this.#desk.lookUp(model.id),
    });
  }

  #soon(): void {
    this.#rounds.outdate();
    this.#desk.soon();
  }

  #update(): void {
    this.#tools.page();
    this.#count(null);
    this.#rounds.begin();
  }

  /** `words`: null while they are counted. */
  #count(words: number | null): void {
    const { text } = this.#state;
    this.#counts.textContent = TEXTS.counts(charactersIn(text), byteLength(text), words);
  }
}
