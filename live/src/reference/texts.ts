/** Words of these pages. An edition in another language changes this file. */
export const SWITCHED = {
  prompt: "The prompt, as ids",
  next: "What may come next",
  unit: "per cent",
  answer: "The answer",
  right: (count: number) => `The right prompt: ${count} ids.`,
  differs: (count: number, added: number, gone: number) =>
    `${count} ids. Of the right prompt's ids ${gone} are missing (struck out), and ${added} are there that it does not have (framed).`,
  nothing: "Nothing: the model cannot decide between two ids, so no answer is recorded.",
  stopped: "It ends its turn, and the program stops.",
  ignored: (count: number) => `It goes on. ${count} ids are recorded.`,
  limit: (count: number) => `No end yet. ${count} ids are recorded.`,
  close: "Here two ids are too close to call, so the record ends.",
  added: "added",
  gone: "missing",
};

export const TEXTS = {
  atLeastOne: "One tokenizer has to stay.",
  unknown: (names: string) => `The link names what this page does not have, and it was left out: ${names}.`,
  dismiss: "Dismiss",
};
