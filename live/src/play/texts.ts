/**
 * Words that both playgrounds use. An edition in another language changes this file, tokens/texts.ts and chat/texts.ts.
 */
export const number = new Intl.NumberFormat("en");
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number.format(count)} ${count === 1 ? one : many}`;

export const CHIP_WORDS = {
  token: (text: string, id: number, kind: string) => `${text || "empty"}, ${kind ? `${kind}, ` : ""}id ${id}`,
  special: "special token",
  part: "part of a character",
  bytesOf: (characters: string) => `Bytes of ${characters}`,
};

/**
 * Of a prompt that is higher than its box, and of a list of tokens, whose height is an estimate until all of it is
 * drawn.
 */
export const CLIP = { showAll: (lines: number) => `Show all, ${plural(lines, "more line")}`, showLess: "Show less" };
export const CLIP_LIST = { ...CLIP, showAll: (lines: number) => `Show all, about ${plural(lines, "more line")}` };

/** Of both pages' undo, and of text fields. */
export const UNDO_FORGETS = "Undo no longer has every step: older texts were too long to keep them all.";
export const UNDO_SHORTER =
  "Undo has fewer steps than before the reload: some texts were too long for the browser to keep.";
export const LINE_ENDS = "Windows line ends (\\r\\n) became \\n, as in every text field of a browser.";

/** Of a file that was read while the reader went on. */
export const LATE = {
  said: (name: string) => `${name} was read only after you had changed what it would replace, so nothing was replaced.`,
  take: (name: string) => `Take ${name} now`,
};

/** Of the row of tabs (tools.ts). */
export const TAB_WORDS = { tools: "Tools", loading: "Loading …", retry: "Try again" };

/** Of the small instances in lessons. */
export const EMBED_WORDS = {
  beside: "Opens in a new tab",
  reset: "Back to the lesson's own",
  mine: "Put my own back",
  unkept: "The browser has no room for this or keeps nothing, so a reload would lose it.",
  change: "Change the conversation",
};

/** Of the counts at the bottom of a narrow page (strip.ts). */
export const STRIP = { label: "Tokens so far", none: "–", go: (name: string) => `Show the tokens of ${name}` };

/** Of the mode for those who teach (projector.ts). */
export const PROJECTOR = {
  enter: "Projector",
  leave: "Leave the projector",
  what: "Larger, and without the page around it. Escape leaves.",
};
