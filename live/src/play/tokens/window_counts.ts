/** Counts for the window that shrinks: the real template and the real tokenizer, for every step of dropping. */
import { chatFacts } from "../../chats/facts.ts";
import { type PromptAsk, PromptMaker } from "../../chats/prompts_client.ts";
import type { TokenizerWorker } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import { tokensOf } from "./picture_parts.ts";
import { type Chat, type Left, type Message, messagesOf, stepsOf } from "./window_chat.ts";
import { WINDOW } from "./window_texts.ts";

export interface Counted {
  chat: Chat;
  steps: Left[];
  /** Tokens of the whole prompt, step by step. */
  sizes: number[];
  /** Tokens of each message's own text. */
  words: Map<Message, number>;
}

export class WindowCounts {
  readonly #maker = new PromptMaker(WINDOW.tooSlow);

  constructor(readonly worker: () => TokenizerWorker) {}

  /** Null where a newer question came. Rejects with an Error for the reader. */
  async of(chat: Chat, keep: boolean, model: Model): Promise<Counted | null> {
    const steps = stepsOf(chat, keep);
    const results = await this.#maker.render(steps.map((left) => ask(model, messagesOf(chat, left))));
    if (!results) return null;
    const prompts = results.map((result) => {
      if (!result.ok) throw new Error(result.message);
      return result.text;
    });
    const messages = messagesOf(chat, { system: true, turns: chat.turns.length });
    const own = messages.map(({ content }) => content);
    const [sizes, words] = await Promise.all([
      tokensOf(this.worker(), model, prompts, "window", false),
      tokensOf(this.worker(), model, own, "window words", false),
    ]);
    if (!sizes || !words) return null;
    return {
      chat,
      steps,
      sizes: sizes.map(({ ids }) => ids.length),
      words: new Map(messages.map((message, i) => [message, words[i]!.ids.length])),
    };
  }
}

function ask({ repo }: Model, messages: readonly Message[]): PromptAsk {
  return {
    model: chatFacts(repo),
    template: null,
    request: {
      conversation: JSON.stringify(messages),
      tools: null,
      more: "{}",
      addGenerationPrompt: true,
      continueFinalMessage: false,
      sanitizeControlTokens: false,
    },
  };
}
