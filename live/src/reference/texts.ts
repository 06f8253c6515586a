/** Words of the reference pages. An edition in another language changes this file. */
export const TEXTS = {
  atLeastOne: "One tokenizer has to stay.",
  unknown: (names: string) => `The link names what this page does not have, and it was left out: ${names}.`,
  dismiss: "Dismiss",
};
