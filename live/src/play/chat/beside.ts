/**
 * Beside a template of the reader's: which it is of several; of one that came without its tokenizer, whose tokens it
 * gets, and which of its marks are none of them.
 */
import type { ChatModel } from "../../chats/chat_model.ts";
import type { Model } from "../../encoder/models.ts";
import { marksOf } from "../../own/facts.ts";
import { namesBeside, type Own } from "../../own/own.ts";
import { OWN } from "../../own/texts.ts";
import { toldOf } from "../../own/told.ts";
import { labelled, make } from "../../ui/dom.ts";
import type { Offer } from "../offer.ts";
import { chatFactsOf } from "./facts_of.ts";
import type { Beside } from "./panel.ts";

/** Null where there is nothing to say. `moved`: another host was chosen; `lookUp`: what could not be loaded is to be tried again. */
export function besideTemplate(
  offer: Offer,
  model: Model,
  moved: (own: Own, host: string) => void,
  lookUp: () => void,
): Beside | null {
  const own = offer.own.find(model.id);
  if (!own) return null;
  const host = offer.hostOf(own);
  const element = make("div", "tt-own-host");
  if (host) element.append(...lodging(own, host, chatFactsOf(offer, host), offer.hosts, (id) => moved(own, id)));
  element.append(...toldOf(model, lookUp));
  const names = Object.keys(own.said.templates ?? {});
  if (names.length)
    element.append(make("p", "", OWN.named(names), names.includes("tool_use") ? ` ${OWN.toolUse}` : ""));
  return element.childElementCount
    ? { element, alone: host && { specials: namesBeside(own, chatFactsOf(offer, host)) } }
    : null;
}

function lodging(
  own: Own,
  host: Model,
  facts: ChatModel,
  hosts: readonly Model[],
  moved: (host: string) => void,
): HTMLElement[] {
  const select = make("select", "tt-field");
  select.append(...hosts.map(({ id, name }) => new Option(name, id)));
  select.value = host.id;
  select.addEventListener("change", () => moved(select.value));
  const there = new Set(facts.added.map(({ content }) => content));
  const marks = marksOf(own.said).filter((mark) => !there.has(mark));
  const said = make("p", "tt-own-marks", marks.length ? OWN.marks(marks.length, host.name) : OWN.noMarks(host.name));
  for (const mark of marks) said.append(" ", make("code", "", mark));
  return [labelled(OWN.host, select), said];
}
