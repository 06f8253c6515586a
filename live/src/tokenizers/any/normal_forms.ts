/**
 * NFC, NFD, NFKC and NFKD as the Rust library makes them: with its old tables, and with a note for every character of
 * how many it stands
 * for (see Aligned.transform). What the browser decomposes and composes is stable; which characters the library knows
 * is measured.
 */
import { type Aligned, Rewrite } from "./aligned.ts";
import type { Characters } from "./characters.ts";

export type Form = "NFC" | "NFD" | "NFKC" | "NFKD";

/** The lowest character that a form can change. */
const FIRST: Record<Form, number> = { NFC: 0x300, NFD: 0xc0, NFKC: 0xa0, NFKD: 0xa0 };

export function createForm(form: Form, characters: Characters): (text: Aligned) => Aligned {
  const known = characters.set(form === "NFC" || form === "NFD" ? "CANONICAL" : "COMPATIBLE");
  const taken = form === "NFC" || form === "NFD" ? "NFD" : "NFKD";
  const composes = form === "NFC" || form === "NFKC";
  const composed = new Map<number, number>();
  const canonical = characters.set("CANONICAL");
  const parts = new Map<number, readonly number[]>();

  const decompose = (code: number): readonly number[] => {
    let found = parts.get(code);
    if (!found) parts.set(code, (found = codesOf(String.fromCodePoint(code).normalize(taken))));
    return found;
  };

  /** The character that two make, or -1. */
  const compose = (first: number, second: number): number => {
    if (second < 0x300) return -1; // nothing before the marks joins what stands before it
    const key = first * 0x110000 + second;
    let made = composed.get(key);
    if (made === undefined) {
      const codes = codesOf(String.fromCodePoint(first, second).normalize("NFC"));
      made = codes.length > 1 || codes[0] === second || !canonical.has(codes[0]!) ? -1 : codes[0]!;
      composed.set(key, made);
    }
    return made;
  };

  return (aligned) => {
    const { text } = aligned;
    if (!reaches(text, FIRST[form])) return aligned;
    const out = new Rewrite(text.length);
    let marks: [code: number, change: number, rank: number][] = [];
    const put = (code: number, change: number): void => {
      const rank = characters.combining(code);
      if (rank > 0) return void marks.push([code, change, rank]);
      flush();
      out.put(code, change);
    };
    const flush = (): void => {
      if (!marks.length) return;
      if (marks.length > 1) marks.sort((a, b) => a[2] - b[2]); // stable
      for (const [code, change] of marks) out.put(code, change);
      marks = [];
    };
    for (let at = 0; at < text.length; ) {
      const code = text.codePointAt(at)!;
      at += code > 0xffff ? 2 : 1;
      if (known.has(code)) decompose(code).forEach((part, i) => void put(part, i === 0 ? 0 : 1));
      else put(code, 0);
    }
    flush();
    return aligned.transform(composes ? recomposed(out, compose, characters) : out);
  };
}

const codesOf = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0)!);

function reaches(text: string, first: number): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) >= first) return true;
  return false;
}

function recomposed(
  { codes, changes, size }: Rewrite,
  compose: (first: number, second: number) => number,
  characters: Characters,
): Rewrite {
  const out = new Rewrite(size);
  /** The character that others may join, its change, and the marks behind it that did not. */
  let [starter, starterChange] = [-1, 0];
  let waiting: [number, number][] = [];
  let last = -1;
  const purge = (): void => {
    if (starter >= 0) out.put(starter, starterChange);
    if (!waiting.length) return;
    for (const [code, change] of waiting) out.put(code, change);
    waiting = [];
    last = -1;
  };
  for (let i = 0; i < size; i += 1) {
    const [code, change] = [codes[i]!, changes[i]!];
    const rank = characters.combining(code);
    if (starter < 0) {
      if (rank === 0) [starter, starterChange] = [code, change];
      else out.put(code, change);
      continue;
    }
    const made = last >= 0 && last >= rank ? -1 : compose(starter, code);
    if (made >= 0) [starter, starterChange] = [made, starterChange + change - 1];
    else if (rank === 0) {
      purge();
      [starter, starterChange] = [code, change];
    } else {
      waiting.push([code, change]);
      last = rank;
    }
  }
  purge();
  return out;
}
