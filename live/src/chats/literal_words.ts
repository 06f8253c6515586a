/** What stops the reading of a value, in words, and where. */

/** What stops the reading, for the reader. `named`: it is a thing with a name, and no mere slip. */
export class LiteralError extends Error {
  constructor(
    message: string,
    readonly at: number,
    readonly named: boolean,
  ) {
    super(message);
  }
}

/** Line and column of a place, both from 1. */
export function placeOf(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  return { line: before.split("\n").length, column: at - before.lastIndexOf("\n") };
}

/** Words with which statements begin. */
export const STATEMENTS =
  /^(?:from|import|def|class|async|await|for|while|if|elif|else|try|except|with|return|assert|del|raise|function)$/;

export const LITERAL = {
  expected: (what: string) => `expecting ${what}`,
  open: "the string that begins here does not end",
  within: (mark: string) => `a ${mark} within the text has ended the string here; write \\${mark} there`,
  quote: (mark: string) => `${mark} is a typographic quote; JSON and Python have straight ones`,
  backtick: "text between backticks that has values put in has to be computed first; write the text that it gives",
  bytes: "b'…' is bytes, and a message holds text; leave the b away",
  computed: "an f-string has to be computed first; write the text that it gives",
  name: (name: string) => `${name} is a name, and its value is not here; write the value`,
  call: (name: string) => `${name}(…) is a call, and this page runs no Python; write what it gives`,
  statement: (word: string) => `${word} begins a statement, and this field takes values and runs no Python`,
  set: "a set such as {1, 2} is no list; write [1, 2]",
  dots: "… stands for something that was left out",
  escape: (letter: string) => `the escape \\${letter} is not complete`,
  charName: "\\N{…} names a character; write the character",
  digits: (most: number) => `exceeds the limit (${most} digits) for integer string conversion`,
  deep: "nested too deeply",
};
