/** Where readers bring their own: the way in, what is being read, and the list of what is there. */
import type { Model } from "../encoder/models.ts";
import type { FileProgress } from "../files/files.ts";
import { button, make, wordButton } from "../ui/dom.ts";
import type { NamedFile } from "../ui/drops.ts";
import { messageOf } from "../ui/errors.ts";
import { type Draft, NOTHING, sortOut } from "./bundle.ts";
import type { OwnCollection } from "./collection.ts";
import { begins, hashOf, hasTemplate, LONGEST_NAME, type Own } from "./own.ts";
import { kindOfText } from "./recognise.ts";
import { OWN } from "./texts.ts";

export interface OwnEvents {
  /** Something of the reader's is to be shown. */
  show(own: Own): void;
  say(text: string, bad: boolean): void;
  /** Opens the browser's dialog. */
  choose(what: "files" | "folder"): void;
  /** Which tokenizer a template that comes alone gets its tokens from. */
  host(): Model;
}

let views = 0;

export class OwnView {
  /** The first thing in the row of examples. */
  readonly entry: HTMLButtonElement;
  readonly element = make("div", "tt-brought");
  readonly #section = make("section", "tt-own-section");
  readonly #status = make("p", "tt-note tt-own-status");
  readonly #list = make("ul", "tt-own-list");
  readonly #collection: OwnCollection;
  readonly #events: OwnEvents;
  readonly #chat: boolean;
  /** The tokenizer that came last, to which files that come later may belong. */
  #latest: string | null = null;
  #reading: string | null = null;
  #turn: Promise<void> = Promise.resolve();

  /** `chat`: templates have a place here. */
  constructor(collection: OwnCollection, chat: boolean, events: OwnEvents) {
    this.#collection = collection;
    this.#events = events;
    this.#chat = chat;
    this.entry = make("button", "tt-chip-button tt-own-entry", chat ? OWN.entryChat : OWN.entry);
    this.entry.type = "button";
    this.#section.id = `tt-own-${(views += 1)}`;
    this.#section.hidden = true;
    this.#section.setAttribute("aria-label", OWN.title);
    this.entry.setAttribute("aria-controls", this.#section.id);
    this.entry.addEventListener("click", () => this.#open(this.#section.hidden !== false));
    this.#status.setAttribute("role", "status");
    this.#list.setAttribute("aria-label", OWN.list);
    const choose = (label: string, press: () => void): HTMLButtonElement => {
      const made = make("button", "tt-chip-button", label);
      made.type = "button";
      made.addEventListener("click", press);
      return made;
    };
    const pasted = this.#pasteBox();
    this.#section.append(
      make("p", "", OWN.about),
      make(
        "div",
        "tt-presets",
        choose(OWN.files, () => events.choose("files")),
        choose(OWN.folder, () => events.choose("folder")),
        choose(OWN.paste, () => {
          pasted.hidden = !pasted.hidden;
          pasted.querySelector("textarea")?.focus();
        }),
      ),
      pasted,
      this.#list,
    );
    this.element.append(this.#section, this.#status);
    this.#open(false);
  }

  /** How far the files are that the worker reads. */
  progress(files: readonly FileProgress[]): void {
    const found = this.#reading === null ? undefined : files.findLast(({ url }) => url.startsWith("own/"));
    if (found) this.#status.textContent = OWN.reading(this.#reading!, found.loaded, found.total);
  }

  /**
   * What of these files are tokenizers and templates is taken; the others come back, for the page. `on`: the one that
   * they fell on.
   */
  async bring(files: readonly NamedFile[], on: Own | null): Promise<NamedFile[]> {
    try {
      const { drafts, rest } = await sortOut(files);
      for (const draft of drafts) this.#queue(draft, on);
      if (drafts.length) await this.#turn;
      return rest;
    } catch (error) {
      this.#events.say(messageOf(error), true);
      return [];
    }
  }

  /** The collection has changed. */
  list(): void {
    const controls = (item: Element | undefined): HTMLElement[] => [
      ...(item?.querySelectorAll<HTMLElement>("input, button") ?? []),
    ];
    // the keyboard's place is kept: the same control of the item that now stands there
    const at = [...this.#list.children].findIndex((item) => item.contains(document.activeElement));
    const control = controls(this.#list.children[at]).indexOf(document.activeElement as HTMLElement);
    this.#list.replaceChildren(...this.#collection.all.map((own) => this.#item(own)));
    this.#list.hidden = !this.#collection.all.length;
    if (at >= 0) (controls(this.#list.children[at])[control] ?? this.entry).focus();
  }

  #open(open: boolean): void {
    this.#section.hidden = !open;
    this.entry.setAttribute("aria-expanded", String(open));
    if (open) this.#section.querySelector<HTMLElement>("button")?.focus();
  }

  /** One after the other: the next may belong to the one before. */
  #queue(draft: Draft, on: Own | null): void {
    this.#turn = this.#turn.then(() => this.#take(draft, on).catch((error) => this.#refused(error)));
  }

  #refused(error: unknown): void {
    this.#reading = null;
    this.#status.textContent = "";
    this.#events.say(messageOf(error), true);
  }

  async #take(draft: Draft, on: Own | null): Promise<void> {
    const { name, ...parts } = draft;
    if (!parts.tokenizer) {
      const target = on?.parts.tokenizer ? on : this.#wanting(draft);
      if (target) {
        const joined = await this.#collection.join(target, parts, target.name);
        this.#status.textContent = OWN.joined(name, joined.name);
        return this.#events.show(joined);
      }
      if (!this.#chat) throw new Error(parts.config || parts.specials ? OWN.configAlone(name) : OWN.templateHere(name));
      const template = parts.template !== null || Object.keys(parts.templates).length > 0;
      if (!template && !parts.config) throw new Error(OWN.configAlone(name));
    }
    this.#reading = name;
    const { own, said } = await this.#collection.add(draft, name, this.#events.host().id);
    this.#reading = null;
    if (own.facts) this.#latest = own.id;
    const remember = wordButton(OWN.remember, () => void this.#remember(own.id, true));
    this.#status.replaceChildren(
      [said, own.kept ? OWN.addedKept(own.name) : OWN.added(own.name)].filter(Boolean).join(" "),
      ...(own.kept ? [] : [" ", remember]),
    );
    this.#events.show(own);
  }

  /** The tokenizer that came last, where it lacks what this brings. */
  #wanting({ config, specials, template }: Draft): Own | undefined {
    const own = this.#latest === null ? undefined : this.#collection.find(this.#latest);
    if (!own) return undefined;
    const lacks = config || specials ? own.parts.config === null || !config : template !== null && !hasTemplate(own);
    return lacks ? own : undefined;
  }

  #item(own: Own): HTMLElement {
    const name = make("input", "tt-field");
    name.value = own.name;
    name.maxLength = LONGEST_NAME;
    name.dataset.ownUndo = "";
    name.setAttribute("aria-label", OWN.name(own.name));
    // when the focus has moved on, since the list is made anew
    name.addEventListener("change", () =>
      setTimeout(() => (name.value = this.#collection.rename(own, name.value).name)),
    );
    const box = make("input");
    box.type = "checkbox";
    box.checked = own.kept;
    box.addEventListener("change", () => void this.#remember(own.id, box.checked));
    const what = own.facts
      ? OWN.what.tokenizer(own.facts.type, own.facts.tokens, begins(hashOf(own.id)))
      : OWN.what.template(begins(hashOf(own.id)));
    const remove = button(
      "M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12z",
      OWN.removeOf(own.name),
      () => {
        this.#collection.remove(own);
        this.#status.textContent = OWN.removed(own.name);
      },
    );
    const item = make(
      "li",
      "",
      name,
      make("span", "tt-own-what", `${what}${own.facts && hasTemplate(own) ? `, ${OWN.what.withTemplate}` : ""}`),
      make("label", "tt-choice", box, make("span", "", OWN.remember)),
      remove,
    );
    item.dataset.own = own.id;
    return item;
  }

  async #remember(id: string, on: boolean): Promise<void> {
    const own = this.#collection.find(id);
    if (!own) return;
    const done = await this.#collection.remember(own, on);
    if (done) this.#status.textContent = on ? OWN.remembered(own.name) : OWN.forgotten(own.name);
    else this.#events.say(OWN.noRoom(own.name), true);
    this.list();
  }

  #pasteBox(): HTMLElement {
    const area = make("textarea", "tt-play-text tt-code");
    area.rows = 5;
    area.spellcheck = false;
    area.dataset.ownUndo = "";
    area.setAttribute("aria-label", OWN.pasteLabel);
    area.placeholder = OWN.pasteLabel;
    const box = make("div", "tt-own-paste");
    const use = wordButton(OWN.pasteDo, () => {
      const text = area.value;
      const kind = text.trim() ? kindOfText(text) : null;
      if (!kind) return this.#events.say(text.trim() ? OWN.pasteNothing : OWN.pasteEmpty, true);
      const part = kind === "tokenizer" ? new Blob([text]) : text;
      this.#queue({ ...NOTHING, templates: {}, name: OWN.pasted, [kind]: part }, null);
      void this.#turn.then(() => (area.value = ""));
    });
    box.append(area, use);
    box.hidden = true;
    return box;
  }
}
