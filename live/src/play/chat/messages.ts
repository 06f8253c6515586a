/** A conversation as cards: one for each message, with role, content and further fields. */

import { parseJson } from "../../jinja/json.ts";
import { raw } from "../../jinja/text.ts";
import { Dict, isStr, List, stringOf, type Value } from "../../jinja/values.ts";
import { button, make, wordButton } from "../../ui/dom.ts";
import { textField } from "../../ui/long_text.ts";
import { changeOf } from "../change.ts";
import { Clip } from "../clip.ts";
import { ICONS } from "../icons.ts";
import { CLIP } from "../texts.ts";
import type { Kind } from "../work.ts";
import { written } from "./beside_messages.ts";
import { JsonField } from "./json_field.ts";
import { lacking } from "./message_fields.ts";
import { readValue } from "./reading_beside.ts";
import { messagesIn } from "./request.ts";
import { TEXTS } from "./texts.ts";
import { LONGEST } from "./wrong.ts";

const ROLES = ["system", "user", "assistant", "tool"];

export interface MessageEvents {
  /**
   * `drafts`: the texts of fields that do not count, by name (state.ts). `conversation`: null where it stays what it
   * was.
   */
  changed(conversation: string | null, drafts: Record<string, string>, kind: Kind): void;
  /** A card has the focus or the pointer; null when none has. */
  point(message: number | null): void;
  say(text: string): void;
  /** A field of the browser has changed the line ends of a text. */
  lineEnds?(): void;
}

export class Messages {
  readonly element = make("div", "tt-messages-editor");
  readonly #list = make("div", "tt-cards");
  readonly #wrong = make("p", "tt-wrong-line");
  readonly #events: MessageEvents;
  #messages: Dict[] = [];
  /** Message → field → its text, where that is not what counts. */
  #drafts = new Map<Dict, Map<string, string>>();
  #text = "";

  constructor(events: MessageEvents) {
    this.#events = events;
    const roles = make("datalist");
    roles.id = "tt-roles";
    roles.append(...ROLES.map((role) => Object.assign(make("option"), { value: role })));
    const add = wordButton(TEXTS.add, () => this.#add());
    add.classList.add("tt-add");
    this.#wrong.setAttribute("role", "alert");
    const box = make("div", "tt-cards-box", this.#list);
    const clip = new Clip(box, this.#list, { showAll: () => TEXTS.allMessages, showLess: CLIP.showLess }, () => 20);
    this.element.append(box, clip.element, this.#wrong, roles, add);
  }

  /** Shows a conversation; a text that this editor made itself changes nothing, unless it is `fresh`. */
  set(conversation: string, drafts: Record<string, string> = {}, fresh = false): void {
    if (!fresh && conversation === this.#text) return;
    const long = messagesIn(drafts.cards);
    this.#text = conversation;
    this.#messages = long ?? messagesIn(conversation) ?? [];
    this.#drafts = new Map();
    for (const [key, text] of Object.entries(drafts)) {
      const [, at, name] = /^card (\d+) ([^]*)$/.exec(key) ?? [];
      const message = this.#messages[Number(at)];
      if (message && name !== undefined) this.#draftsOf(message).set(name, text);
    }
    this.#steadily(() => this.#draw());
    this.#wrong.textContent = long === null ? "" : TEXTS.tooLongCards(LONGEST);
  }

  #draftsOf(message: Dict): Map<string, string> {
    const known = this.#drafts.get(message) ?? new Map<string, string>();
    this.#drafts.set(message, known);
    return known;
  }

  /** Draws anew; the control that has the focus keeps it, and its caret comes to what has changed. */
  #steadily(draw: () => void): void {
    const controls = (card: Element | undefined): HTMLElement[] => [
      ...(card?.querySelectorAll<HTMLElement>("textarea, input, button") ?? []),
    ];
    const active = document.activeElement as HTMLElement;
    const at = [...this.#list.children].findIndex((card) => card.contains(active));
    const place = controls(this.#list.children[at]).indexOf(active);
    const before = active instanceof HTMLTextAreaElement ? active.value : "";
    draw();
    const now = at < 0 ? undefined : controls(this.#list.children[at])[place];
    now?.focus({ preventScroll: true });
    if (!(now instanceof HTMLTextAreaElement)) return;
    const change = changeOf(before, now.value);
    now.setSelectionRange(change.at + change.inserted, change.at + change.inserted);
  }

  card(message: number): HTMLElement | null {
    return (this.#list.children[message] as HTMLElement | undefined) ?? null;
  }

  mark(message: number | null): void {
    [...this.#list.children].forEach((card, i) => card.classList.toggle("tt-pointed", i === message));
  }

  #tell(kind: Kind = "typed"): void {
    const text = written(new List(this.#messages));
    const fields = this.#messages.flatMap((message, i) =>
      [...(this.#drafts.get(message) ?? [])].map(([name, typed]) => [`card ${i} ${name}`, typed]),
    );
    const drafts = Object.fromEntries(fields) as Record<string, string>;
    const tooLong = text.length > LONGEST;
    this.#wrong.textContent = tooLong ? TEXTS.tooLongCards(LONGEST) : "";
    if (tooLong) return this.#events.changed(null, { ...drafts, cards: text }, kind);
    this.#text = text;
    this.#events.changed(text, drafts, kind);
  }

  #draw(): void {
    this.#list.replaceChildren(...this.#messages.map((message, i) => this.#card(message, i)));
    if (!this.#messages.length) this.#list.append(make("p", "tt-note", TEXTS.noMessages));
  }

  #card(message: Dict, i: number): HTMLElement {
    const n = i + 1;
    const card = make("div", `tt-card tt-m${i % 6}`);
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", TEXTS.message(n));
    const role = make("input", "tt-field tt-role");
    role.dir = "auto";
    role.value = stringOf(message.get("role"));
    role.setAttribute("list", "tt-roles");
    role.setAttribute("aria-label", `${TEXTS.role}, ${TEXTS.message(n).toLowerCase()}`);
    role.addEventListener("input", () => this.#change(i, "role", role.value));
    const up = button(ICONS.up, TEXTS.up(n), () => this.#move(i, -1));
    const down = button(ICONS.down, TEXTS.down(n), () => this.#move(i, 1));
    up.disabled = i === 0;
    down.disabled = i === this.#messages.length - 1;
    const tools = make(
      "div",
      "tt-card-tools",
      up,
      down,
      button(ICONS.clear, TEXTS.remove(n), () => this.#remove(i)),
    );
    for (const made of tools.querySelectorAll("button")) made.classList.add("tt-icon-only");
    const others = message
      .entries()
      .filter(([key]) => isStr(key) && !["role", "content"].includes(raw(key)))
      .map(([key]) => raw(key as string));
    const fields = others.map((name) => this.#field(i, name));
    const more = make("div", "tt-card-more", ...lacking(message, (field, value) => this.#set(i, field, value)));
    card.append(
      make("div", "tt-card-head", make("span", "tt-number", String(n)), role, tools),
      this.#content(message, i),
      ...fields,
      more,
    );
    for (const [event, pointed] of [
      ["focusin", i],
      ["pointerenter", i],
      ["focusout", null],
      ["pointerleave", null],
    ] as const) {
      card.addEventListener(event, () => this.#events.point(pointed));
    }
    return card;
  }

  #content(message: Dict, i: number): HTMLElement {
    const value = message.get("content");
    if (value === undefined || value === null) return make("p", "tt-note", TEXTS.noContent);
    if (!isStr(value)) return this.#field(i, "content");
    const area = textField("tt-play-text tt-content");
    area.dir = "auto";
    area.value = raw(value);
    area.spellcheck = false;
    const fit = (): void =>
      void (area.rows = Math.min(Math.max(area.value.split("\n").length, Math.ceil(area.value.length / 70), 1), 12));
    area.setAttribute("aria-label", `${TEXTS.content}, ${TEXTS.message(i + 1).toLowerCase()}`);
    area.addEventListener("input", () => {
      fit();
      this.#change(i, "content", area.value);
    });
    fit();
    return area;
  }

  #field(i: number, name: string): HTMLElement {
    const value = this.#messages[i]!.get(name) ?? null;
    if (name !== "content" && isStr(value)) return this.#words(i, name, raw(value));
    const message = this.#messages[i]!;
    const field = new JsonField({
      label: name === "content" ? TEXTS.contentJson : TEXTS.field(name),
      visible: true,
      read: readValue,
      changed: ({ text }, typed, how) => {
        if (typed === null) this.#drafts.get(message)?.delete(name);
        else this.#draftsOf(message).set(name, typed);
        this.#change(i, name, parseJson(text), how);
      },
      drafted: (text) => {
        this.#draftsOf(message).set(name, text);
        this.#tell();
      },
    });
    field.set(this.#drafts.get(message)?.get(name) ?? written(value));
    field.element.prepend(this.#removal(i, name));
    return field.element;
  }

  #removal(i: number, name: string): HTMLElement {
    const remove = button(ICONS.clear, TEXTS.removeField(name, i + 1), () => this.#set(i, name, undefined));
    remove.classList.add("tt-icon-only");
    return remove;
  }

  /** A field that is a string. */
  #words(i: number, name: string, value: string): HTMLElement {
    const input = textField("tt-play-text tt-content");
    input.rows = Math.min(value.split("\n").length, 8);
    input.dir = "auto";
    input.value = value;
    input.spellcheck = false;
    input.setAttribute("aria-label", TEXTS.fieldOf(name, i + 1));
    input.addEventListener("input", () => this.#change(i, name, input.value));
    return make("div", "tt-json", this.#removal(i, name), make("span", "tt-play-label", name), input);
  }

  /** Changes a field while its card stays as it is. */
  #change(i: number, name: string, value: Value, kind: Kind = "typed"): void {
    const message = this.#messages[i]!;
    const had = stringOf(message.get(name)).includes("\r");
    message.set(name, value);
    this.#tell(kind);
    if (had && isStr(value)) this.#events.lineEnds?.();
    if (name === "role")
      this.card(i)
        ?.querySelector(".tt-card-more")
        ?.replaceChildren(...lacking(message, (field, value) => this.#set(i, field, value)));
  }

  /** Sets or removes a field, and draws the card anew. */
  #set(i: number, name: string, value: Value | undefined): void {
    const entries = this.#messages[i]!.entries().filter(
      ([key]) => value !== undefined || !isStr(key) || raw(key) !== name,
    );
    const drafts = this.#draftsOf(this.#messages[i]!);
    drafts.delete(name);
    this.#messages[i] = Dict.of(entries);
    this.#drafts.set(this.#messages[i]!, drafts);
    if (value !== undefined) this.#messages[i]!.set(name, value);
    this.#tell(value === undefined ? "removed" : "typed");
    const fresh = this.#card(this.#messages[i]!, i);
    this.card(i)?.replaceWith(fresh);
    const areas = fresh.querySelectorAll<HTMLElement>("textarea, input");
    (value === undefined ? areas[0] : name === "content" ? areas[1] : areas[areas.length - 1])?.focus();
  }

  #move(i: number, step: 1 | -1): void {
    const to = i + step;
    [this.#messages[i], this.#messages[to]] = [this.#messages[to]!, this.#messages[i]!];
    this.#tell();
    this.#draw();
    const buttons = this.card(to)!.querySelectorAll<HTMLButtonElement>(".tt-card-tools button");
    const wanted = buttons[step < 0 ? 0 : 1]!;
    (wanted.disabled ? buttons[step < 0 ? 1 : 0]! : wanted).focus();
    this.#events.say(TEXTS.moved(i + 1, to + 1));
  }

  #remove(i: number): void {
    this.#messages.splice(i, 1);
    this.#tell("removed");
    this.#draw();
    (
      this.card(Math.min(i, this.#messages.length - 1))?.querySelector("input") ??
      this.element.querySelector<HTMLElement>(".tt-add")
    )?.focus();
    this.#events.say(TEXTS.removed(i + 1));
  }

  #add(): void {
    const role = stringOf(this.#messages.at(-1)?.get("role")) === "user" ? "assistant" : "user";
    this.#messages.push(
      Dict.of([
        ["role", role],
        ["content", ""],
      ]),
    );
    this.#tell();
    this.#draw();
    this.card(this.#messages.length - 1)!
      .querySelector<HTMLElement>("textarea")
      ?.focus();
    this.#events.say(TEXTS.added(this.#messages.length));
  }
}
