/**
 * A small fixed instance for lessons: one conversation, some models, and the way to the playground.
 *
 *     <div class="tt-play" data-play="chat" data-text='[{"role": "user", "content": "Hi"}]' data-models="qwen2"
 * data-generation>What to show without scripts</div>
 *
 * Nothing is loaded before the element is near the visible part of the page.
 */

import { Renderer } from "../../chats/client.ts";
import { chatFacts } from "../../chats/facts.ts";
import type { Request, Result } from "../../chats/protocol.ts";
import type { TokenizerWorker } from "../../encoder/client.ts";
import { modelById } from "../../encoder/models.ts";
import { make } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { playgroundLink, whenNear } from "../embed.ts";
import { Panel } from "./panel.ts";
import { requestOf, rolesOf } from "./request.ts";
import { fromPreset, packed } from "./state.ts";
import { TEXTS } from "./texts.ts";
import { wrongConversation } from "./wrong.ts";

export class ChatEmbed {
  /** Throws an Error that names what is wrong with the element. */
  constructor(root: HTMLElement, worker: () => TokenizerWorker) {
    const { text = "", models = "", generation } = root.dataset;
    const wrong = wrongConversation(text);
    if (wrong) throw new Error(wrong.message);
    const state = fromPreset({ conversation: text, generation: generation !== undefined });
    state.models = models.split(" ").filter(Boolean);
    const nothing = (): void => {};
    const panels = state.models.map((id) => {
      const model = modelById(id);
      if (!model) throw new Error(`there is no tokenizer ${id}.`);
      return new Panel(
        model,
        chatFacts(model.repo),
        {
          template: { changed: nothing, drafted: nothing },
          point: (message) => panels.forEach((panel) => panel.mark(message)),
          retry: () => start(),
        },
        true,
      );
    });
    const encode = async (panel: Panel, prompt: string): Promise<void> => {
      try {
        const { repo, name } = panel.model;
        await worker().load(repo, name);
        const tokens = await worker().encode(repo, prompt, { addSpecial: false, splitSpecial: false }, text);
        if (tokens) panel.encoded(tokens);
      } catch (error) {
        panel.unencoded(messageOf(error), true);
      }
    };
    const shown = (id: string, result: Result, request: Request): void => {
      const panel = panels.find(({ model }) => model.id === id)!;
      const prompt = panel.set(result, request, null, rolesOf(text));
      if (prompt !== null) void encode(panel, prompt);
    };
    let renderer: Renderer | null = null; // one, however often a panel is tried again
    const start = (): void => {
      renderer ??= new Renderer(
        shown,
        () => ({ ok: false, type: "", message: TEXTS.tooSlow, line: null }),
        (why) => panels.forEach((panel) => panel.unencoded(why, true)),
      );
      renderer.render(
        requestOf(state),
        panels.map(({ model, facts }) => ({ id: model.id, model: facts, template: null })),
      );
    };
    const link = playgroundLink(root, "chat-template", TEXTS.playground, packed(state));
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", TEXTS.embedded);
    root.classList.add("tt-alive");
    root.replaceChildren(
      make("div", "tt-token-grid", ...panels.map((panel) => panel.element)),
      make("p", "tt-note", link),
    );
    whenNear(root, start);
  }
}
