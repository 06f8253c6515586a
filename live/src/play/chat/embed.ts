/**
 * A small instance for lessons: one conversation, which the reader can change, some models, and the way to the
 * playground.
 *
 *     <div class="tt-play" data-play="chat" data-text='[{"role": "user", "content": "Hi"}]' data-models="ID …"
 * data-generation data-tool="trained">What to show without scripts</div>
 *
 * Nothing is loaded before the element is near the visible part of the page, and no tokenizer for prompts whose tokens
 * the build computed (`data-known`).
 */

import { Renderer } from "../../chats/client.ts";
import { chatFacts } from "../../chats/facts.ts";
import type { Request, Result } from "../../chats/protocol.ts";
import type { TokenizerWorker } from "../../encoder/client.ts";
import { modelsOf } from "../../encoder/models.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { messageOf } from "../../ui/errors.ts";
import { leadTo, playgroundLink, whenNear } from "../embed.ts";
import { EmbedDraft } from "../embed_draft.ts";
import { knownOf, tokensIn } from "../known.ts";
import { EMBED_WORDS } from "../texts.ts";
import { textsIn } from "./drafts.ts";
import { Messages } from "./messages.ts";
import { Panel } from "./panel.ts";
import { requestOf, rolesOf } from "./request.ts";
import { fromPreset, packed } from "./state.ts";
import { TEXTS } from "./texts.ts";
import { wrongConversation } from "./wrong.ts";

export class ChatEmbed {
  /** Throws an Error that names what is wrong with the element. */
  constructor(root: HTMLElement, worker: () => TokenizerWorker) {
    const { text = "", models = "", generation, tool } = root.dataset;
    const wrong = wrongConversation(text);
    if (wrong) throw new Error(wrong.message);
    const state = fromPreset({ conversation: text, generation: generation !== undefined });
    state.models = models.split(" ").filter(Boolean);
    const nothing = (): void => {};
    const panels = modelsOf(state.models).map((model) => {
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
    let edition = 0;
    const known = knownOf(root);
    const encode = async (panel: Panel, prompt: string): Promise<void> => {
      const mine = edition;
      const { id, repo, name } = panel.model;
      const given = known[id];
      if (given?.prompt === prompt) return panel.encoded(tokensIn(given.tokens));
      try {
        await worker().load(repo, name);
        const tokens = await worker().encode(repo, prompt, { addSpecial: false, splitSpecial: false }, text);
        if (tokens && mine === edition) panel.encoded(tokens);
      } catch (error) {
        if (mine === edition) panel.unencoded(messageOf(error), true);
      }
    };
    const shown = (id: string, result: Result, request: Request): void => {
      const panel = panels.find(({ model }) => model.id === id)!;
      const prompt = panel.set(result, request, null, rolesOf(request.conversation));
      if (prompt !== null) void encode(panel, prompt);
    };
    let renderer: Renderer | null = null; // one, however often a panel is tried again
    const start = (): void => {
      edition += 1;
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
    const stored = () => packed(state, { tab: tool ?? null, parts: {} });
    const link = playgroundLink(root, "chat-template", TEXTS.playground, stored());
    const show = (conversation: string): void => {
      state.conversation = conversation;
      leadTo(link, "chat-template", stored());
    };
    const said = make("div", "tt-hidden");
    said.setAttribute("role", "status");
    let messages: Messages | null = null; // made when it is asked for
    const draft = new EmbedDraft("chat", text, (before) => {
      const [conversation, drafts] = keptConversation(before) ?? [text, {}];
      if (!messages) edit();
      messages!.set(conversation, drafts, true);
      show(conversation);
      start();
    });
    const edit = (): void => {
      messages = new Messages({
        changed: (conversation, drafts, kind) => {
          const now = conversation ?? state.conversation;
          const text = JSON.stringify([now, drafts]);
          if (kind === "removed") draft.replace(text);
          else draft.keep(text);
          show(now);
          start();
        },
        point: (message) => {
          messages?.mark(message);
          for (const panel of panels) panel.mark(message);
        },
        say: (words) => (said.textContent = words),
      });
      messages.set(state.conversation, kept?.[1], true);
      change.replaceWith(messages.element);
    };
    const change = wordButton(EMBED_WORDS.change, () => {
      for (const { model } of panels)
        worker()
          .load(model.repo, model.name)
          .catch(() => {}); // the panels tell, when they are asked
      edit();
      messages!.element.querySelector<HTMLElement>("input, textarea")?.focus();
    });
    const kept = keptConversation(draft.read());
    if (kept) show(kept[0]);
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", TEXTS.embedded);
    root.classList.add("tt-alive");
    root.replaceChildren(
      make("div", "tt-embed-edit", change),
      make("div", "tt-token-grid", ...panels.map((panel) => panel.element)),
      make("p", "tt-note tt-embed-foot", link, draft.buttons),
      said,
    );
    if (kept) edit();
    whenNear(root, start);
  }
}

/** The conversation that was kept, and the texts of fields that do not count. */
function keptConversation(text: string | null): [string, Record<string, string>] | null {
  try {
    const [conversation, drafts] = JSON.parse(text ?? "[]") as unknown[];
    if (typeof conversation !== "string" || wrongConversation(conversation)) return null;
    return [conversation, textsIn(drafts)];
  } catch {
    return null;
  }
}
