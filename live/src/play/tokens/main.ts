/**
 * The script of pages with `<div class="tt-play" data-play="tokens">`: the playground, or with `data-text` a small
 * fixed instance.
 */

import { TokenizerWorker } from "../../encoder/client.ts";
import type { Model } from "../../encoder/models.ts";
import { forEachPlayground } from "../begin.ts";
import { leadTo, playgroundLink, whenNear } from "../embed.ts";
import { TokenApp } from "./app.ts";
import { TokenEmbed } from "./embed.ts";
import { SentenceField } from "./sentence.ts";
import { packed } from "./state.ts";
import { loadPictures, loadStages, loadWindow, WALKS } from "./tabs.ts";
import { type State, TEXTS } from "./texts.ts";

/** One for all small instances of a page. */
let worker: TokenizerWorker | null = null;

forEachPlayground("tokens", TEXTS.dead, (root) => {
  if (root.dataset.walk !== undefined) whenNear(root, () => void walked(root));
  else if (root.dataset.picture !== undefined) whenNear(root, () => void driven(root));
  else if (root.dataset.stages !== undefined) whenNear(root, () => void takenApart(root));
  else if (root.dataset.text === undefined) new TokenApp(root);
  else if (root.dataset.field !== undefined) new SentenceField(root, () => (worker ??= new TokenizerWorker()));
  else new TokenEmbed(root, () => (worker ??= new TokenizerWorker()));
});

/** Where its code cannot be fetched, the link is shown again. */
async function walked(root: HTMLElement): Promise<void> {
  const { text = "", models = "", walk } = root.dataset;
  try {
    const part = await WALKS[walk as keyof typeof WALKS]();
    const state: State = { text, models: models.split(" "), add: false, split: false, show: "both" };
    const link = playgroundLink(root, "tokenizer", TEXTS.openHere, packed(state));
    const lead = (text: string, { id }: Model): void =>
      leadTo(link, "tokenizer", packed({ ...state, text, models: [id] }));
    part.begin({ root, worker: (worker ??= new TokenizerWorker()), link, lead });
  } catch {
    root.classList.add("tt-failed");
  }
}

/** Where its code cannot be fetched, the link stays. */
async function takenApart(root: HTMLElement): Promise<void> {
  const part = await loadStages().catch(() => null);
  const { text = "", models = "" } = root.dataset;
  const state: State = { text, models: models.split(" "), add: true, split: false, show: "both" };
  if (part) new part.StagesEmbed(root, playgroundLink(root, "tokenizer", TEXTS.openHere, packed(state)));
}

/** Without its code a picture stays what the cell above it shows, and the link. */
async function driven(root: HTMLElement): Promise<void> {
  const shared = (): TokenizerWorker => (worker ??= new TokenizerWorker());
  if (root.dataset.picture === "window") (await loadWindow().catch(() => null))?.windowPicture(root, shared);
  else (await loadPictures().catch(() => null))?.picture(root, shared);
}
