/**
 * A text that changes while each of its UTF-16 units remembers which stretch of the original it stands for, with the
 * rules of the Rust
 * library's NormalizedString. Positions of the original are its UTF-16 units, counted from the start of the whole text.
 */
import { failure } from "./unreadable.ts";

export class Aligned {
  /** Of each unit, where what it stands for begins and ends; null where each character stands for itself. */
  #starts: Int32Array | null;
  #ends: Int32Array | null;

  /** `places`: the starts and ends of what the units stand for; null where character by character is a stretch from `base`. */
  constructor(
    readonly text: string,
    places: readonly [starts: Int32Array, ends: Int32Array] | null,
    /** Where the original begins. */
    readonly base: number,
    /** Whether nothing has changed. */
    readonly fresh = false,
  ) {
    this.#starts = places?.[0] ?? null;
    this.#ends = places?.[1] ?? null;
  }

  /** A stretch of the original as it is. */
  static of(original: string, from = 0, to = original.length): Aligned {
    return new Aligned(original.slice(from, to), null, from, true);
  }

  get starts(): Int32Array {
    return this.#starts ?? this.#count();
  }

  get ends(): Int32Array {
    this.#starts ?? this.#count();
    return this.#ends!;
  }

  /** Where what a unit stands for begins; that of one unit is had without those of all others. */
  start(at: number): number {
    if (this.#starts) return this.#starts[at]!;
    return this.base + (second(this.text, at) ? at - 1 : at);
  }

  end(at: number): number {
    if (this.#ends) return this.#ends[at]!;
    return this.base + (at + 1 < this.text.length && second(this.text, at + 1) ? at + 2 : at + 1);
  }

  #count(): Int32Array {
    const { text } = this;
    const starts = new Int32Array(text.length);
    const ends = new Int32Array(text.length);
    for (let at = 0; at < text.length; at += 1) {
      starts[at] = this.start(at);
      ends[at] = this.end(at);
    }
    this.#ends = ends;
    return (this.#starts = starts);
  }

  /** A part as a text of its own. */
  slice(from: number, to: number): Aligned {
    if (from === 0 && to === this.text.length) return this;
    const base = from < this.text.length ? this.start(from) : this.base;
    const [starts, ends] = [this.#starts, this.#ends];
    const places = starts && ends && ([starts.subarray(from, to), ends.subarray(from, to)] as const);
    return new Aligned(this.text.slice(from, to), places, base);
  }

  /** The text made of other characters. `removed` characters at the start are gone. */
  transform({ codes, changes, size }: Rewrite, removed = 0): Aligned {
    const { text, starts, ends } = this;
    if (text === "") return this;
    const out = new Builder(text.length);
    // As in the library, a start that stands for nothing is not part of what is replaced.
    let at = 0;
    while (at < text.length && starts[at] === ends[at]) at += 1;
    out.copy(this, 0, at);
    const skip = (count: number): void => {
      for (; count > 0 && at < text.length; count -= 1) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
    };
    skip(removed);
    for (let i = 0; i < size; i += 1) {
      const change = changes[i]!;
      const from = change > 0 ? at - 1 : at;
      if (from >= text.length)
        throw failure(
          "a normalizer of this tokenizer replaces more characters than there are; the Rust library fails too",
        );
      const start = from < 0 ? this.base : starts[from]!;
      const end = from < 0 ? this.base : ends[from]!;
      out.code(codes[i]!, start, end);
      if (change <= 0) skip(1 - change);
    }
    return out.aligned(this.base);
  }

  /** Replaces stretches of the text. Their replacement stands for the last character of what it replaces. */
  replace(matches: Iterable<readonly [from: number, to: number]>, content: string): Aligned {
    const out = new Builder(this.text.length);
    let done = 0;
    const characters = Array.from(content);
    let any = false;
    for (const [from, to] of matches) {
      any = true;
      out.copy(this, done, from);
      const [start, end] = to === 0 ? [this.base, this.base] : [this.starts[to - 1]!, this.ends[to - 1]!];
      for (const character of characters) out.character(character, start, end);
      done = to;
    }
    if (!any) return this;
    out.copy(this, done, this.text.length);
    return out.aligned(this.base);
  }

  /** Writes one unit in place of another; each stands for what the old one stood for. */
  exchange(unit: string, other: string): Aligned {
    const text = this.text.replaceAll(unit, other);
    if (text === this.text) return this;
    return new Aligned(text, this.#starts && this.#ends && [this.#starts, this.#ends], this.base);
  }

  /** Puts characters before the first, which stand for the same as it does. */
  prepend(content: string): Aligned {
    if (this.text === "" || content === "") return this;
    const out = new Builder(this.text.length + content.length);
    for (const character of content) out.character(character, this.starts[0]!, this.ends[0]!);
    out.copy(this, 0, this.text.length);
    return out.aligned(this.base);
  }
}

/**
 * The characters of a text written anew, as codes. Of each: 0 where it stands for the next character of the old text, -n
 * where it stands for n more too, and 1 where it is new and belongs to the one before.
 */
export class Rewrite {
  codes: Int32Array;
  changes: Int32Array;
  size = 0;

  constructor(expected: number) {
    this.codes = new Int32Array(expected);
    this.changes = new Int32Array(expected);
  }

  put(code: number, change: number): void {
    if (this.size === this.codes.length) {
      const larger = 2 * this.size + 16;
      [this.codes, this.changes] = [
        grown(this.codes, new Int32Array(larger)),
        grown(this.changes, new Int32Array(larger)),
      ];
    }
    this.codes[this.size] = code;
    this.changes[this.size] = change;
    this.size += 1;
  }
}

/** A text with origins that grows. */
export class Builder {
  #units: Uint16Array;
  starts: Int32Array;
  ends: Int32Array;
  size = 0;

  constructor(expected: number) {
    this.#units = new Uint16Array(expected);
    this.starts = new Int32Array(expected);
    this.ends = new Int32Array(expected);
  }

  unit(unit: number, start: number, end: number): void {
    if (this.size === this.#units.length) this.#grow(this.size + 1);
    this.#units[this.size] = unit;
    this.starts[this.size] = start;
    this.ends[this.size] = end;
    this.size += 1;
  }

  code(code: number, start: number, end: number): void {
    if (code <= 0xffff) return this.unit(code, start, end);
    this.unit(0xd800 + ((code - 0x10000) >> 10), start, end);
    this.unit(0xdc00 + ((code - 0x10000) & 0x3ff), start, end);
  }

  character(character: string, start: number, end: number): void {
    for (let i = 0; i < character.length; i += 1) this.unit(character.charCodeAt(i), start, end);
  }

  copy(source: Aligned, from: number, to: number): void {
    if (from >= to) return;
    if (this.size + to - from > this.#units.length) this.#grow(this.size + to - from);
    for (let at = from; at < to; at += 1) this.#units[this.size + at - from] = source.text.charCodeAt(at);
    this.starts.set(source.starts.subarray(from, to), this.size);
    this.ends.set(source.ends.subarray(from, to), this.size);
    this.size += to - from;
  }

  aligned(base: number): Aligned {
    const parts: string[] = [];
    // not all at once: a call takes so many arguments only
    for (let at = 0; at < this.size; at += 8192)
      parts.push(inText(this.#units.subarray(at, Math.min(at + 8192, this.size))));
    const places = [this.starts.subarray(0, this.size), this.ends.subarray(0, this.size)] as const;
    return new Aligned(parts.join(""), places, base);
  }

  #grow(least: number): void {
    const size = Math.max(least, 2 * this.#units.length, 16);
    this.#units = grown(this.#units, new Uint16Array(size));
    this.starts = grown(this.starts, new Int32Array(size));
    this.ends = grown(this.ends, new Int32Array(size));
  }
}

function grown<T extends Uint16Array | Int32Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}

// a call takes a typed array as it is, and need not spread it
const inText = (units: Uint16Array): string => String.fromCharCode.apply(null, units as unknown as number[]);

/** Whether a unit is the second of a character's two. */
function second(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit < 0xe000 && at > 0 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}
