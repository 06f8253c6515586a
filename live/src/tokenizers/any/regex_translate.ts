/**
 * Oniguruma's patterns, as the Rust library compiles them, in JavaScript's syntax with the flag u. What has no equal
 * there is refused by
 * name. Groups do not capture: nothing asks for them, and the names of those that stand for atomic groups are ours.
 */
import type { Characters } from "./characters.ts";
import { brackets, escapedSet, folded } from "./regex_brackets.ts";
import { shorthand } from "./regex_classes.ts";
import { Reader } from "./regex_reader.ts";

interface Options {
  ignoreCase: boolean;
  dotAll: boolean;
  lookbehind: boolean;
}

const START = "(?<![^])";
const END = "(?![^])";
/** Pairs of letters that one character folds to, such as ß to ss. */
const FOLDED_PAIRS = /ss|st|ff|fi|fl/i;

export function translate(pattern: string, characters: Characters): string {
  return new Translation(new Reader(pattern), characters).whole();
}

class Translation {
  readonly #reader: Reader;
  readonly #characters: Characters;
  #atomics = 0;

  constructor(reader: Reader, characters: Characters) {
    this.#reader = reader;
    this.#characters = characters;
  }

  whole(): string {
    const source = this.#alternatives({ ignoreCase: false, dotAll: false, lookbehind: false });
    if (!this.#reader.done) throw this.#reader.refuse("a ) without its (");
    return source;
  }

  #alternatives(options: Options): string {
    let out = "";
    const now = { ...options };
    let literals = "";
    while (!this.#reader.done && this.#reader.peek() !== ")") {
      if (this.#reader.take("|")) {
        out += "|";
        literals = "";
        continue;
      }
      const flags = this.#reader.match(/^\(\?([imx]*)(?:-([imx]*))?\)/);
      if (flags) {
        // to the end of the group, alternatives included
        this.#set(now, flags[1]!, flags[2] ?? "");
        const rest = this.#alternatives(now);
        return `${out}(?:${rest})`;
      }
      const before = this.#reader.peek();
      out += this.#repeated(this.#atom(now), now);
      literals = now.ignoreCase ? literals.slice(-1) + before : "";
      if (FOLDED_PAIRS.test(literals)) throw this.#reader.refuse(`${JSON.stringify(literals)} where case is ignored`);
    }
    return out;
  }

  #set(options: Options, on: string, off: string): void {
    if ((on + off).includes("x")) throw this.#reader.refuse("the option x");
    if (on.includes("i")) options.ignoreCase = true;
    if (on.includes("m")) options.dotAll = true;
    if (off.includes("i")) options.ignoreCase = false;
    if (off.includes("m")) options.dotAll = false;
  }

  /** An atom with what repeats it. */
  #repeated(atom: string, options: Options): string {
    let out = atom;
    for (;;) {
      const interval = this.#reader.match(/^\{(\d*)(,?)(\d*)\}/);
      if (interval && (interval[1] || interval[3])) {
        const [, least, comma, most] = interval;
        if (comma && most && Number(least || 0) > Number(most)) throw this.#reader.refuse(interval[0]);
        const lazy = comma && this.#reader.take("?") ? "?" : ""; // {n}? is (?:{n})?
        out = `(?:${out}){${least || "0"}${comma}${most}}${lazy}`;
        continue;
      }
      if (interval) this.#reader.at -= interval[0].length;
      const sign = this.#reader.peek();
      if (sign !== "*" && sign !== "+" && sign !== "?") return out;
      this.#reader.next();
      const simple = out === atom && /^(?:\[[^\]]*\]|\\u\{[0-9a-f]+\}|\((?:[^()]|\\.)*\))$/.test(out);
      const repeated = (simple ? out : `(?:${out})`) + sign;
      if (this.#reader.take("?")) out = `${repeated}?`;
      else out = this.#reader.take("+") ? this.#atomic(repeated, options) : repeated;
    }
  }

  #atomic(source: string, options: Options): string {
    if (options.lookbehind) throw this.#reader.refuse("an atomic group in a lookbehind");
    const name = `a${(this.#atomics += 1)}`;
    return `(?:(?=(?<${name}>${source}))\\k<${name}>)`;
  }

  #atom(options: Options): string {
    const reader = this.#reader;
    const sign = reader.next();
    switch (sign) {
      case "(":
        return this.#group(options);
      case "[":
        return bracketed(brackets(reader, this.#characters, options.ignoreCase));
      case "\\":
        return this.#escape(options);
      case ".":
        return options.dotAll ? "[^]" : "[^\\n]";
      case "^":
        return `(?:${START}|(?<=\\n)(?=[^]))`;
      case "$":
        return "(?![^\\n])";
      case "*":
      case "+":
      case "?":
        throw reader.refuse(`${sign} with nothing to repeat`);
      default:
        return bracketed(folded(sign.codePointAt(0)!, sign.codePointAt(0)!, reader, options.ignoreCase && sign !== ""));
    }
  }

  #group(options: Options): string {
    const reader = this.#reader;
    const inner = { ...options };
    let close = (source: string): string => `(?:${source})`;
    if (reader.match(/^\?#[^)]*\)/)) return "(?:)";
    if (reader.take("?>")) close = (source) => this.#atomic(source, options);
    else if (reader.take("?=")) close = (source) => `(?=${source})`;
    else if (reader.take("?!")) close = (source) => `(?!${source})`;
    else if (reader.take("?<=")) [close, inner.lookbehind] = [(source) => `(?<=${source})`, true];
    else if (reader.take("?<!")) [close, inner.lookbehind] = [(source) => `(?<!${source})`, true];
    else if (!reader.match(/^\?<[A-Za-z_]\w*>/) && reader.peek() === "?") {
      const flags = reader.match(/^\?([imx]*)(?:-([imx]*))?:/);
      if (!flags) throw reader.refuse(`the group (${reader.peek()}${reader.peek(1)}${reader.peek(2)}`);
      this.#set(inner, flags[1]!, flags[2] ?? "");
    }
    const source = this.#alternatives(inner);
    if (!reader.take(")")) throw reader.refuse("a ( without its )");
    return close(source);
  }

  #escape(options: Options): string {
    const reader = this.#reader;
    const set = escapedSet(reader, this.#characters, false);
    if (set) {
      if (options.ignoreCase) throw reader.refuse("a set of characters where case is ignored");
      return bracketed(set);
    }
    const word = (): string => bracketed(shorthand("w", this.#characters, false)!);
    if (reader.take("A")) return START;
    if (reader.take("z")) return END;
    if (reader.take("Z")) return `(?=\\n?${END})`;
    if (reader.take("b")) return `(?:(?<=${word()})(?!${word()})|(?<!${word()})(?=${word()}))`;
    if (reader.take("B")) return `(?:(?<=${word()})(?=${word()})|(?<!${word()})(?!${word()}))`;
    if (reader.take("O")) return "[^]";
    if (reader.take("N")) return "[^\\n]";
    if (reader.take("R")) return this.#atomic("\\r\\n|[\\n-\\r\\u{85}\\u{2028}\\u{2029}]", options);
    const code = reader.escapedCode();
    if (code === null) throw reader.refuse(`\\${reader.peek()}`);
    return bracketed(folded(code, code, reader, options.ignoreCase));
  }
}

function bracketed(set: { source(): string; ranges: readonly number[] }): string {
  if (set.ranges.length === 2 && set.ranges[0] === set.ranges[1]) return set.source();
  return set.ranges.length ? `[${set.source()}]` : "[]";
}
