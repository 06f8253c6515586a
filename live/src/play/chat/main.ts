/**
 * The script of pages with `<div class="tt-play" data-play="chat">`: the playground, or with `data-text` a small fixed
 * instance.
 */

import { TokenizerWorker } from "../../encoder/client.ts";
import { forEachPlayground } from "../begin.ts";
import { ChatApp } from "./app.ts";
import { ChatEmbed } from "./embed.ts";
import { TEXTS } from "./texts.ts";

/** One for all small instances of a page. */
let worker: TokenizerWorker | null = null;

forEachPlayground("chat", TEXTS.dead, (root) => {
  if (root.dataset.text === undefined) new ChatApp(root);
  else new ChatEmbed(root, () => (worker ??= new TokenizerWorker()));
});
