/** Where readers bring their own: the way in, what is being read, and the list of what is there. */
import type { Model } from "../encoder/models.ts";
import type { FileProgress } from "../files/files.ts";
import { make, wordButton } from "../ui/dom.ts";
import type { NamedFile } from "../ui/drops.ts";
import { messageOf } from "../ui/errors.ts";
import { type Draft, sortOut } from "./bundle.ts";
import type { OwnCollection } from "./collection.ts";
import { OwnList } from "./list.ts";
import { hasTemplate, type Own } from "./own.ts";
import { pasteBox } from "./paste.ts";
import { OWN } from "./texts.ts";

export interface OwnEvents {
  /** Something of the reader's is to be shown; `again`: it had been removed. */
  show(own: Own, again?: boolean): void;
  say(text: string, bad: boolean): void;
  /** Opens the browser's dialog. */
  choose(what: "files" | "folder"): void;
  /** Which tokenizer a template that comes alone gets its tokens from. */
  host(): Model;
}

export class OwnView {
  /** The first thing in the row of examples. */
  readonly entry: HTMLButtonElement;
  readonly element = make("div", "tt-brought");
  readonly #section = make("section", "tt-own-section");
  readonly #status = make("p", "tt-note tt-own-status");
  readonly #list: OwnList;
  readonly #collection: OwnCollection;
  readonly #events: OwnEvents;
  readonly #chat: boolean;
  /** The tokenizer that came last, to which files that come later may belong. */
  #latest: string | null = null;
  #reading: string | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  /** `chat`: templates have a place here. */
  constructor(collection: OwnCollection, chat: boolean, events: OwnEvents) {
    this.#collection = collection;
    this.#events = events;
    this.#chat = chat;
    this.entry = make("button", "tt-chip-button tt-own-entry", chat ? OWN.entryChat : OWN.entry);
    this.entry.type = "button";
    this.#section.id = "tt-own";
    this.#section.hidden = true;
    this.#section.setAttribute("aria-label", OWN.title);
    this.entry.setAttribute("aria-controls", this.#section.id);
    this.entry.addEventListener("click", () => this.#open(this.#section.hidden !== false));
    this.#status.setAttribute("role", "status");
    this.#list = new OwnList({
      rename: (own, name) => collection.rename(own, name).name,
      remember: ({ id }, on) => void this.#remember(id, on),
      remove: (own) => {
        collection.remove(own);
        const back = wordButton(OWN.back, () => {
          this.#status.textContent = OWN.addedKept(own.name);
          events.show(collection.restore(own), true);
        });
        this.#status.replaceChildren(OWN.removed(own.name), " ", back);
      },
    });
    const choose = (label: string, press: () => void): HTMLButtonElement => {
      const made = make("button", "tt-chip-button", label);
      made.type = "button";
      made.addEventListener("click", press);
      return made;
    };
    const pasted = pasteBox(
      (draft) => this.#queue(draft, null),
      (why) => events.say(why, true),
    );
    this.#section.append(
      make("p", "", OWN.about),
      make(
        "div",
        "tt-presets",
        choose(OWN.files, () => events.choose("files")),
        choose(OWN.folder, () => events.choose("folder")),
        choose(OWN.paste, () => {
          if (pasted.isConnected) return pasted.remove(); // its text stays in it
          this.#list.element.before(pasted);
          pasted.querySelector("textarea")?.focus();
        }),
      ),
      this.#list.element,
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
      await Promise.all(drafts.map((draft) => this.#queue(draft, on)));
      return rest;
    } catch (error) {
      this.#events.say(messageOf(error), true);
      return [];
    }
  }

  /** The device cannot remember one that it should. */
  unkept(own: Own): void {
    this.#events.say(OWN.noRoom(own.name), true);
    this.list();
  }

  /** The collection has changed. */
  list(): void {
    this.#list.set(this.#collection.all, this.entry);
  }

  #open(open: boolean): void {
    this.#section.hidden = !open;
    this.entry.setAttribute("aria-expanded", String(open));
    if (open) this.#section.querySelector<HTMLElement>("button")?.focus();
  }

  /** One after the other: the next may belong to the one before. False where it could not be read. */
  #queue(draft: Draft, on: Own | null): Promise<boolean> {
    const taken = this.#turn
      .then(() => this.#take(draft, on))
      .then(
        () => true,
        (error: unknown) => this.#refused(error),
      );
    this.#turn = taken;
    return taken;
  }

  #refused(error: unknown): false {
    this.#reading = null;
    this.#status.textContent = "";
    this.#events.say(messageOf(error), true);
    return false;
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
      if (!this.#chat)
        throw new Error(parts.config || parts.specials || parts.model ? OWN.configAlone(name) : OWN.templateHere(name));
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
  #wanting({ config, specials, model, template }: Draft): Own | undefined {
    const own = this.#latest === null ? undefined : this.#collection.find(this.#latest);
    if (!own) return undefined;
    if (model && !config && !specials && template === null) return own;
    const lacks = config || specials ? own.parts.config === null || !config : template !== null && !hasTemplate(own);
    return lacks ? own : undefined;
  }

  async #remember(id: string, on: boolean): Promise<void> {
    const own = this.#collection.find(id);
    if (!own) return;
    const done = await this.#collection.remember(own, on);
    if (done) this.#status.textContent = on ? OWN.remembered(own.name) : OWN.forgotten(own.name);
    this.list();
  }
}
