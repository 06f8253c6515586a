/** Tokens as trained or ignored: runs of chips, told apart by more than colour. */
import type { Tokens } from "../../encoder/protocol.ts";
import { make, wordButton } from "../../ui/dom.ts";
import { type ChipWords, chip } from "../chips.ts";
import { TRAINED } from "./trained_texts.ts";

/** Tokens that are laid out at a time. */
const STEP = 2_000;
const WORDS: ChipWords = {
  token: TRAINED.token,
  special: TRAINED.special,
  part: TRAINED.part,
  bytesOf: TRAINED.bytesOf,
};

export function trainedView(tokens: Tokens, mask: Uint8Array, from = 0): HTMLElement {
  const list = make("div", "tt-trained-list");
  if (!from) {
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", TRAINED.tokens);
  }
  const to = Math.min(mask.length, from + STEP);
  for (let i = from; i < to; ) {
    const trained = mask[i] === 1;
    const run = make("span", trained ? "tt-mask-run tt-mask-trained" : "tt-mask-run");
    run.setAttribute("role", "group");
    run.setAttribute("aria-label", trained ? TRAINED.trained : TRAINED.ignored);
    for (; i < to && (mask[i] === 1) === trained; i += 1) run.append(plainChip(tokens, i));
    list.append(run);
  }
  if (to < mask.length) {
    const more = wordButton(TRAINED.more(Math.min(STEP, mask.length - to)), () => {
      const next = trainedView(tokens, mask, to);
      more.replaceWith(...next.childNodes);
    });
    list.append(more);
  }
  return list;
}

/** A chip that is nobody's option: the list is read, not chosen from. */
function plainChip(tokens: Tokens, i: number): HTMLElement {
  const made = chip(tokens, i, "text", "", WORDS);
  for (const name of ["id", "role", "aria-selected", "aria-setsize", "aria-posinset"]) made.removeAttribute(name);
  made.title = `${tokens.ids[i]}`;
  return made;
}
