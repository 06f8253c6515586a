/** Tokens matched in the text before the model sees it, with the rules of the Rust library's AddedVocabulary. */
import { addedTokenFlags } from "../contract.ts";
import type { AddedEntry } from "./asset.ts";
import { Matcher } from "./matcher.ts";

export interface AddedToken {
  content: string;
  singleWord: boolean;
  lstrip: boolean;
  rstrip: boolean;
  normalized: boolean;
  special: boolean;
}

/** A stretch of a text, [from, to) in UTF-16 units, and the added token that it is, if any. */
export interface Stretch {
  id: number | null;
  from: number;
  to: number;
}

const WORD = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]/u;
const SPACE = /^\p{White_Space}/u;

export class AddedVocabulary {
  readonly #model: { size: number; id(token: string): number | undefined };
  readonly #normalize: (text: string) => string;
  readonly #ids: Map<string, number>;
  readonly #tokens: Map<number, AddedToken>;
  readonly #specials: Set<string>;
  /** How a normalised token is written among the model's tokens; once known it stays, as in the Rust library. */
  readonly #written: Map<number, string>;
  /** The highest id of an added token; -1 if there is none. */
  #highest: number;
  #raw: Matcher | undefined;
  #normalized: Matcher | undefined;

  constructor(
    model: { size: number; id(token: string): number | undefined },
    normalize: (text: string) => string,
    from?: AddedVocabulary,
  ) {
    this.#model = model;
    this.#normalize = normalize;
    this.#ids = new Map(from ? from.#ids : []);
    this.#tokens = new Map(from ? from.#tokens : []);
    this.#specials = new Set(from ? from.#specials : []);
    this.#written = new Map(from ? from.#written : []);
    this.#highest = from ? from.#highest : -1;
    this.#raw = from ? from.#raw : undefined;
    this.#normalized = from ? from.#normalized : undefined;
  }

  copy(): AddedVocabulary {
    return new AddedVocabulary(this.#model, this.#normalize, this);
  }

  id(content: string): number | undefined {
    return this.#ids.get(content);
  }

  /** The token of an id, as the decoder takes it. */
  written(id: number): string | undefined {
    return this.#written.get(id) ?? this.#tokens.get(id)?.content;
  }

  isSpecial(content: string): boolean {
    return this.#specials.has(content);
  }

  entries(): [number, AddedToken][] {
    return [...this.#tokens].sort(([a], [b]) => a - b);
  }

  /** Adds tokens; returns how many were new or changed. A token that the model has keeps its id. */
  add(tokens: AddedToken[]): number {
    for (const token of tokens) if (token.special && token.content) this.#specials.add(token.content);
    let ignored = 0;
    for (const token of tokens) {
      const known = this.#ids.get(token.content);
      if (!token.content || (known !== undefined && equal(this.#tokens.get(known)!, token))) {
        ignored += 1;
        continue;
      }
      const id = known ?? this.#model.id(token.content) ?? Math.max(this.#highest + 1, this.#model.size);
      this.#highest = Math.max(this.#highest, id);
      this.#ids.set(token.content, id);
      this.#tokens.set(id, token);
      if (token.normalized) this.#written.set(id, this.#normalize(token.content));
    }
    if (ignored < tokens.length) this.#raw = this.#normalized = undefined;
    return tokens.length - ignored;
  }

  /** Cuts `text` into stretches that cover it. `splitSpecial` leaves special tokens to the model. */
  cut(text: string, which: "raw" | "normalized", splitSpecial: boolean): Stretch[] {
    const matcher = which === "raw" ? (this.#raw ??= this.#matcher(false)) : (this.#normalized ??= this.#matcher(true));
    const stretches: Stretch[] = [];
    let done = 0;
    const spaceEnds = new SpaceEnds(text);
    for (let found = matcher.next(text, 0); found; found = matcher.next(text, found.to)) {
      const { id } = found;
      const token = this.#tokens.get(id)!;
      let { from, to } = found;
      if (splitSpecial && this.#specials.has(token.content)) continue;
      if (token.singleWord && (WORD.test(characterBefore(text, from)) || WORD.test(characterAt(text, to)))) continue;
      if (token.lstrip) {
        while (from > done && SPACE.test(text[from - 1]!)) from -= 1;
        from = Math.max(from, done);
      }
      if (token.rstrip) to = spaceEnds.after(to);
      if (done < from) stretches.push({ id: null, from: done, to: from });
      stretches.push({ id, from, to });
      done = to;
    }
    if (done < text.length) stretches.push({ id: null, from: done, to: text.length });
    return stretches;
  }

  #matcher(normalized: boolean): Matcher {
    const ids = new Map<string, number>();
    for (const [id, token] of this.#tokens) {
      if (token.normalized === normalized) ids.set(normalized ? this.#normalize(token.content) : token.content, id);
    }
    return new Matcher(ids);
  }
}

const characterAt = (text: string, at: number): string =>
  at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : "";

function characterBefore(text: string, at: number): string {
  const isHalf = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;
  return at === 0 ? "" : characterAt(text, isHalf(text.charCodeAt(at - 1)) ? at - 2 : at - 1);
}

/** Ends of runs of white space; the last one is remembered, since many tokens may lie in one run. */
class SpaceEnds {
  readonly #text: string;
  #from = 0;
  #to = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The end of the white space that begins at `from`. */
  after(from: number): number {
    if (from >= this.#from && from <= this.#to) return this.#to;
    let to = from;
    while (to < this.#text.length && SPACE.test(this.#text[to]!)) to += 1;
    [this.#from, this.#to] = [from, to];
    return to;
  }
}

function equal(a: AddedToken, b: AddedToken): boolean {
  return (Object.keys(a) as (keyof AddedToken)[]).every((key) => a[key] === b[key]);
}

/** Entries of an asset as tokens. */
export function fromEntries(entries: readonly AddedEntry[]): [number, AddedToken][] {
  const names = ["single_word", "lstrip", "rstrip", "normalized", "special"];
  const [singleWord, lstrip, rstrip, normalized, special] = names.map((name) => 1 << addedTokenFlags.indexOf(name));
  return entries.map(([id, content, flags]) => [
    id,
    {
      content,
      singleWord: (flags & singleWord!) > 0,
      lstrip: (flags & lstrip!) > 0,
      rstrip: (flags & rstrip!) > 0,
      normalized: (flags & normalized!) > 0,
      special: (flags & special!) > 0,
    },
  ]);
}
