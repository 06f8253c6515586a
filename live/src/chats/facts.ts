/** What the build knows of every tokenizer's chats (live/build/chats.mjs). */
import type { ChatModel } from "./chat_model.ts";

declare const CHAT_FACTS: Record<string, ChatModel>;

export const chatFacts = (repo: string): ChatModel => CHAT_FACTS[repo] ?? { template: null, specials: {}, added: [] };
