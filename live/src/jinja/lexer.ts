/** Jinja2's lexer with trim_blocks and lstrip_blocks, as transformers sets them. Lines count from 1. */

import { WHITE } from "../tokenizers/white.ts";
import { PyError } from "./errors.ts";
import { SIMPLE } from "./escapes.ts";
import { repr } from "./show.ts";
import { trailingSpace } from "./space.ts";
import { isIdentifier, NAME_CHARACTERS } from "./unicode.ts";
import { Float } from "./values.ts";

export interface Token {
  type: string;
  /** Text of a name, a string or data; numbers as values. */
  value: string | bigint | Float;
  line: number;
  /** Where it stands in the text that `normalized` gives. */
  from: number;
  to: number;
}

/** The text that is read: with one kind of line end, and without the last one. */
export const normalized = (template: string): string => template.replace(/\r\n|\r/g, "\n").replace(/\n$/, "");

const OPERATORS: [string, string][] = [
  ["//", "floordiv"],
  ["**", "pow"],
  ["==", "eq"],
  ["!=", "ne"],
  [">=", "gteq"],
  ["<=", "lteq"],
  ["+", "add"],
  ["-", "sub"],
  ["/", "div"],
  ["*", "mul"],
  ["%", "mod"],
  ["~", "tilde"],
  ["[", "lbracket"],
  ["]", "rbracket"],
  ["(", "lparen"],
  [")", "rparen"],
  ["{", "lbrace"],
  ["}", "rbrace"],
  [">", "gt"],
  ["<", "lt"],
  ["=", "assign"],
  [".", "dot"],
  [":", "colon"],
  ["|", "pipe"],
  [",", "comma"],
  [";", "semicolon"],
];
const CLOSING: Record<string, string> = { "{": "}", "(": ")", "[": "]" };
const sticky = (source: string, flags = ""): RegExp => new RegExp(source, `yu${flags}`);
const SPACE = sticky(`[${WHITE}]+`);
const NAME = sticky(NAME_CHARACTERS);
const STRING = sticky(`'[^'\\\\]*(?:\\\\.[^'\\\\]*)*'|"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"`, "s");
const FLOAT = sticky("(?<!\\.)(?:\\d+_)*\\d+(?:(?:\\.(?:\\d+_)*\\d+)?e[+\\-]?(?:\\d+_)*\\d+|\\.(?:\\d+_)*\\d+)", "i");
const INTEGER = sticky("0b(?:_?[0-1])+|0o(?:_?[0-7])+|0x(?:_?[\\da-f])+|[1-9](?:_?\\d)*|0(?:_?0)*", "i");
const GAP = `[${WHITE}]*`; // Python's \\s*
const BEGIN = new RegExp(`\\{%([-+]?)${GAP}raw${GAP}(?:-%\\}${GAP}|%\\})|\\{%([-+]?)|\\{#([-+]?)|\\{\\{([-+]?)`, "g");
const END_RAW = new RegExp(`\\{%([-+]?)${GAP}endraw${GAP}(?:\\+%\\}|-%\\}${GAP}|%\\}\\n?)`, "g");
const END_COMMENT = new RegExp(`\\+#\\}|-#\\}${GAP}|#\\}\\n?`, "g");

/** `broken`: where it ends before its time; null if it does not. */
export function tokenize(template: string): { tokens: Token[]; broken: PyError | null } {
  const tokens: Token[] = [];
  try {
    read(template, tokens);
    return { tokens, broken: null };
  } catch (error) {
    if (error instanceof PyError) return { tokens, broken: error };
    throw error;
  }
}

function read(template: string, tokens: Token[]): void {
  const source = normalized(template);
  const lines = lineCounter(source);
  const syntax = (message: string, at: number): never => {
    throw new PyError("TemplateSyntaxError", message, lines(at));
  };
  let at = 0;
  let lineStarting = true;
  const push = (type: string, value: Token["value"], from: number, to: number): void =>
    void tokens.push({ type, value, line: lines(from), from, to });

  const data = (text: string, begin: number, sign: string, variable: boolean): void => {
    let kept = text;
    if (sign === "-") kept = text.slice(0, trailingSpace(text));
    else if (sign !== "+" && !variable) {
      const lastLine = text.lastIndexOf("\n") + 1;
      if ((lastLine > 0 || lineStarting) && lastLine < text.length && trailingSpace(text.slice(lastLine)) === 0)
        kept = text.slice(0, lastLine);
    }
    if (kept) push("data", kept, begin, begin + kept.length);
  };
  /** The next match of a pattern, which must be there. */
  const upTo = (pattern: RegExp, message: string): RegExpExecArray => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    return found ?? syntax(message, at);
  };
  const after = (end: number): void => {
    at = end;
    lineStarting = source[end - 1] === "\n";
  };

  while (at < source.length) {
    BEGIN.lastIndex = at;
    const found = BEGIN.exec(source);
    if (!found) {
      push("data", source.slice(at), at, source.length);
      break;
    }
    const sign = found.slice(1).find((group) => group !== undefined) ?? "";
    const opening = found[0];
    data(source.slice(at, found.index), at, sign, found[4] !== undefined);
    after(found.index + opening.length);
    if (at >= source.length && found[4] === undefined && found[2] === undefined) break;
    if (found[1] !== undefined) {
      const end = upTo(END_RAW, "Missing end of raw directive");
      data(source.slice(at, end.index), at, end[1] ?? "", false);
      after(end.index + end[0].length);
    } else if (found[3] !== undefined) {
      const end = upTo(END_COMMENT, "Missing end of comment tag");
      after(end.index + end[0].length);
    } else {
      inside(found[4] !== undefined, found.index);
    }
  }
  tokens.push({ type: "eof", value: "", line: tokens.at(-1)?.line ?? 1, from: source.length, to: source.length });

  function inside(variable: boolean, begin: number): void {
    const kind = variable ? "variable" : "block";
    push(`${kind}_begin`, source.slice(begin, at), begin, at);
    const end = sticky(variable ? `-\\}\\}${GAP}|\\}\\}` : `\\+%\\}|-%\\}${GAP}|%\\}\\n?`);
    const open: string[] = [];
    const match = (pattern: RegExp): string | undefined => {
      pattern.lastIndex = at;
      return pattern.exec(source)?.[0];
    };
    for (;;) {
      const closing = open.length ? undefined : match(end);
      if (closing !== undefined) {
        push(`${kind}_end`, closing, at, at + closing.trimEnd().length);
        return after(at + closing.length);
      }
      if (at >= source.length) return;
      let text = match(SPACE);
      if (text === undefined) {
        if ((text = match(FLOAT)) !== undefined)
          push("float", new Float(Number(text.replaceAll("_", ""))), at, at + text.length);
        else if ((text = match(INTEGER)) !== undefined)
          push("integer", BigInt(text.replaceAll("_", "")), at, at + text.length);
        else if ((text = match(NAME)) !== undefined) {
          if (!isIdentifier(text)) syntax("Invalid character in identifier", at);
          push("name", text, at, at + text.length);
        } else if ((text = match(STRING)) !== undefined)
          push(
            "string",
            unescaped(text.slice(1, -1), (message) => syntax(message, at)),
            at,
            at + text.length,
          );
        else {
          const operator = OPERATORS.find(([sign]) => source.startsWith(sign, at));
          if (!operator)
            return syntax(
              `unexpected char ${repr(String.fromCodePoint(source.codePointAt(at)!))} at ${[...source.slice(0, at)].length}`,
              at,
            );
          text = operator[0];
          if (CLOSING[text]) open.push(CLOSING[text]!);
          else if ("})]".includes(text)) {
            const expected = open.pop();
            if (expected === undefined) syntax(`unexpected '${text}'`, at);
            if (expected !== text) syntax(`unexpected '${text}', expected '${expected}'`, at);
          }
          push(operator[1], text, at, at + text.length);
        }
      }
      at += text.length;
    }
  }
}

function lineCounter(source: string): (at: number) => number {
  const starts = [0];
  for (let i = source.indexOf("\n"); i >= 0; i = source.indexOf("\n", i + 1)) starts.push(i + 1);
  return (at) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= at) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

const SIZES: Record<string, number> = { x: 2, u: 4, U: 8 };

/** Python's `unicode-escape`. */
function unescaped(text: string, stop: (message: string) => never): string {
  return text.replace(
    /\\(?:([0-7]{1,3})|([xuU])([0-9a-fA-F]*)|N\{[^}]*\}|([^]))/gu,
    (whole: string, octal?: string, kind?: string, digits = "", simple?: string) => {
      if (octal) return String.fromCharCode(parseInt(octal, 8));
      if (kind) {
        const size = SIZES[kind]!;
        const code = parseInt(digits.slice(0, size), 16);
        if (digits.length < size) return stop(`truncated \\${kind}${"X".repeat(size)} escape`);
        if (code > 0x10ffff) return stop("illegal Unicode character");
        return String.fromCodePoint(code) + digits.slice(size);
      }
      if (simple === undefined)
        return stop("this page does not know characters by their names; write the character itself");
      if (simple === "N") return stop("malformed \\N character escape");
      return SIMPLE[simple] ?? (simple > "\x7f" ? `\\${escape(simple)}` : whole);
    },
  );
}

/** A character beyond ASCII behind a backslash, which Jinja2 has turned into an escape, whose own backslash is used up. */
function escape(character: string): string {
  const code = character.codePointAt(0)!;
  const [letter, digits] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : (["U", 8] as const);
  return letter + code.toString(16).padStart(digits, "0");
}
