/**
 * NFC as the Rust library knows it: `marks` and `composed` are its characters (unicode_classes.py), and what a newer
 * Unicode of the browser would move or compose stays as it is.
 *
 * The library notes for every character that comes out how many it stands for: 0 for one, -n for one and n more, 1 for
 * none (a part of the character before). So a composed character counts as coming from its first part, and marks that
 * change places are counted off in the order in which they came out.
 */

import { decomposed, moves, normalized } from "./marks.ts";
import type { Normalized } from "./origins.ts";
import { spans } from "./origins.ts";
import { bracketed } from "./unicode.ts";

type Part = [character: string, change: number];

const CACHED_CLUSTERS = 10_000;
const CACHED_LENGTH = 8;
const NEUTRAL = "\u25cc"; // composes with nothing

/** Composes a text; null if it stays as it is. */
export function createComposer(marks: string, composed: string): (original: string) => Normalized | null {
  const ranges = bracketed(marks);
  const clusters = new RegExp(`[^][${ranges}]+`, "gu");
  const isMark = new RegExp(`^[${ranges}]$`, "u");
  const known = new RegExp(`^[${bracketed(composed)}]$`, "u");
  const cache = new Map<string, Part[]>();

  const parts = (cluster: string): Part[] => {
    const found = cache.get(cluster);
    if (found) return found;
    const made = compose(cluster, known, isMark);
    if (cluster.length > CACHED_LENGTH) return made;
    if (cache.size >= CACHED_CLUSTERS) cache.clear();
    cache.set(cluster, made);
    return made;
  };

  return (original) => {
    // nothing below U+0300 changes
    if (!/[^\0-\u02ff]/.test(original) || normalized(original, "NFC") === original) return null;
    const out = new Composition(original);
    for (const match of original.matchAll(clusters)) {
      out.rest(match.index, parts);
      out.cluster(parts(match[0]));
    }
    out.rest(original.length, parts);
    return out.normalized();
  };
}

/** A composed text that grows. */
class Composition {
  readonly #original: string;
  readonly #from: { starts: Uint32Array; ends: Uint32Array };
  readonly #text: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  /** The next character of the original, in UTF-16 units. */
  #at = 0;

  constructor(original: string) {
    this.#original = original;
    this.#from = spans(original);
  }

  /** Characters up to `end`, none of them followed by a mark. */
  rest(end: number, parts: (cluster: string) => Part[]): void {
    const text = this.#original.slice(this.#at, end);
    if (text.normalize("NFC") !== text) for (const character of text) this.cluster(parts(character));
    else {
      this.#text.push(text);
      for (; this.#at < end; this.#at += 1) this.#origin(this.#at);
    }
  }

  cluster(parts: Part[]): void {
    for (const [character, change] of parts) {
      for (let unit = 0; unit < character.length; unit += 1) this.#origin(change > 0 ? this.#at - 1 : this.#at);
      for (let consumed = change; consumed <= 0 && this.#at < this.#original.length; consumed += 1)
        this.#at = this.#from.ends[this.#at]!;
      this.#text.push(character);
    }
  }

  #origin(unit: number): void {
    this.#starts.push(this.#from.starts[unit] ?? 0);
    this.#ends.push(this.#from.ends[unit] ?? 0);
  }

  normalized(): Normalized {
    return { text: this.#text.join(""), starts: this.#starts, ends: this.#ends };
  }
}

/** The characters of a cluster in NFC, each with its change of count as above. */
function compose(cluster: string, known: RegExp, isMark: RegExp): Part[] {
  const [first = "", ...marks] = Array.from(cluster);
  let out = Array.from(normalized(cluster, "NFC"));
  if (!isMark.test(first) && moves(first))
    out = [first, ...Array.from(normalized(NEUTRAL + marks.join(""), "NFC")).slice(1)]; // a mark of a newer Unicode
  if (out.join("") === cluster) return out.map((character) => [character, 0]);
  const own = new Set([first, ...new Set(marks)]);
  if (out.some((character) => !own.has(character) && decomposed(character).length > 1 && !known.test(character))) {
    out = [first, ...normalized(marks.join(""), "NFD")]; // composed by a newer Unicode only
  }
  const extras = new Extras(cluster);
  return out.map((character) => {
    const [start = "", ...rest] = decomposed(character);
    return [character, rest.reduce((change, part) => change + extras.take(part) - 1, extras.take(start))];
  });
}

/**
 * The parts of a cluster's characters: 0 for the first of a character, 1 for each further one. Equal parts wait in a
 * line.
 */
class Extras {
  readonly #lines = new Map<string, { extras: number[]; next: number }>();

  constructor(cluster: string) {
    for (const character of cluster) {
      decomposed(character).forEach((part, i) => {
        const line = this.#lines.get(part);
        if (line) line.extras.push(i ? 1 : 0);
        else this.#lines.set(part, { extras: [i ? 1 : 0], next: 0 });
      });
    }
  }

  take(part: string): number {
    const line = this.#lines.get(part);
    return line?.extras[line.next++] ?? 0;
  }
}
