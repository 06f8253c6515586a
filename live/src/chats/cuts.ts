/** Where the text of a template can be cut without a change: between statements, between the terms of a sum, in a string. */
import { normalized, type Token, tokenize } from "../jinja/lexer.ts";
import { isStr } from "../jinja/values.ts";

/** [from, to) is left out; `left` then ends what stands before it, `right` begins what comes behind. */
export interface Cut {
  from: number;
  to: number;
  left: string;
  right: string;
}

export const plainCut = (at: number): Cut => ({ from: at, to: at, left: "", right: "" });

/** What is printed between `{{` and `}}`: the brackets around the whole, and the tokens in them. */
interface Printed {
  begin: Token;
  open: string;
  close: string;
  inner: Token[];
}

const OPENING: Record<string, string> = { lparen: "rparen", lbracket: "rbracket", lbrace: "rbrace" };
/** With one of these outside all brackets it is no sum. */
const OTHERS = new Set(["eq", "ne", "lt", "lteq", "gt", "gteq", "sub", "comma"]);
const WORDS = new Set(["if", "or", "and", "not", "in", "is"]);

export class Cuts {
  /** The template as its lexer reads it. */
  readonly source: string;
  readonly #printed = new Map<number, Printed>();

  constructor(template: string) {
    this.source = normalized(template);
    let open: { begin: Token; inner: Token[] } | null = null;
    for (const token of tokenize(`${this.source}\n`).tokens) {
      if (token.type === "variable_begin") open = { begin: token, inner: [] };
      else if (token.type === "variable_end" && open) {
        this.#printed.set(open.begin.from, bare(open));
        open = null;
      } else open?.inner.push(token);
    }
  }

  /** Between the terms of every sum. `careful`: a term that comes to stand alone must still be a text. */
  sums(careful: boolean): Cut[] {
    return [...this.#printed.values()].flatMap(({ open, close, inner }) => {
      const outer = outside(inner);
      if (outer.some(({ type, value }) => OTHERS.has(type) || (type === "name" && WORDS.has(value as string))))
        return [];
      // a sum of numbers is one thing
      const texts = outer.some(
        ({ type, value }) =>
          type === "string" || type === "tilde" || (type === "name" && /_token$/.test(value as string)),
      );
      return outer
        .filter(({ type }) => texts && (type === "add" || type === "tilde"))
        .flatMap((token, i, operators): Cut[] => {
          const at = inner.indexOf(token);
          const [before, after] = [inner[at - 1], inner[at + 1]];
          if (!before || !after) return [];
          const plus = careful && token.type === "add";
          const left = plus && i === 0 && before.type !== "string" ? " + ''" : "";
          const right = plus && i === operators.length - 1 && after.type !== "string" ? "'' + " : "";
          return [{ from: before.to, to: after.from, left: `${left}${close} }}`, right: `{{ ${open}${right}` }];
        });
    });
  }

  /** In the string that stands in [from, to) of the source, behind `count` UTF-16 units of what it prints; null where none does. */
  inString(from: number, to: number, count: number): Cut | null {
    for (const { open, close, inner } of this.#printed.values()) {
      const strings = inner.filter((token) => token.from >= from && token.to <= to);
      const [token] = strings;
      if (strings.length !== 1 || token?.type !== "string" || !isStr(token.value)) continue;
      if (count <= 0 || count >= (token.value as string).length) return null;
      const quote = this.source[token.from]!;
      const at = behind(this.source, token.from + 1, count);
      return { from: at, to: at, left: `${quote}${close} }}`, right: `{{ ${open}${quote}` };
    }
    return null;
  }

  /** The template with all these cuts made. */
  made(cuts: readonly Cut[]): Finer {
    return new Finer(this.source, cuts);
  }
}

/** A template with cuts in it, and the way back. */
export class Finer {
  readonly text: string;
  readonly #cuts = new Map<number, Cut>();
  readonly #runs: [there: number, here: number][] = [];

  constructor(source: string, cuts: readonly Cut[]) {
    const parts: string[] = [];
    let [length, at] = [0, 0];
    const put = (text: string): void => {
      parts.push(text);
      length += text.length;
    };
    for (const cut of [...cuts].sort((a, b) => a.from - b.from)) {
      this.#runs.push([length, at]);
      put(source.slice(at, cut.from));
      put(cut.left);
      this.#cuts.set(length, cut);
      if (!cut.left) {
        put("{{ '' }}"); // text is one statement else
        this.#cuts.set(length, cut);
      }
      put(cut.right);
      at = cut.to;
    }
    this.#runs.push([length, at]);
    put(source.slice(at));
    put("\n"); // which the lexer takes away
    this.text = parts.join("");
  }

  isCut(at: number): boolean {
    return this.#cuts.has(at);
  }

  /** The cut that was made here; elsewhere the place in the source. */
  back(at: number): Cut {
    const cut = this.#cuts.get(at);
    if (cut) return cut;
    const [there, here] = this.#runs.findLast(([there]) => there <= at)!;
    return plainCut(here + at - there);
  }
}

function bare({ begin, inner }: { begin: Token; inner: Token[] }): Printed {
  let [open, close, list] = ["", "", inner];
  while (list.length > 2 && list[0]!.type === "lparen" && closing(list, 0) === list.length - 1) {
    [open, close] = [`${open}(`, `)${close}`];
    list = list.slice(1, -1);
  }
  return { begin, open, close, inner: list };
}

/** Where the bracket at `at` is closed. */
function closing(tokens: readonly Token[], at: number): number {
  let depth = 0;
  for (let i = at; i < tokens.length; i += 1) {
    if (OPENING[tokens[i]!.type]) depth += 1;
    else if (Object.values(OPENING).includes(tokens[i]!.type) && (depth -= 1) === 0) return i;
  }
  return -1;
}

/** The tokens outside all brackets. */
function outside(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    if (OPENING[tokens[i]!.type]) i = Math.max(i, closing(tokens, i));
    else out.push(tokens[i]!);
  }
  return out;
}

const ESCAPE = /\\(?:[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^])|[^]/y;

/** The place in a string's source behind `count` UTF-16 units of its value. */
function behind(source: string, from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0; left -= 1) {
    ESCAPE.lastIndex = at;
    at += ESCAPE.exec(source)![0].length;
  }
  return at;
}
