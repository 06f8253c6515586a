/**
 * The script of pages with `<div class="tt-play" data-play="tokens">`: the playground, or with `data-text` a small
 * fixed instance.
 */

import { TokenizerWorker } from "../../encoder/client.ts";
import { forEachPlayground } from "../begin.ts";
import { whenNear } from "../embed.ts";
import { TokenApp } from "./app.ts";
import { TokenEmbed } from "./embed.ts";
import { loadStages } from "./tabs.ts";
import { TEXTS } from "./texts.ts";

/** One for all small instances of a page. */
let worker: TokenizerWorker | null = null;

forEachPlayground("tokens", TEXTS.dead, (root) => {
  if (root.dataset.stages !== undefined)
    whenNear(
      root,
      () =>
        void loadStages().then(
          ({ StagesEmbed }) => new StagesEmbed(root),
          () => {},
        ),
    ); // the link stays
  else if (root.dataset.text === undefined) new TokenApp(root);
  else new TokenEmbed(root, () => (worker ??= new TokenizerWorker()));
});
