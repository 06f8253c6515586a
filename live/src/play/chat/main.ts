/**
 * The script of pages with `<div class="tt-play" data-play="chat">`: the playground, or with `data-text` a small fixed
 * instance.
 */

import { TokenizerWorker } from "../../encoder/client.ts";
import { forEachPlayground } from "../begin.ts";
import { leadTo, playgroundLink, whenNear } from "../embed.ts";
import { ChatApp } from "./app.ts";
import { ChatEmbed } from "./embed.ts";
import { requestOf } from "./request.ts";
import { fromPreset, packed } from "./state.ts";
import { loadAnswer } from "./tabs.ts";
import { TEXTS } from "./texts.ts";

/** One for all small instances of a page. */
let worker: TokenizerWorker | null = null;

forEachPlayground("chat", TEXTS.dead, (root) => {
  if (root.dataset.text === undefined) new ChatApp(root);
  else if (root.dataset.answer !== undefined) whenNear(root, () => void answering(root));
  else new ChatEmbed(root, () => (worker ??= new TokenizerWorker()));
});

/** Without its script the lesson has its link to the playground. */
async function answering(root: HTMLElement): Promise<void> {
  root.classList.add("tt-alive"); // before anybody looks again
  const part = await loadAnswer().catch(() => null);
  const { text = "", models = "", generation } = root.dataset;
  const preset = fromPreset({ conversation: text, generation: generation !== undefined });
  const state = { ...preset, models: models.split(" ") };
  const stored = (answer?: object): object => packed(state, { tab: "answer", parts: answer ? { answer } : {} });
  const link = playgroundLink(root, "chat-template", TEXTS.playground, stored());
  part?.answerEmbed({
    root,
    worker: (worker ??= new TokenizerWorker()),
    request: requestOf(state),
    link,
    lead: (answer) => leadTo(link, "chat-template", stored(answer)),
  });
}
