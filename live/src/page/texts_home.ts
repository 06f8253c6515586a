/** The words of the home page's own script, and of the questions in lessons: apart from texts.ts, because pages hold them inline. */

export const HOME = {
  continue: (number: string, title: string) => `Continue with lesson ${number}, ${title}`,
  save: "Save my progress as a file",
  read: "Read a progress file",
  file: "token-tour-progress.json",
  nothing: "There is nothing to save yet: no changed cell, no exercise tried, no lesson begun.",
  saved: (count: number) => `Saved: ${count} ${count === 1 ? "entry" : "entries"}.`,
  notOurs: (name: string) =>
    `${name} is not a progress file of this site; choose one that “Save my progress as a file” wrote. Nothing was changed.`,
  newer: (name: string) => `${name} was written by a newer version of this site; nothing was changed.`,
  unkept:
    "This browser keeps nothing for this site (its storage is full or blocked), so the file was not read in whole.",
  read_in: (taken: number, differ: number) =>
    [
      taken
        ? `Read: ${taken} ${taken === 1 ? "entry is" : "entries are"} new here.`
        : "Nothing in the file is new here.",
      differ
        ? `${differ} ${differ === 1 ? "changed cell is" : "changed cells are"} another here, and stayed as ${differ === 1 ? "it is" : "they are"}.`
        : "",
    ]
      .filter(Boolean)
      .join(" "),
};

export const GUESS = {
  check: "Compare",
  choices: "Your guess",
  right: "Yes.",
  wrong: "It is another one.",
};
