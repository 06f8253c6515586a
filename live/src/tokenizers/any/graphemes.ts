/**
 * Extended grapheme clusters as far as `Precompiled` can tell them apart: it looks at clusters of five bytes at most,
 * so pairs of flags
 * and conjuncts of Indic scripts, whose parts take more, are not joined here.
 */
import type { Characters } from "./characters.ts";

/** Calls with [from, to) of each cluster. */
export function eachGrapheme(text: string, characters: Characters, found: (from: number, to: number) => void): void {
  const joins = characters.set("JOINS");
  const prepends = characters.set("PREPENDS");
  const pictures = characters.set("PICTURES");
  const { breaking } = characters;
  let from = 0;
  let before = -1;
  /** Whether a picture, marks, and a zero-width joiner came last. */
  let picture = false;
  let joined = false;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const next = at + (code > 0xffff ? 2 : 1);
    if (before >= 0 && breaks(before, code)) {
      found(from, at);
      from = at;
      picture = false;
    }
    joined = picture && code === 0x200d;
    if (!joins.has(code)) picture = pictures.has(code);
    before = code;
    at = next;
  }
  if (from < text.length) found(from, text.length);

  function breaks(first: number, second: number): boolean {
    if (second < 127 && second >= 32 && first < 127 && first >= 32) return true;
    if (first === 13 && second === 10) return false;
    if (controls(first) || controls(second)) return true;
    if (joins.has(second)) return false;
    if (prepends.has(first)) return false;
    if (joined && pictures.has(second)) return false;
    return !hangul(first, second);
  }

  function controls(code: number): boolean {
    if (code === 13 || code === 10) return true;
    return breaking.has(code) && !joins.has(code) && !prepends.has(code);
  }
}

/** Whether two parts of a Korean syllable belong together. */
function hangul(first: number, second: number): boolean {
  if (first < 0x1100 || second < 0x1100) return false;
  const kind = (code: number): string => {
    if ((code >= 0x1100 && code < 0x1160) || (code >= 0xa960 && code < 0xa97d)) return "L";
    if ((code >= 0x1160 && code < 0x11a8) || (code >= 0xd7b0 && code < 0xd7c7)) return "V";
    if ((code >= 0x11a8 && code < 0x1200) || (code >= 0xd7cb && code < 0xd7fc)) return "T";
    if (code >= 0xac00 && code < 0xd7a4) return (code - 0xac00) % 28 ? "LVT" : "LV";
    return "";
  };
  const [left, right] = [kind(first), kind(second)];
  if (left === "L") return right === "L" || right === "V" || right === "LV" || right === "LVT";
  if (left === "LV" || left === "V") return right === "V" || right === "T";
  return (left === "LVT" || left === "T") && right === "T";
}
