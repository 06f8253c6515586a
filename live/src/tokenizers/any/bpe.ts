/** The model BPE of tokenizer.json, with the rules of the Rust library; also where they seem odd (see `symbols`). */
import { byteLength, utf8 } from "../unicode.ts";
import type { Lists } from "./lists.ts";
import type { Model } from "./model_face.ts";
import { SymbolRun } from "./symbol_run.ts";
import type { Fields } from "./unreadable.ts";
import { failure, flag, text as string, unreadable } from "./unreadable.ts";
import { withVocabulary } from "./words.ts";

const CACHED = 20_000;
const CACHED_LENGTH = 64;

/** The tokens of a word: ids and lengths by turns; in UTF-16 units, or in bytes where some stand for parts of a character. */
interface Merged {
  readonly inUnits: boolean;
  readonly tokens: readonly number[];
}

export function createBpe(own: Fields, lists: Lists): Model {
  const what = (name: string): string => `\`${name}\` of the model BPE`;
  const optional = (name: string): string =>
    own[name] === null || own[name] === undefined ? "" : string(own[name], what(name));
  const asked = (name: string): boolean => (own[name] === null ? false : flag(own[name], what(name), false));
  if (own.dropout !== null && own.dropout !== undefined && own.dropout !== 0)
    throw unreadable("`dropout` of the model BPE is a number: its tokens would differ from one time to the next");
  const vocabulary = lists.vocabulary("BPE");
  const prefix = optional("continuing_subword_prefix");
  const suffix = optional("end_of_word_suffix");
  const unknown =
    own.unk_token === null || own.unk_token === undefined ? null : string(own.unk_token, what("unk_token"));
  const [fuse, fallback, wholeWords] = [asked("fuse_unk"), asked("byte_fallback"), asked("ignore_merges")];
  const pairs = lists.merges(vocabulary, prefix);
  const hex = (byte: number): string => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
  const bytes = fallback ? Array.from({ length: 256 }, (_, byte) => vocabulary.id(hex(byte))) : [];
  /** Ids of single characters of the Basic Multilingual Plane, plus 2; 0 for not looked up yet. */
  const characters = new Float64Array(0x10000);
  const run = new SymbolRun(pairs, prefix === "");
  const cache = new Map<string, Merged>();
  const bare = prefix === "" && suffix === "";

  const plainId = (code: number): number => {
    if (code > 0xffff) return vocabulary.id(String.fromCodePoint(code)) ?? -1;
    return (characters[code] ||= (vocabulary.id(String.fromCharCode(code)) ?? -1) + 2) - 2;
  };

  /** The symbols of a word whose characters are all tokens, each with its length in units; false if some are none. */
  const characterSymbols = (word: string): boolean => {
    run.begin(word.length);
    for (let at = 0; at < word.length; ) {
      const code = word.codePointAt(at)!;
      const id = plainId(code);
      if (id < 0) return false;
      const units = code > 0xffff ? 2 : 1;
      run.add(id, units);
      at += units;
    }
    return true;
  };

  /**
   * The symbols that merging begins with, each with its length in bytes. As in the library: an unknown character comes
   * only after the
   * bytes of those that follow it, and where nothing stands for a character it is left out, and what follows moves to
   * the left.
   */
  const byteSymbols = (word: string): void => {
    let [unkId, unkLength] = [-1, 0];
    run.begin(fallback ? 3 * (word.length * (1 + prefix.length) + suffix.length) : word.length + 1);
    for (let at = 0; at < word.length; ) {
      const code = word.codePointAt(at)!;
      const next = at + (code > 0xffff ? 2 : 1);
      const length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      const plain = (at === 0 || prefix === "") && (next < word.length || suffix === "");
      const written = plain ? "" : (at > 0 ? prefix : "") + word.slice(at, next) + (next === word.length ? suffix : "");
      const id = plain ? plainId(code) : (vocabulary.id(written) ?? -1);
      at = next;
      if (id >= 0) {
        if (unkId >= 0) run.add(unkId, unkLength);
        unkId = -1;
        run.add(id, length);
        continue;
      }
      if (fallback) {
        const own = utf8(plain ? String.fromCodePoint(code) : written);
        if (own.every((byte) => bytes[byte] !== undefined)) {
          for (const byte of own) run.add(bytes[byte]!, 1);
          continue;
        }
      }
      if (unknown === null) continue;
      if (unkId >= 0 && fuse) unkLength += length;
      else {
        if (unkId >= 0) run.add(unkId, unkLength);
        unkId = vocabulary.id(unknown) ?? -1;
        if (unkId < 0)
          throw failure(
            `the model needs its unknown token ${JSON.stringify(unknown)} for this text, and its vocabulary lacks it`,
          );
        unkLength = length;
      }
    }
    if (unkId >= 0) run.add(unkId, unkLength);
  };

  /** Begins the merging of a word; whether lengths are in units. */
  const symbols = (word: string): boolean => {
    const inUnits = bare && characterSymbols(word);
    if (!inUnits) byteSymbols(word);
    return inUnits;
  };

  const merged = (word: string): Merged => {
    const found = cache.get(word);
    if (found) return found;
    const inUnits = symbols(word);
    const made = { inUnits, tokens: run.merge() };
    if (word.length <= CACHED_LENGTH) {
      if (cache.size >= CACHED) cache.clear();
      cache.set(word, made);
    }
    return made;
  };

  return withVocabulary(vocabulary, {
    type: "BPE",
    tokenize: (word, put) => {
      const id = wholeWords ? vocabulary.id(word) : undefined;
      if (id !== undefined) return put(id, word, 0, byteLength(word));
      const { inUnits, tokens } = merged(word);
      let [at, unit] = [0, 0];
      for (let i = 0; i < tokens.length; i += 2) {
        const size = tokens[i + 1]!;
        const to = at + (inUnits ? byteLength(word.slice(unit, unit + size)) : size);
        put(tokens[i]!, vocabulary.token(tokens[i]!)!, at, to);
        at = to;
        unit += size;
      }
    },
    tokenizeIn: (text, from, to, sink) => {
      const word = text.slice(from, to);
      const id = wholeWords ? vocabulary.id(word) : undefined;
      if (id !== undefined) return sink.units(id, word, from, to);
      const { inUnits, tokens } = merged(word);
      for (let i = 0, at = inUnits ? from : 0; i < tokens.length; i += 2) {
        const [id, end] = [tokens[i]!, at + tokens[i + 1]!];
        if (inUnits) sink.units(id, vocabulary.token(id)!, at, end);
        else sink.bytes(id, vocabulary.token(id)!, at, end);
        at = end;
      }
    },
    merges: {
      wholeWords,
      symbols: (word) => {
        symbols(word);
        return run.symbols().map((id) => vocabulary.token(id)!);
      },
      pair: (left, right) => {
        const [first, second] = [vocabulary.id(left), vocabulary.id(right)];
        const place = first === undefined || second === undefined ? -1 : pairs.place(first, second);
        if (place < 0) return null;
        const id = pairs.made(place);
        return { made: vocabulary.token(id)!, id, rank: pairs.rank(place) };
      },
    },
  });
}
