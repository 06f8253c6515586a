/**
 * Strings that know where their characters came from. A JavaScript string is a Python string of the template; a `Text`
 * is one with stretches that its caller has marked. Both are Python's `str`.
 */

/** Whatever the caller marks a text with; only passed on here. The same place is the same object. */
export type Origin = object;

/** Characters [from, to) in UTF-16 units. */
export interface Run {
  from: number;
  to: number;
  origin: Origin;
}

export type Str = string | Text;

/** `markup`: it is Markup, a string that is escaped already. */
export class Text {
  constructor(
    readonly s: string,
    readonly runs: readonly Run[],
    readonly markup = false,
  ) {}

  static from(s: string, origin: Origin): Str {
    return s ? new Text(s, [{ from: 0, to: s.length, origin }]) : s;
  }
}

const runsOf = (value: Str): readonly Run[] => (typeof value === "string" ? [] : value.runs);
export const isMarkup = (value: unknown): value is Text => value instanceof Text && value.markup;
export const markup = (value: Str): Text => (isMarkup(value) ? value : new Text(raw(value), runsOf(value), true));
/** Without what makes it Markup. */
export const plain = (value: Str): Str =>
  isMarkup(value) ? (value.runs.length ? new Text(value.s, value.runs) : value.s) : value;
/** `value`, Markup if `like` is. */
export const as = (like: Str, value: Str): Str => (isMarkup(like) ? markup(value) : value);

export const raw = (value: Str): string => (typeof value === "string" ? value : value.s);

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;
const SURROGATE = /[\ud800-\udfff]/;

/** Characters as Python counts them. */
export function points(s: string): number {
  return SURROGATE.test(s) ? s.length - (s.match(PAIRS)?.length ?? 0) : s.length;
}

const STEP = 64;

/**
 * Where characters stand in one text: the place of every 64th is kept, so that `s[i]` in a loop costs no more as the
 * text grows.
 */
export class Places {
  readonly #marks: number[] | null;
  readonly length: number;

  constructor(readonly text: string) {
    if (!SURROGATE.test(text)) {
      this.#marks = null;
      this.length = text.length;
      return;
    }
    this.#marks = [];
    let count = 0;
    for (let at = 0; at < text.length; at += width(text, at), count += 1) if (count % STEP === 0) this.#marks.push(at);
    this.length = count;
  }

  /** The place in UTF-16 units of character `index`, which is from 0 to `length`. */
  unit(index: number): number {
    if (!this.#marks) return index;
    if (index >= this.length) return this.text.length;
    let at = this.#marks[Math.floor(index / STEP)]!;
    for (let left = index % STEP; left > 0; left -= 1) at += width(this.text, at);
    return at;
  }
}

const width = (text: string, at: number): number => (text.codePointAt(at)! > 0xffff ? 2 : 1);

/** Places of the texts that were asked for last. */
export class PlacesCache {
  #last: Places[] = [];

  of(text: string): Places {
    const found = this.#last.find((places) => places.text === text);
    if (found) return found;
    const made = new Places(text);
    this.#last = [made, ...this.#last.slice(0, 3)];
    return made;
  }
}

export function sliceText(value: Str, from: number, to: number): Str {
  if (typeof value === "string") return value.slice(from, to);
  if (from <= 0 && to >= value.s.length) return value;
  const s = value.s.slice(from, to);
  const runs = value.runs
    .filter((run) => run.from < to && run.to > from)
    .map((run) => ({ ...run, from: Math.max(run.from, from) - from, to: Math.min(run.to, to) - from }));
  return (runs.length && s) || value.markup ? new Text(s, runs, value.markup) : s;
}

/** Joins strings and keeps what is known of each. */
export class TextBuilder {
  #parts: string[] = [];
  #runs: Run[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(value: Str): this {
    const s = raw(value);
    if (!s) return this;
    if (typeof value !== "string") {
      for (const { from, to, origin } of value.runs) {
        const last = this.#runs.at(-1);
        if (last?.origin === origin && last.to === this.#length + from) last.to = this.#length + to;
        else this.#runs.push({ from: this.#length + from, to: this.#length + to, origin });
      }
    }
    this.#parts.push(s);
    this.#length += s.length;
    return this;
  }

  done(): Str {
    const s = this.#parts.join("");
    return this.#runs.length ? new Text(s, this.#runs) : s;
  }
}

export const concat = (...values: Str[]): Str => {
  const builder = new TextBuilder();
  for (const value of values) builder.add(value);
  return builder.done();
};

/** Applies a function that works character by character, so that origins stay. */
export function mapText(value: Str, change: (s: string) => string): Str {
  if (typeof value === "string") return change(value);
  const builder = new TextBuilder();
  let at = 0;
  for (const { from, to, origin } of value.runs) {
    builder.add(change(value.s.slice(at, from)));
    builder.add(Text.from(change(value.s.slice(from, to)), origin));
    at = to;
  }
  return as(value, builder.add(change(value.s.slice(at))).done());
}

/** Applies any function; the origin stays where the whole string has one. */
export function mapWhole(value: Str, change: (s: string) => string): Str {
  if (typeof value === "string") return change(value);
  const run = value.runs[0];
  const made = change(value.s);
  return as(
    value,
    run && value.runs.length === 1 && run.from === 0 && run.to === value.s.length ? Text.from(made, run.origin) : made,
  );
}
