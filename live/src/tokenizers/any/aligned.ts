/**
 * A text that changes while each of its UTF-16 units remembers which stretch of the original it stands for, with the
 * rules of the Rust
 * library's NormalizedString. Positions of the original are its UTF-16 units, counted from the start of the whole text.
 */
import { failure } from "./unreadable.ts";

export class Aligned {
  constructor(
    readonly text: string,
    readonly starts: Int32Array,
    readonly ends: Int32Array,
    /** Where the original begins. */
    readonly base: number,
  ) {}

  /** A stretch of the original as it is. */
  static of(original: string, from = 0, to = original.length): Aligned {
    const out = new Builder(to - from);
    for (let at = from; at < to; ) {
      const size = original.codePointAt(at)! > 0xffff ? 2 : 1;
      for (let i = 0; i < size; i += 1) out.unit(original.charCodeAt(at + i), at, at + size);
      at += size;
    }
    return new Aligned(
      original.slice(from, to),
      out.starts.subarray(0, to - from),
      out.ends.subarray(0, to - from),
      from,
    );
  }

  /** A part as a text of its own. */
  slice(from: number, to: number): Aligned {
    if (from === 0 && to === this.text.length) return this;
    return new Aligned(
      this.text.slice(from, to),
      this.starts.subarray(from, to),
      this.ends.subarray(from, to),
      this.starts[from] ?? this.base,
    );
  }

  /**
   * The text made of other characters. `changes`: 0 where a character stands for the next one of this text, -n where it
   * stands for n more
   * too, and 1 where it is new and belongs to the one before. `removed` characters at the start are gone.
   */
  transform(characters: readonly string[], changes: readonly number[], removed = 0): Aligned {
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
    for (let i = 0; i < characters.length; i += 1) {
      const change = changes[i]!;
      const from = change > 0 ? at - 1 : at;
      if (from >= text.length)
        throw failure(
          "a normalizer of this tokenizer replaces more characters than there are; the Rust library fails too",
        );
      const [start, end] = from < 0 ? [this.base, this.base] : [starts[from]!, ends[from]!];
      out.character(characters[i]!, start, end);
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

  /** Puts characters before the first, which stand for the same as it does. */
  prepend(content: string): Aligned {
    if (this.text === "" || content === "") return this;
    const out = new Builder(this.text.length + content.length);
    for (const character of content) out.character(character, this.starts[0]!, this.ends[0]!);
    out.copy(this, 0, this.text.length);
    return out.aligned(this.base);
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
      parts.push(String.fromCharCode(...this.#units.subarray(at, Math.min(at + 8192, this.size))));
    return new Aligned(parts.join(""), this.starts.subarray(0, this.size), this.ends.subarray(0, this.size), base);
  }

  #grow(least: number): void {
    const size = Math.max(least, 2 * this.#units.length, 16);
    const grown = <T extends Uint16Array | Int32Array>(old: T, fresh: T): T => (fresh.set(old), fresh);
    this.#units = grown(this.#units, new Uint16Array(size));
    this.starts = grown(this.starts, new Int32Array(size));
    this.ends = grown(this.ends, new Int32Array(size));
  }
}
