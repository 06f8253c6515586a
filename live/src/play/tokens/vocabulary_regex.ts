/**
 * A regular expression of the page (JavaScript's, flag `u`) in the words of Python's `regex`, which has other digits, white
 * space, line ends and small letters. What a class holds is asked of JavaScript itself, character by character.
 */

/** Flags as they stand at a place of the expression: groups such as `(?s-i:…)` change them. */
interface Flags {
  i: boolean;
  m: boolean;
  s: boolean;
}

/** One part of an expression, in the order in which they are tried. */
const PARTS = new RegExp(
  [
    String.raw`(?<open>\(\?(?<on>[ims]*)(?:-(?<off>[ims]*))?:)`,
    String.raw`(?<group>\((?:\?(?:<?[=!]|<[^>]*>))?)`,
    String.raw`(?<close>\))`,
    String.raw`(?<property>\\[pP]\{[^}]*\})`,
    String.raw`(?<set>\\[dDwWsS]|\.|\[(?:\\[^]|[^\]\\])*\])`,
    String.raw`(?<edge>[$^]|\\[bB])`,
    String.raw`\\k<(?<name>[^>]*)>|\\(?<back>[1-9]\d*)`,
    String.raw`(?<repeat>[*+?|]|\{[^}]*\})`,
    String.raw`(?<literal>\\u\{[^}]*\}|(?:\\u[dD][89abAB]..\\u[dD][c-fC-F]..)|\\u.{4}|\\x..|\\c.|\\[^]|[^])`,
  ].join("|"),
  "guy",
);

const PROPERTIES = /\\[pP]\{[^}]*\}/g;
/** Letters of which Python says that they are the same without capitals, and JavaScript does not. */
const DOTTED = /[iI\u0130\u0131]/;

/** `source` is one that JavaScript reads; `cased`: A is another letter than a. */
export function regexInPython(source: string, cased: boolean): string {
  let flags: Flags = { i: !cased, m: false, s: false };
  const outer: Flags[] = [];
  const every = everyCharacter();
  // a set is asked of JavaScript character by character, and once for each way in which it stands there
  const known = new Map<string, string>();
  const set = (characters: string): string => {
    const key = JSON.stringify([characters, flags]);
    const made = known.get(key) ?? setIn(characters, flags, every);
    known.set(key, made);
    return made;
  };
  let out = "";
  for (const { groups } of source.matchAll(PARTS)) {
    const { open, on = "", off = "", group, close, property, set: inside, edge, name, back, repeat, literal } = groups!;
    if (open !== undefined) {
      outer.push(flags);
      const is = (flag: keyof Flags): boolean => (flags[flag] || on.includes(flag)) && !off.includes(flag);
      flags = { i: is("i"), m: is("m"), s: is("s") };
      out += on.includes("i") ? "(?i:" : off.includes("i") ? "(?-i:" : "(?:";
    } else if (group !== undefined) {
      outer.push(flags);
      out += group;
    } else if (close !== undefined) {
      flags = outer.pop() ?? flags;
      out += close;
    } else if (property !== undefined) out += set(`[${property}]`);
    else if (inside !== undefined) out += set(inside);
    else if (edge !== undefined) out += edgeIn(edge, flags, set);
    // a group that has taken no part is empty text to JavaScript
    else if (name !== undefined) out += `(?(${name})(?P=${name})|)`;
    else if (back !== undefined) out += `(?(${back})\\${back}|)`;
    else out += repeat ?? literalIn(literal!, flags);
  }
  return out;
}

function edgeIn(edge: string, flags: Flags, set: (characters: string) => string): string {
  const end = String.raw`[\n\r\u2028\u2029]`;
  if (edge === "^") return flags.m ? `(?:^|(?<=${end}))` : "^";
  if (edge === "$") return flags.m ? `(?=${end}|\\Z)` : "\\Z";
  const word = set("\\w");
  return edge === "\\b"
    ? `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
    : `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;
}

function literalIn(literal: string, { i }: Flags): string {
  const text = literal.startsWith("\\") && literal.length > 1 ? unescaped(literal) : literal;
  if (i && DOTTED.test(text)) return `(?-i:[${/[iI]/.test(text) ? "iI" : text}])`;
  return text.replace(/[\\^$.*+?()[\]{}|#&~-]/, "\\$&");
}

/** The character of an escape: the one that JavaScript finds with it. */
function unescaped(escape: string): string {
  const code = /^\\(?:u\{(.*)\}|u(.{4})|x(..))$/.exec(escape);
  if (code) return String.fromCodePoint(Number.parseInt((code[1] ?? code[2] ?? code[3])!, 16));
  const pair = /^\\u(.{4})\\u(.{4})$/.exec(escape);
  if (pair) return String.fromCharCode(Number.parseInt(pair[1]!, 16), Number.parseInt(pair[2]!, 16));
  if (/^\\c/.test(escape)) return String.fromCharCode(escape.charCodeAt(2) % 32);
  return { n: "\n", r: "\r", t: "\t", v: "\v", f: "\f", 0: "\0" }[escape[1]!] ?? escape.slice(1);
}

/** A set of characters; those of properties stay names, so that one can read them. */
function setIn(set: string, flags: Flags, all: string): string {
  const names = set.startsWith("[") ? (set.match(PROPERTIES) ?? []) : [];
  if (!names.length) return ranges(set, flags, all);
  const not = set.startsWith("[^");
  const body = set.slice(not ? 2 : 1, -1);
  const rest = body.replace(PROPERTIES, "");
  const inside = [...names, ...rangesOf(`[${rest.startsWith("^") ? "\\" : ""}${rest}]`, flags, all).map(written)];
  if (flags.i) {
    const without = new RegExp(`[${body}]`, "u");
    const more = rangesOf(`[${body}]`, flags, all).flatMap(characters);
    inside.push(
      ...more.filter((one) => !without.test(one)).map((one) => written([one.codePointAt(0)!, one.codePointAt(0)!])),
    );
  }
  return exactly(`[${not ? "^" : ""}${inside.join("")}]`, flags);
}

/** Whichever is shorter: what is in it, or what is not. */
function ranges(set: string, flags: Flags, all: string): string {
  const inside = rangesOf(set, flags, all);
  const outside: Range[] = [];
  let from = 0;
  for (const [first, last] of [...inside, [0x110000, 0x110000]] as const) {
    if (first > from) outside.push([from, first - 1]);
    from = last + 1;
  }
  if (!inside.length) return "(?!)";
  if (!outside.length) return "(?s:.)";
  const not = outside.length < inside.length;
  const named = not ? outside : inside;
  const made = `[${not ? "^" : ""}${named.map(written).join("")}]`;
  const many = named.some(([first, last]) => last - first > 0xfff);
  return many || CASED.test(named.flatMap(characters).join("")) ? exactly(made, flags) : made;
}

/** All its letters are named, capitals too. */
const exactly = (set: string, { i }: Flags): string => (i ? `(?-i:${set})` : set);
const CASED = /\p{Changes_When_Casemapped}/u;

type Range = readonly [first: number, last: number];

/** The characters that JavaScript finds with it. */
function rangesOf(set: string, { i, m, s }: Flags, all: string): Range[] {
  const expression = new RegExp(`(?:${set})+`, `gu${i ? "i" : ""}${m ? "m" : ""}${s ? "s" : ""}`);
  return Array.from(all.matchAll(expression), ({ 0: run }) => {
    const pair = run.length > 1 && run.charCodeAt(run.length - 1) >> 10 === 0x37;
    return [run.codePointAt(0)!, run.codePointAt(run.length - (pair ? 2 : 1))!];
  });
}

/** Every character once. Halves of pairs are none: no token has one. */
function everyCharacter(): string {
  const units = new Uint16Array(0xf800 + 2 * 0x100000);
  for (let i = 0; i < 0xf800; i += 1) units[i] = i < 0xd800 ? i : i + 0x800;
  for (let i = 0; i < 0x100000; i += 1) {
    units[0xf800 + 2 * i] = 0xd800 + (i >> 10);
    units[0xf801 + 2 * i] = 0xdc00 + (i & 0x3ff);
  }
  return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(units);
}

const characters = ([first, last]: Range): string[] =>
  Array.from({ length: last - first + 1 }, (_, k) => String.fromCodePoint(first + k));

function written([first, last]: Range): string {
  return first === last ? sign(first) : `${sign(first)}${last > first + 1 ? "-" : ""}${sign(last)}`;
}

/** A character in a class of Python's. */
function sign(code: number): string {
  const character = String.fromCodePoint(code);
  if (/[\p{L}\p{N} ]/u.test(character) || /[!"#%',./:;<=>@_`]/.test(character)) return character;
  if (code < 0x80 && code > 0x20 && code < 0x7f) return `\\${character}`;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}
