/**
 * A value as people write it: JSON, a literal of Python, an object of JavaScript, what Python prints of message objects;
 * with comments, trailing commas and invisible characters.
 */
import { Dict, Float, List, type Value } from "../jinja/values.ts";
import { type Made, ofCall } from "./literal_calls.ts";
import { StringReader } from "./literal_strings.ts";
import { LITERAL, STATEMENTS } from "./literal_words.ts";

export { LITERAL, LiteralError, placeOf } from "./literal_words.ts";

const WORDS = new Map<string, Value>([
  ["None", null],
  ["null", null],
  ["undefined", null],
  ["True", true],
  ["true", true],
  ["False", false],
  ["false", false],
  ["NaN", new Float(NaN)],
  ["nan", new Float(NaN)],
  ["Infinity", new Float(Infinity)],
  ["inf", new Float(Infinity)],
]);
const NUMBER = /[-+]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][-+]?\d+)?)/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$.]*/uy;
/** `messages = `, with a type or the word of JavaScript. */
const ASSIGNED = /(?:(?:const|let|var)[ \t]+)?[A-Za-z_]\w*(?:\.\w+)*\s*(?::\s*[\w[\], .|<>]+)?=(?!=)\s*/y;
/** What Python prints of a member of an enum; its value is what stands after the colon. */
const MEMBER = /<[A-Za-z_][\w.]*: (?=['"][^\n]*>)/y;
const DEEPEST = 500;
const SHALLOW = 60;
const MOST_DIGITS = 4300; // of an integer, in Python

export interface Literals {
  /** The values that stand one after the other, where each begins, and the name that it is given. */
  values: { value: Value; at: number; name: string | null }[];
  /** Characters such as U+FEFF stood between the values. */
  invisible: string[];
  /** Classes whose objects became dictionaries. */
  objects: string[];
}

/** Throws LiteralError. `name = ` in front of a value, and fences of Markdown, are passed over. */
export function readLiterals(text: string, breaks = false): Literals {
  const reader = new LiteralReader(text, 0, breaks);
  const values: Literals["values"] = [];
  const fence = (): void => {
    reader.skip();
    reader.at += reader.match(/```[^\n]*(?:\n|$)/y).length;
    reader.skip();
  };
  for (fence(); reader.at < text.length; fence()) {
    const assigned = reader.match(ASSIGNED);
    reader.at += assigned.length;
    const { at } = reader;
    const value = reader.value();
    const name = /^(?:(?:const|let|var)[ \t]+)?([\w.]+)/.exec(assigned)?.[1] ?? null;
    if (name !== null) reader.known.set(name, value);
    values.push({ value, at, name });
    reader.skip();
    reader.at += reader.match(/[,;]/y).length;
  }
  if (!values.length) reader.expect();
  return { values, invisible: [...reader.invisible], objects: [...reader.objects] };
}

export class LiteralReader extends StringReader {
  /** Classes whose objects became dictionaries. */
  readonly objects = new Set<string>();
  #depth = 0;

  /** Goes to a place where a value may begin that is not nested deeply. */
  begin(at: number): void {
    this.at = at;
    this.#depth = DEEPEST - SHALLOW;
  }

  expect(): never {
    return this.stop(LITERAL.expected("a value"));
  }

  /** The value at `at`; texts with + between them are one. */
  value(): Value {
    let value = this.#one();
    for (this.skip(); typeof value === "string" && this.text[this.at] === "+"; this.skip()) {
      const plus = this.at;
      this.at += 1;
      const more = this.#one();
      if (typeof more !== "string") return this.stop(LITERAL.expected("a text after +"), plus, true);
      value += more;
    }
    return value;
  }

  #one(): Value {
    this.skip();
    const { text } = this;
    const member = this.match(MEMBER);
    this.at += member.length;
    const string = this.strings();
    if (string !== null) {
      if (member) this.at += this.match(/>/y).length;
      return string;
    }
    const c = text[this.at];
    if (c === "[") return this.#list("]");
    if (c === "(") return this.#list(")");
    if (c === "{") return this.#dict();
    const word = this.match(NAME);
    const known = WORDS.get(word);
    if (known !== undefined) return ((this.at += word.length), known);
    if (/^-(?:Infinity|inf)\b/.test(text.slice(this.at, this.at + 10)))
      return ((this.at += this.match(/-\w+/y).length), new Float(-Infinity));
    if (word) return this.#named(word);
    return this.#number() ?? this.#refuse(LITERAL.expected("a value"));
  }

  /** What a name stands for, or a call of it. */
  #named(word: string): Value {
    const end = this.at + word.length;
    const next = /^\s*(.?)/.exec(this.text.slice(end, end + 50))?.[1];
    const known = this.known.get(word);
    if (known !== undefined && next !== "(" && next !== "[") return ((this.at = end), known);
    if (this.text[end] !== "(") return this.#refuse("");
    const start = this.at;
    this.at = end;
    const positional: Value[] = [];
    const keywords: [string, Value][] = [];
    const made: Made | null = ofCall(word);
    if (!made) return ((this.at = start), this.#refuse(""));
    this.#between(")", () => {
      const key = this.match(/[A-Za-z_]\w*\s*=(?!=)/y);
      this.at += key.length;
      if (/^dtype/.test(key)) this.at += this.match(/[\w.'"<>]+/y).length;
      else if (key) keywords.push([key.replace(/\s*=$/, ""), this.value()]);
      else positional.push(this.value());
    });
    const value = made(positional, keywords);
    if (value === undefined) return this.stop(LITERAL.call(word), start, true);
    if (value instanceof Dict && !/dict$/i.test(word)) this.objects.add(word);
    return value;
  }

  #number(): Value | undefined {
    const found = this.match(NUMBER);
    if (!/\d/.test(found)) return undefined;
    const plain = found.replaceAll("_", "").replace(/^\+/, "");
    const start = this.at;
    this.at += found.length;
    if (/^-?0[xob]/i.test(plain)) return plain.startsWith("-") ? -BigInt(plain.slice(1)) : BigInt(plain);
    if (!/^-?\d+$/.test(plain)) return new Float(Number(plain));
    if (plain.replace("-", "").length > MOST_DIGITS) this.stop(LITERAL.digits(MOST_DIGITS), start, true);
    return BigInt(plain);
  }

  /** What stands between brackets, with commas between; calls `item` for each. Returns whether the last is a comma. */
  #between(close: string, item: () => void): boolean {
    if ((this.#depth += 1) > DEEPEST) this.stop(LITERAL.deep);
    this.at += 1;
    let comma = false;
    for (this.skip(); this.text[this.at] !== close; this.skip()) {
      item();
      this.skip();
      if ((comma = this.text[this.at] === ",")) this.at += 1;
      else if (this.text[this.at] !== close && !this.#isPrinted(close)) this.#refuse(LITERAL.expected(`, or ${close}`));
    }
    this.at += 1;
    this.#depth -= 1;
    return comma;
  }

  /** Dictionaries on lines of their own without commas, as NumPy prints them. */
  #isPrinted(close: string): boolean {
    const { text, at } = this;
    return close === "]" && text[at] === "{" && /\}[ \t]*\n\s*$/.test(text.slice(Math.max(0, at - 200), at));
  }

  #list(close: string): Value {
    const items: Value[] = [];
    const comma = this.#between(close, () => items.push(this.value()));
    const alone = close === ")" && items.length === 1 && !comma; // brackets around a value
    return alone ? items[0]! : new List(items);
  }

  #dict(): Value {
    const made = new Dict();
    const open = this.at;
    this.#between("}", () => {
      const name = /^[A-Za-z_$][\w$]*(?=\s*:)/.exec(this.text.slice(this.at, this.at + 100))?.[0];
      let key: Value;
      if (name && !WORDS.has(name)) {
        key = name; // as JavaScript writes it
        this.at += name.length;
      } else key = this.value();
      this.skip();
      if (this.text[this.at] !== ":") {
        if (this.text[this.at] === "," || this.text[this.at] === "}") this.stop(LITERAL.set, open, true);
        this.#refuse(LITERAL.expected(":"));
      }
      this.at += 1;
      made.set(
        typeof key === "bigint" || key === null || typeof key === "boolean" || key instanceof Float ? nameOf(key) : key,
        this.value(),
      );
    });
    return made;
  }

  /** Says what stands where something else should. */
  #refuse(otherwise: string): never {
    const { text, at } = this;
    const c = text[at] ?? "";
    if (/[“”„‟‘’‚‛«»‹›「」『』＂＇]/.test(c)) this.stop(LITERAL.quote(c), at, true);
    if (c === "…" || text.startsWith("...", at)) this.stop(LITERAL.dots, at, true);
    const name = this.match(NAME);
    if (name && /['"]/.test(text[at - 1] ?? "")) this.stop(LITERAL.within(text[at - 1]!), at, true);
    if (STATEMENTS.test(name)) this.stop(LITERAL.statement(name), at, true);
    if (name) this.stop(text[at + name.length] === "(" ? LITERAL.call(name) : LITERAL.name(name), at, true);
    return this.stop(otherwise);
  }
}

/** A key that is no text, as JSON writes it. */
function nameOf(key: bigint | null | boolean | Float): string {
  return key instanceof Float ? String(key.value) : String(key);
}
