/**
 * Pictures of rows and sentences that a lesson's reader drives. What they show without scripts is the output of the cell
 * above them (scripts/course/pages/pictures.py).
 *
 *     <div class="tt-play" data-play="tokens" data-picture="padding" data-text="one prompt a line" data-models="phi-3">…</div>
 */
import type { TokenizerWorker } from "../../encoder/client.ts";
import { make } from "../../ui/dom.ts";
import { leadTo, playgroundLink } from "../embed.ts";
import { EnglishPicture } from "./english_picture.ts";
import { LabelPicture } from "./label_picture.ts";
import { PaddingPicture } from "./padding_picture.ts";
import { PICTURES } from "./picture_texts.ts";
import { packed } from "./state.ts";
import type { State } from "./texts.ts";

export function picture(root: HTMLElement, worker: () => TokenizerWorker): void {
  const { picture = "", models = "" } = root.dataset;
  const state = (text: string, chosen: string[], add: boolean): State => ({
    text,
    models: chosen,
    add,
    split: false,
    show: "both",
  });
  const link = playgroundLink(root, "tokenizer", PICTURES.playground, packed(state("", models.split(" "), false)));
  const foot = (reset: HTMLElement): HTMLElement => make("p", "tt-note tt-embed-foot", link, reset);
  root.classList.add("tt-alive");
  root.setAttribute("role", "group");
  if (picture === "english") {
    new EnglishPicture(
      root,
      worker,
      (text, english) => {
        const tabs = { tab: "differences", parts: { differences: { e: english } } };
        leadTo(link, "tokenizer", packed(state(text, models.split(" "), false), tabs));
      },
      foot,
    );
  } else {
    const Picture = picture === "labels" ? LabelPicture : PaddingPicture;
    const add = picture !== "labels";
    new Picture(root, worker, (text, model) => leadTo(link, "tokenizer", packed(state(text, [model], add))), foot);
  }
}
