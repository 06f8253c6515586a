/** Tokens matched in the text before the model sees it, with the rules of the Rust library's AddedVocabulary. */
import type { AddedEntry } from "./asset.ts";

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

const WORD_AT_START = /^[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]/u;
const WORD_AT_END = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]$/u;
const SPACE_AT_START = /^\p{White_Space}*/u;
const SPACE_AT_END = /\p{White_Space}*$/u;

export class AddedVocabulary {
  readonly #model: { size: number; id(token: string): number | undefined };
  readonly #normalize: (text: string) => string;
  readonly #ids: Map<string, number>;
  readonly #tokens: Map<number, AddedToken>;
  readonly #specials: Set<string>;
  /** How a normalised token is written among the model's tokens; once known it stays, as in the Rust library. */
  readonly #written: Map<number, string>;
  #raw: Matcher | undefined;
  #normalized: Matcher | undefined;

  constructor(model: { size: number; id(token: string): number | undefined }, normalize: (text: string) => string, from?: AddedVocabulary) {
    this.#model = model;
    this.#normalize = normalize;
    this.#ids = new Map(from ? from.#ids : []);
    this.#tokens = new Map(from ? from.#tokens : []);
    this.#specials = new Set(from ? from.#specials : []);
    this.#written = new Map(from ? from.#written : []);
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
      const same = [...this.#tokens.values()].some((other) => equal(other, token));
      if (!token.content || same) {
        ignored += 1;
        continue;
      }
      const id = this.#ids.get(token.content) ?? this.#model.id(token.content) ?? this.#nextId();
      this.#ids.set(token.content, id);
      this.#tokens.set(id, token);
      if (token.normalized) this.#written.set(id, this.#normalize(token.content));
    }
    this.#raw = this.#normalized = undefined;
    return tokens.length - ignored;
  }

  #nextId(): number {
    const highest = Math.max(-1, ...this.#ids.values());
    return highest >= this.#model.size ? highest + 1 : this.#model.size;
  }

  /** Cuts `text` into stretches that cover it. `splitSpecial` leaves special tokens to the model. */
  cut(text: string, which: "raw" | "normalized", splitSpecial: boolean): Stretch[] {
    const matcher = which === "raw" ? (this.#raw ??= this.#matcher(false)) : (this.#normalized ??= this.#matcher(true));
    const stretches: Stretch[] = [];
    let done = 0;
    for (const [found, at] of matcher.find(text)) {
      const id = matcher.ids.get(found)!;
      const token = this.#tokens.get(id)!;
      let from = at;
      let to = at + found.length;
      if (splitSpecial && this.#specials.has(token.content)) continue;
      if (token.singleWord && (WORD_AT_END.test(text.slice(0, from)) || WORD_AT_START.test(text.slice(to)))) continue;
      if (token.lstrip) from = Math.max(SPACE_AT_END.exec(text.slice(0, from))!.index, done);
      if (token.rstrip) to += SPACE_AT_START.exec(text.slice(to))![0].length;
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

/** Finds the leftmost, then longest, of a set of strings. */
class Matcher {
  readonly ids: Map<string, number>;
  readonly #pattern: RegExp | null;

  constructor(ids: Map<string, number>) {
    this.ids = ids;
    const contents = [...ids.keys()].sort((a, b) => b.length - a.length);
    this.#pattern = contents.length ? new RegExp(contents.map(escaped).join("|"), "g") : null;
  }

  *find(text: string): Generator<[string, number]> {
    if (this.#pattern) for (const match of text.matchAll(this.#pattern)) yield [match[0], match.index];
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

function equal(a: AddedToken, b: AddedToken): boolean {
  return (Object.keys(a) as (keyof AddedToken)[]).every((key) => a[key] === b[key]);
}

/** Entries of an asset as tokens. */
export function fromEntries(entries: AddedEntry[]): [number, AddedToken][] {
  return entries.map(([id, content, flags]) => [id, {
    content,
    singleWord: (flags & 1) > 0,
    lstrip: (flags & 2) > 0,
    rstrip: (flags & 4) > 0,
    normalized: (flags & 8) > 0,
    special: (flags & 16) > 0,
  }]);
}
