/**
 * A lesson page made alive.
 *
 * In: the page as the build made it. Out: buttons, editor, outputs, verdicts of exercises, what is out of date;
 * loader.ts is all that a page pays before a reader asks.
 * May import: python, files, ui.
 */
export {};
