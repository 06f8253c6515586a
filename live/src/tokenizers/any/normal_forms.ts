/**
 * NFC, NFD, NFKC and NFKD as the Rust library makes them: with its old tables, and with a note for every character of
 * how many it stands
 * for (see Aligned.transform). What the browser decomposes and composes is stable; which characters the library knows
 * is measured.
 */
import type { Aligned } from "./aligned.ts";
import type { Characters } from "./characters.ts";

export type Form = "NFC" | "NFD" | "NFKC" | "NFKD";

/** The lowest character that a form can change. */
const FIRST: Record<Form, number> = { NFC: 0x300, NFD: 0xc0, NFKC: 0xa0, NFKD: 0xa0 };

export function createForm(form: Form, characters: Characters): (text: Aligned) => Aligned {
  const known = characters.set(form === "NFC" || form === "NFD" ? "CANONICAL" : "COMPATIBLE");
  const taken = form === "NFC" || form === "NFD" ? "NFD" : "NFKD";
  const composes = form === "NFC" || form === "NFKC";
  const composed = new Map<string, string>();
  const canonical = characters.set("CANONICAL");
  const parts = new Map<string, readonly string[]>();

  const decompose = (character: string): readonly string[] => {
    let found = parts.get(character);
    if (!found)
      parts.set(
        character,
        (found = known.has(character.codePointAt(0)!) ? Array.from(character.normalize(taken)) : [character]),
      );
    return found;
  };

  /** The character that two make, or "". */
  const compose = (first: string, second: string): string => {
    let made = composed.get(first + second);
    if (made === undefined) {
      made = (first + second).normalize("NFC");
      if (Array.from(made).length > 1 || made === second || !canonical.has(made.codePointAt(0)!)) made = "";
      composed.set(first + second, made);
    }
    return made;
  };

  return (text) => {
    if (!reaches(text.text, FIRST[form])) return text;
    const [out, changes]: [string[], number[]] = [[], []];
    let marks: [character: string, change: number, rank: number][] = [];
    const flush = (): void => {
      if (marks.length > 1) marks.sort((a, b) => a[2] - b[2]); // stable
      for (const [character, change] of marks) out.push(character), changes.push(change);
      marks = [];
    };
    for (const character of text.text) {
      decompose(character).forEach((part, i) => {
        const rank = characters.combining(part.codePointAt(0)!);
        if (rank === 0) flush();
        marks.push([part, i === 0 ? 0 : 1, rank]);
        if (rank === 0) flush();
      });
    }
    flush();
    if (composes) return recompose(text, out, changes, compose, characters);
    return text.transform(out, changes);
  };
}

function reaches(text: string, first: number): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) >= first) return true;
  return false;
}

function recompose(
  text: Aligned,
  parts: readonly string[],
  changes: readonly number[],
  compose: (a: string, b: string) => string,
  characters: Characters,
): Aligned {
  const [out, outChanges]: [string[], number[]] = [[], []];
  let starter: [string, number] | null = null;
  let waiting: [string, number][] = [];
  let last = -1;
  const purge = (): void => {
    if (starter) out.push(starter[0]), outChanges.push(starter[1]);
    for (const [character, change] of waiting) out.push(character), outChanges.push(change);
    waiting = [];
    last = -1;
  };
  parts.forEach((part, i) => {
    const rank = characters.combining(part.codePointAt(0)!);
    const change = changes[i]!;
    if (!starter) {
      if (rank === 0) starter = [part, change];
      else out.push(part), outChanges.push(change);
      return;
    }
    const made = last >= 0 && last >= rank ? "" : compose(starter[0], part);
    if (made) starter = [made, starter[1] + change - 1];
    else if (rank === 0) {
      purge();
      starter = [part, change];
    } else {
      waiting.push([part, change]);
      last = rank;
    }
  });
  purge();
  return text.transform(out, outChanges);
}
