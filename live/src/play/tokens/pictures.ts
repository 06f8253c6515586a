/**
 * Pictures of rows and sentences that a lesson's reader drives. What they show without scripts is the output of the cell
 * above them (scripts/course/pages/pictures.py).
 *
 *     <div class="tt-play" data-play="tokens" data-picture="padding" data-text="one prompt a line" data-models="ID …">…</div>
 */
import { tokenKeys } from "../../contract.ts";
import type { TokenizerWorker } from "../../encoder/client.ts";
import { make } from "../../ui/dom.ts";
import { leadTo, playgroundLink } from "../embed.ts";
import { shortened } from "../short.ts";
import { EnglishPicture } from "./english_picture.ts";
import { LabelPicture } from "./label_picture.ts";
import { PaddingPicture } from "./padding_picture.ts";
import { PICTURES } from "./picture_texts.ts";
import type { State } from "./texts.ts";

export function picture(root: HTMLElement, worker: () => TokenizerWorker): void {
  const { picture = "", models = "" } = root.dataset;
  const all = models.split(" ");
  const link = playgroundLink(root, "tokenizer", PICTURES.playground, opened("", all, false));
  const foot = (buttons: HTMLElement): HTMLElement => make("p", "tt-note tt-embed-foot", link, buttons);
  root.classList.add("tt-alive");
  root.setAttribute("role", "group");
  if (picture === "english") {
    const lead = (text: string, english: string): void => {
      const tool = { tab: "differences", parts: { differences: { e: english } } };
      leadTo(link, "tokenizer", { ...opened(text, all, false), ...tool });
    };
    new EnglishPicture(root, worker, lead, foot);
  } else {
    const Picture = picture === "labels" ? LabelPicture : PaddingPicture;
    const add = picture !== "labels";
    new Picture(root, worker, (text, model) => leadTo(link, "tokenizer", opened(text, [model], add)), foot);
  }
}

/** The playground's state as its links have it; state.ts would import this file again, by way of tabs.ts. */
function opened(text: string, models: string[], add: boolean): object {
  return shortened<State>({ text, models, add, split: false, show: "both" }, tokenKeys);
}
