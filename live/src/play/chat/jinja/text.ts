/**
 * Strings that know where their characters came from. A JavaScript string is a Python string of the template; a `Text`
 * is one with stretches that came from a message, a tool or a variable. Both are Python's `str`.
 */
export type Origin =
  | { kind: "message"; index: number; field: string }
  | { kind: "tool"; index: number }
  | { kind: "variable"; name: string };

/** Characters [from, to) in UTF-16 units. */
export interface Run {
  from: number;
  to: number;
  origin: Origin;
}

export type Str = string | Text;

export class Text {
  constructor(readonly s: string, readonly runs: readonly Run[]) {}

  static from(s: string, origin: Origin): Str {
    return s ? new Text(s, [{ from: 0, to: s.length, origin }]) : s;
  }
}

export const raw = (value: Str): string => (typeof value === "string" ? value : value.s);

/** Characters as Python counts them. */
export function points(s: string): number {
  let count = s.length;
  for (let i = 1; i < s.length; i += 1) {
    if (s.charCodeAt(i) >= 0xdc00 && s.charCodeAt(i) < 0xe000 && s.charCodeAt(i - 1) >= 0xd800 && s.charCodeAt(i - 1) < 0xdc00) count -= 1;
  }
  return count;
}

export function sliceText(value: Str, from: number, to: number): Str {
  if (typeof value === "string") return value.slice(from, to);
  const s = value.s.slice(from, to);
  const runs = value.runs
    .filter((run) => run.from < to && run.to > from)
    .map((run) => ({ ...run, from: Math.max(run.from, from) - from, to: Math.min(run.to, to) - from }));
  return runs.length && s ? new Text(s, runs) : s;
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
  return builder.add(change(value.s.slice(at))).done();
}

/** Applies any function; the origin stays where the whole string has one. */
export function mapWhole(value: Str, change: (s: string) => string): Str {
  if (typeof value === "string") return change(value);
  const run = value.runs[0]!;
  const made = change(value.s);
  return value.runs.length === 1 && run.from === 0 && run.to === value.s.length ? Text.from(made, run.origin) : made;
}
