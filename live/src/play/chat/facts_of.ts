/** What chats must know of a model on offer: the build's facts, or a reader's files. */
import type { ChatModel } from "../../chats/chat_model.ts";
import { chatFacts } from "../../chats/facts.ts";
import type { Model } from "../../encoder/models.ts";
import { factsFor } from "../../own/own.ts";
import type { Offer } from "../offer.ts";

/** What the chats of a model must know: what the build knows, or the files of the reader's own. */
export function chatFactsOf(offer: Offer, model: Model): ChatModel {
  const own = offer.own.find(model.id);
  if (!own) return chatFacts(model.repo);
  const host = offer.hostOf(own);
  return factsFor(own, host ? chatFactsOf(offer, host) : chatFacts(""));
}
