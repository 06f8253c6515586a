/** What the reader is told of a file that cannot be read. */
const numbers = new Intl.NumberFormat("en");
const list = (some: readonly number[], all: number): string => {
  const more = all - some.length;
  const words = some.map((one) => numbers.format(one));
  if (more) return `${words.join(", ")} and ${numbers.format(more)} more`;
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join("");
};

export const ROWS = {
  /** After each sentence about a file of which no row counts. */
  notText: (name: string) => `${name} is a binary file, not text; none of it is counted.`,
  notUtf8: (name: string, at: number) =>
    `${name} is not UTF-8 (a wrong byte after about ${numbers.format(at)} bytes); save it as UTF-8. None of it is counted.`,
  utf16: (name: string) => `${name} is UTF-16; save it as UTF-8. None of it is counted.`,
  changed: (name: string) => `${name} changed while it was read, or is gone; choose it again. None of it is counted.`,
  empty: (name: string) => `${name} is empty.`,
  openQuote: (name: string, row: number, line: number) =>
    `${name}: the quote that opens in row ${numbers.format(row)}, line ${numbers.format(line)}, is never closed. The rows before it are counted.`,
  afterQuote: (name: string, row: number, line: number, found: string) =>
    `${name}: in row ${numbers.format(row)}, line ${numbers.format(line)}, ${JSON.stringify(found)} follows a closed quote; a quote in a field is written twice. The rows before it are counted.`,
  noArray: (name: string) =>
    `${name} is no JSON array. A file with one object a line is JSONL, and ends in .jsonl. None of it is counted.`,
  brokenElement: (name: string, row: number) =>
    `${name}: element ${numbers.format(row)} of the array is not JSON. The elements before it are counted.`,
  cutArray: (name: string, row: number) =>
    `${name} ends in element ${numbers.format(row)}, before its array does. The elements before it are counted.`,
  afterArray: (name: string) => `${name} goes on after its array; what follows is not counted.`,
  /** `others`: whether every other row is counted. */
  notJson: (name: string, some: readonly number[], all: number, others: boolean) =>
    `${name}: line${all === 1 ? "" : "s"} ${list(some, all)} ${all === 1 ? "is" : "are"} not JSON and not counted.${others ? " All others are." : ""}`,
  without: (name: string, some: readonly number[], all: number) =>
    `${name}: row${all === 1 ? "" : "s"} ${list(some, all)} ${all === 1 ? "has" : "have"} no text there and ${all === 1 ? "is" : "are"} not counted.`,
  tooLong: (name: string, row: number, most: number) =>
    `${name}: row ${numbers.format(row)} has more than ${numbers.format(most)} characters and is not counted.`,
  gone: "The counts that are shown are no longer in memory; count again, and save those.",
  noField: (name: string) => `${name} has no field with text.`,
  tooFew: (name: string, row: number, needed: number) =>
    `${name}, row ${numbers.format(row)}: one character alone takes ${numbers.format(needed)} tokens. Choose chunks of at least so many; nothing was saved.`,
};
