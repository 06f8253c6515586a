/** Looks for tokens in a vocabulary: by text, expression, bytes, id, or all ids of a word. */
import { escaped } from "../tokenizers/face.ts";
import { type Listed, SEPARATOR } from "./protocol.ts";

export const HOWS = ["text", "exact", "regex", "bytes", "ids", "word"] as const;
export type How = (typeof HOWS)[number];

export interface Query {
  how: How;
  text: string;
  /** Whether A is another letter than a; bytes and ids have none. */
  cased: boolean;
}

/** What is wrong with a query, for the reader's sentence. */
export type Wrong = { wrong: "regex" | "bytes" | "ids" | "large"; why: string };

const TOO_LARGE = /too (?:large|big|complex)|too much recursion|call stack|stack overflow/i;

/** A vocabulary, its texts read once. */
export class Vocabulary {
  readonly #written: string[];
  readonly #texts: string[] = [];
  readonly #lower: string[] = [];

  constructor(readonly listed: Listed) {
    this.#written = listed.written.split(SEPARATOR);
    for (let i = 0; i < listed.ids.length; i += 1) {
      const text = escaped(listed.spelt.subarray(listed.byteAt[i], listed.byteAt[i + 1]));
      this.#texts.push(text);
      this.#lower.push(text.toLowerCase());
    }
  }

  /** Which tokens (not ids: places in the list) are what is asked for. */
  find({ how, text, cased }: Query): Uint32Array | Wrong {
    if (text === "") return new Uint32Array();
    const texts = cased ? this.#texts : this.#lower;
    const wanted = cased ? text : text.toLowerCase();
    const written = (i: number): string => (cased ? this.#written[i]! : this.#written[i]!.toLowerCase());
    switch (how) {
      case "text":
        return this.#where((i) => texts[i]!.includes(wanted) || written(i).includes(wanted));
      case "exact":
        return this.#where((i) => texts[i] === wanted || written(i) === wanted);
      case "word": {
        const word = text.trim().toLowerCase();
        return this.#where((i) => this.#lower[i] === word || this.#lower[i] === ` ${word}`);
      }
      case "regex":
        return this.#regex(text, cased);
      case "bytes":
        return this.#bytes(text);
      case "ids":
        return this.#ids(text);
    }
  }

  #where(is: (i: number) => boolean): Uint32Array {
    const out: number[] = [];
    for (let i = 0; i < this.#texts.length; i += 1) if (is(i)) out.push(i);
    return Uint32Array.from(out);
  }

  #regex(source: string, cased: boolean): Uint32Array | Wrong {
    // browsers compile an expression when it is first used: it is then that they say that it is too large
    try {
      const expression = new RegExp(source, cased ? "u" : "iu");
      return this.#where((i) => expression.test(this.#texts[i]!));
    } catch (error) {
      const why = (error as Error).message.replace(/^Invalid regular expression: (?:\/[^]*\/[a-z]*: )?/, "");
      return { wrong: TOO_LARGE.test(why) ? "large" : "regex", why };
    }
  }

  #bytes(text: string): Uint32Array | Wrong {
    const wanted = bytesIn(text);
    if (!wanted) return { wrong: "bytes", why: text };
    const { spelt, byteAt } = this.listed;
    return this.#where((i) => {
      const last = byteAt[i + 1]! - wanted.length;
      for (let from = byteAt[i]!; from <= last; from += 1) {
        let k = 0;
        while (k < wanted.length && spelt[from + k] === wanted[k]) k += 1;
        if (k === wanted.length) return true;
      }
      return false;
    });
  }

  #ids(text: string): Uint32Array | Wrong {
    const ranges = rangesIn(text);
    if (typeof ranges === "string") return { wrong: "ids", why: ranges };
    ranges.sort(([one], [other]) => one - other);
    const { ids } = this.listed;
    let [next, last] = [0, -1];
    return this.#where((i) => {
      for (; next < ranges.length && ranges[next]![0] <= ids[i]!; next += 1) last = Math.max(last, ranges[next]![1]);
      return ids[i]! <= last;
    });
  }
}

/** `e2 80`, `0xE2,0x80`, `\\xe2\\x80`; null where it is no bytes. */
export function bytesIn(text: string): number[] | null {
  const hex = text.replace(/\\x|0x|[\s,]/gi, "");
  return /^(?:[0-9a-f]{2})+$/i.test(hex) ? hex.match(/../g)!.map((pair) => parseInt(pair, 16)) : null;
}

/** Ids and ranges of ids, with both ends; the first part that is neither. */
export function rangesIn(text: string): [from: number, to: number][] | string {
  const ranges: [number, number][] = [];
  for (const part of text.split(/[\s,;]+/).filter(Boolean)) {
    const range = /^(\d+)(?:(?:-|\.\.|:)(\d+))?$/.exec(part);
    if (!range) return part;
    ranges.push([Number(range[1]), Number(range[2] ?? range[1])]);
  }
  return ranges.length ? ranges : text;
}
