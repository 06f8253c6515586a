/** The pre-tokenizers of tokenizer.json. */

import { Builder } from "./aligned.ts";
import { byteLevel } from "./byte_level.ts";
import type { Characters } from "./characters.ts";
import { createPattern, finder } from "./pattern.ts";
import type { Behavior, Cut, Found, Piece } from "./pieces.ts";
import { BEHAVIORS, behave, charactersWhere, cut, cutWhere, inverted, withGaps } from "./pieces.ts";
import { translate } from "./regex_translate.ts";
import type { Fields } from "./unreadable.ts";
import { character, fields, flag, list, oneOf, unknownKind, unreadable, whole } from "./unreadable.ts";

/** Some cut only as far as they are asked to. */
export type PreTokenizer = (pieces: readonly Piece[]) => Iterable<Piece>;

/** What ByteLevel cuts with. */
const GPT2 = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

export function createPreTokenizer(config: unknown, characters: Characters): PreTokenizer {
  const own = fields(config, "the pre-tokenizer");
  const what = (name: string): string => `\`${name}\` of the pre-tokenizer ${String(own.type)}`;
  const where =
    (is: (code: number) => boolean, behavior: Behavior): PreTokenizer =>
    (pieces) =>
      behavior === "Removed" || behavior === "Isolated" || behavior === "MergedWithNext"
        ? cutWhere(pieces, (code) => (is(code) ? behavior : null))
        : cut(pieces, (text) => behave(charactersWhere(text, is), behavior));
  const isSpace = (code: number): boolean => characters.spaces.has(code);
  const punctuation = (): ((code: number) => boolean) => {
    const set = characters.set("PUNCT");
    return (code) => set.has(code);
  };
  switch (own.type) {
    case "Sequence": {
      const steps = list(own.pretokenizers, what("pretokenizers")).map((step) => createPreTokenizer(step, characters));
      return (pieces) =>
        steps.reduce<Iterable<Piece>>((now, step) => step(Array.isArray(now) ? now : Array.from(now)), pieces);
    }
    case "ByteLevel": {
      const prefix = flag(own.add_prefix_space, what("add_prefix_space"));
      flag(own.trim_offsets, what("trim_offsets"));
      const find = flag(own.use_regex, what("use_regex"), true) ? finder(translate(GPT2, characters), GPT2) : null;
      return (pieces) => {
        const spaced = prefix ? prepended(pieces, " ", () => true) : pieces;
        return byteLevel(find ? cut(spaced, (text) => withGaps(find(text), text.length)) : spaced);
      };
    }
    case "BertPreTokenizer": {
      const isPunctuation = punctuation();
      const how = (code: number): Cut => (isSpace(code) ? "Removed" : isPunctuation(code) ? "Isolated" : null);
      return (pieces) => cutWhere(pieces, how);
    }
    case "Whitespace": {
      const inside = characters.set("WORD").source();
      const space = characters.spaces.source();
      const find = finder(`[${inside}]+|[^${inside}${space}]+`, "Whitespace");
      return (pieces) => cut(pieces, (text) => behave(inverted(withGaps(find(text), text.length)), "Removed"));
    }
    case "WhitespaceSplit":
      return where(isSpace, "Removed");
    case "Punctuation":
      return where(punctuation(), oneOf(own.behavior, BEHAVIORS, what("behavior"), "Isolated"));
    case "CharDelimiterSplit":
    case "Delimiter": {
      const delimiter = character(own.delimiter, what("delimiter")).codePointAt(0)!;
      return where((code) => code === delimiter, "Removed");
    }
    case "Digits": {
      const numeric = characters.set("NUMERIC");
      return where(
        (code) => numeric.has(code),
        flag(own.individual_digits, what("individual_digits")) ? "Isolated" : "Contiguous",
      );
    }
    case "Metaspace":
      return metaspace(own);
    case "Split": {
      const find = createPattern(own.pattern, "the pre-tokenizer Split", characters);
      const behavior = oneOf(own.behavior, BEHAVIORS, what("behavior"));
      const turns = flag(own.invert, what("invert"));
      return (pieces) =>
        cut(pieces, (text) => {
          const matches = find(text);
          if (!matches.length && !turns) return [[0, text.length, false]];
          const found = withGaps(matches, text.length);
          return behave(turns ? inverted(found) : found, behavior);
        });
    }
    case "UnicodeScripts":
      return (pieces) => cut(pieces, (text) => byScript(text, characters));
    case "FixedLength": {
      const length = whole(own.length, what("length"), 5);
      if (length === 0) throw unreadable("`length` of the pre-tokenizer FixedLength is 0");
      return (pieces) => cut(pieces, (text) => ofLength(text, length));
    }
    default:
      throw unknownKind("the pre-tokenizer", own.type);
  }
}

/** The settings of Metaspace, old ones included; decoders have them too. */
export function metaspaceSettings(
  own: Fields,
  owner: string,
): { replacement: string; scheme: "always" | "never" | "first"; split: boolean } {
  const what = (name: string): string => `\`${name}\` of the ${owner} Metaspace`;
  const old =
    own.add_prefix_space === null || own.add_prefix_space === undefined
      ? undefined
      : flag(own.add_prefix_space, what("add_prefix_space"));
  const scheme = oneOf(own.prepend_scheme, ["always", "never", "first"] as const, what("prepend_scheme"), "always");
  if (old === false && scheme !== "never")
    throw unreadable(`\`add_prefix_space\` of the ${owner} Metaspace does not match its \`prepend_scheme\``);
  return {
    replacement: character(own.replacement, what("replacement")),
    scheme,
    split: own.split === null ? true : flag(own.split, what("split"), true),
  };
}

function metaspace(own: Fields): PreTokenizer {
  const { replacement, scheme, split } = metaspaceSettings(own, "pre-tokenizer");
  const code = replacement.codePointAt(0)!;
  return (pieces) => {
    const written = spacesWritten(pieces, replacement);
    const marked =
      scheme === "never"
        ? written
        : prepended(written, replacement, ({ source, from }) => scheme === "always" || source.start(from) === 0);
    return split ? cutWhere(marked, (one) => (one === code ? "MergedWithNext" : null)) : marked;
  };
}

/** Spaces in pieces that are no added tokens become another character. */
function spacesWritten(pieces: readonly Piece[], replacement: string): readonly Piece[] {
  return rebuilt(
    pieces,
    (piece) => piece.source.text.slice(piece.from, piece.to).includes(" "),
    (out, { source, from, to }) => {
      for (let at = from; at < to; at += 1) {
        if (source.text[at] === " ") out.character(replacement, source.starts[at]!, source.ends[at]!);
        else out.unit(source.text.charCodeAt(at), source.starts[at]!, source.ends[at]!);
      }
    },
  );
}

/** Puts a character before pieces that do not begin with it; it stands for what the first one stands for. */
function prepended(pieces: readonly Piece[], character: string, wanted: (piece: Piece) => boolean): readonly Piece[] {
  return rebuilt(
    pieces,
    (piece) => wanted(piece) && !piece.source.text.startsWith(character, piece.from),
    (out, { source, from, to }) => {
      out.character(character, source.starts[from]!, source.ends[from]!);
      out.copy(source, from, to);
    },
  );
}

/** What changes is written into one text. */
function rebuilt(
  pieces: readonly Piece[],
  changes: (piece: Piece) => boolean,
  write: (out: Builder, piece: Piece) => void,
): readonly Piece[] {
  const out = new Builder(pieces.reduce((sum, { from, to }) => sum + to - from + 1, 0));
  const changed: { at: number; from: number; to: number }[] = [];
  pieces.forEach((piece, at) => {
    if (piece.id >= 0 || !changes(piece)) return;
    const from = out.size;
    write(out, piece);
    changed.push({ at, from, to: out.size });
  });
  if (!changed.length) return pieces;
  const first = pieces[changed[0]!.at]!;
  const source = out.aligned(first.source.starts[first.from]!);
  const now = [...pieces];
  for (const { at, from, to } of changed) now[at] = { source, from, to, id: -1 };
  return now;
}

function ofLength(text: string, length: number): Found[] {
  const out: Found[] = [];
  let from = 0;
  let count = 0;
  for (let at = 0; at < text.length; ) {
    at += text.codePointAt(at)! > 0xffff ? 2 : 1;
    count += 1;
    if (count === length || at === text.length) {
      out.push([from, at, false]);
      [from, count] = [at, 0];
    }
  }
  return out;
}

/**
 * Han, Hiragana and Katakana are one script here; a space belongs to any. What comes before the first script is lost,
 * as in the library.
 */
function byScript(text: string, characters: Characters): Found[] {
  const han = characters.ownScript(0x4e00);
  const kana = [characters.ownScript(0x3042), characters.ownScript(0x30a2)];
  const starts: number[] = [];
  let last = -1;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const raw = characters.ownScript(code);
    const script = code === 0x30fc || kana.includes(raw) ? han : code === 32 ? 0 : raw;
    if (script !== 0 && last !== 0 && last !== script) starts.push(at);
    if (script !== 0) last = script;
    at += code > 0xffff ? 2 : 1;
  }
  return starts.map((from, i) => [from, starts[i + 1] ?? text.length, false]);
}
