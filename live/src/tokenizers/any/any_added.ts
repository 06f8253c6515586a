/** The added tokens of tokenizer.json, with ids and matches as the Rust library's AddedVocabulary gives them. */
import type { AddedToken } from "../added.ts";
import { Matcher } from "../matcher.ts";
import type { Characters } from "./characters.ts";
import type { Model } from "./model_face.ts";
import { fields, flag, list, text as string, unreadable, whole } from "./unreadable.ts";

/** [from, to) of a text, and the added token that it is, or -1. */
export interface Part {
  from: number;
  to: number;
  id: number;
}

export class AnyAdded {
  readonly #characters: Characters;
  readonly #ids = new Map<string, number>();
  readonly #tokens = new Map<number, AddedToken>();
  /** Tokens whose id another has taken, as after a training: they keep it too, and what they were. */
  readonly #former: [number, AddedToken][] = [];
  readonly #specials = new Set<string>();
  /** How a normalised token is written where that differs; decoders take it so. */
  readonly #written = new Map<number, string>();
  /** How many of the tokens of `config` were new, or known with other flags. */
  changed = 0;
  readonly #raw: Finder;
  readonly #normalized: Finder;

  /** Tokens `kept` have their ids already; those of `config`, as tokenizer.json lists them, come after. */
  constructor(
    config: unknown,
    model: Model,
    normalize: (text: string) => string,
    characters: Characters,
    kept: Iterable<readonly [number, AddedToken]> = [],
  ) {
    this.#characters = characters;
    const put = (id: number, token: AddedToken): void => {
      if (token.normalized) {
        const written = normalize(token.content);
        if (written !== token.content) this.#written.set(id, written);
      }
      this.#ids.set(token.content, id);
      if (token.special) this.#specials.add(token.content);
      const before = this.#tokens.get(id);
      if (before && (before.content !== token.content || (before.special && !token.special)))
        this.#former.push([id, before]);
      this.#tokens.set(id, token);
    };
    let next = 0; // the model is only asked for its size where a token is new
    for (const [id, token] of kept) {
      put(id, token);
      next = Math.max(next, id + 1);
    }
    const free = (): number => (next = Math.max(next, model.size) + 1) - 1;
    for (const value of config === undefined || config === null ? [] : list(config, "`added_tokens`")) {
      const token = read(value);
      const known = this.#ids.get(token.content);
      if (token.content === "" || (known !== undefined && equal(this.#tokens.get(known), token))) continue;
      put(known ?? model.id(token.content) ?? free(), token);
      this.changed += 1;
    }
    const find = (normalized: boolean): Finder =>
      new Finder(
        [...this.#tokens]
          .filter(([, token]) => token.normalized === normalized)
          .map(([id, token]) => [normalized ? (this.#written.get(id) ?? token.content) : token.content, id]),
      );
    this.#raw = find(false);
    this.#normalized = find(true);
  }

  id(content: string): number | undefined {
    return this.#ids.get(content);
  }

  /** The token of an id as decoders take it. */
  token(id: number): string | undefined {
    const token = this.#tokens.get(id);
    return token && (this.#written.get(id) ?? token.content);
  }

  isSpecial(token: string): boolean {
    return this.#specials.has(token);
  }

  entries(): [number, AddedToken][] {
    return [...this.#tokens].sort(([a], [b]) => a - b);
  }

  /** What makes the same again as `kept`: of one id the last counts. */
  history(): [number, AddedToken][] {
    return [...this.#former, ...this.entries()];
  }

  /** Parts that cover a text. `splitSpecial` leaves special tokens to the model. */
  cut(text: string, which: "raw" | "normalized", splitSpecial: boolean): Part[] {
    const { spaces } = this.#characters;
    const words = this.#characters.set("WORD");
    const out: Part[] = [];
    let done = 0;
    // of the white space last looked at, so that many tokens in one stretch of it take no time with the square
    let spaceEnd = -1;
    let spaceStart = 0;
    const finder = which === "raw" ? this.#raw : this.#normalized;
    for (let found = finder.matcher.next(text, 0); found; found = finder.matcher.next(text, found.to)) {
      const token = this.#tokens.get(found.id)!;
      let { from, to } = found;
      if (splitSpecial && this.#specials.has(token.content)) continue;
      if (
        token.singleWord &&
        ((from > 0 && words.has(codeBefore(text, from))) || (to < text.length && words.has(text.codePointAt(to)!)))
      )
        continue;
      if (token.lstrip) {
        while (from > done && spaces.has(text.charCodeAt(from - 1))) from -= 1;
        from = Math.max(from, done);
      }
      if (token.rstrip) {
        if (to < spaceStart || to > spaceEnd) {
          [spaceStart, spaceEnd] = [to, to];
          while (spaceEnd < text.length && spaces.has(text.charCodeAt(spaceEnd))) spaceEnd += 1;
        }
        to = spaceEnd;
      }
      if (done < from) this.#gap(text, done, from, finder, out);
      out.push({ from, to, id: found.id });
      done = to;
    }
    if (done < text.length) this.#gap(text, done, text.length, finder, out);
    return out;
  }

  /**
   * What lies between tokens. A token that normalises to nothing is found, as in the library, between any two
   * characters.
   */
  #gap(text: string, from: number, to: number, finder: Finder, out: Part[]): void {
    if (!finder.empty) out.push({ from, to, id: -1 });
    else for (const character of text.slice(from, to)) out.push({ from, to: (from += character.length), id: -1 });
  }
}

class Finder {
  readonly matcher: Matcher;
  readonly empty: boolean;

  constructor(entries: readonly (readonly [string, number])[]) {
    this.empty = entries.some(([content]) => content === "");
    const ids = new Map<string, number>();
    for (const [content, id] of entries) if (content !== "" && !ids.has(content)) ids.set(content, id);
    this.matcher = new Matcher(ids);
  }
}

const LAST_ID = 2 ** 32 - 1;

function read(value: unknown): AddedToken {
  const own = fields(value, "an added token");
  const content = string(own.content, "`content` of an added token");
  const what = (name: string) => (): string => `\`${name}\` of the added token ${JSON.stringify(content)}`;
  const of = (name: string): boolean => flag(own[name], what(name));
  if (whole(own.id, what("id")) > LAST_ID) throw unreadable(`${what("id")()} is above ${LAST_ID}, the last there is`);
  return {
    content,
    singleWord: of("single_word"),
    lstrip: of("lstrip"),
    rstrip: of("rstrip"),
    normalized: of("normalized"),
    special: of("special"),
  };
}

function equal(a: AddedToken | undefined, b: AddedToken): boolean {
  return a !== undefined && (Object.keys(b) as (keyof AddedToken)[]).every((key) => a[key] === b[key]);
}

function codeBefore(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xdc00 && unit < 0xe000 && at > 1 ? text.codePointAt(at - 2)! : unit;
}
