/** BertNormalizer: up to four steps, which one pass does where each character can be looked at alone. */
import { Aligned, Builder } from "./aligned.ts";
import type { Characters } from "./characters.ts";
import { createForm } from "./normal_forms.ts";
import { filter, lowercase, map, rewritten, type Sink } from "./rewriting.ts";

/** What a character of the Basic Multilingual Plane becomes: a unit plus 1, or -1 minus a place in the list of others. */
const UNKNOWN = 0;

interface Settings {
  clean: boolean;
  chinese: boolean;
  accents: boolean;
  lower: boolean;
}

export function createBert(
  { clean, chinese, accents, lower }: Settings,
  characters: Characters,
): (text: Aligned) => Aligned {
  const other = characters.set("OTHER");
  const nonspacing = characters.set("NONSPACING");
  const decompose = createForm("NFD", characters);
  const gone = (code: number): boolean => code === 0 || code === 0xfffd || other.has(code);
  const asSpace = (code: number): number => (characters.spaces.has(code) ? 32 : code);
  const cleaned = (text: Aligned): Aligned => {
    if (!clean) return chinese ? rewritten(text, spaced) : text;
    const now = map(
      filter(text, (code) => !gone(code)),
      asSpace,
    );
    return chinese ? rewritten(now, spaced) : now;
  };
  const stripped = (text: Aligned): Aligned =>
    accents ? filter(decompose(cleaned(text)), (code) => !nonspacing.has(code)) : cleaned(text);
  const lowered = (text: Aligned): Aligned => (lower ? lowercase(text, characters) : text);

  let known: Int32Array | undefined;
  const others: (string | null)[] = [];
  const astral = new Map<number, string | null>();

  /** What a character becomes, all of it in its own place; null for a mark that may change places with another. */
  const alone = (code: number): string | null => {
    const now = stripped(Aligned.of(String.fromCodePoint(code)));
    if (accents) for (const character of now.text) if (characters.combining(character.codePointAt(0)!) > 0) return null;
    return lowered(now).text;
  };
  const ofPlane = (code: number): number => {
    if (code >= 0x20 && code < 0x7f) return (lower ? (characters.lower(code)?.charCodeAt(0) ?? code) : code) + 1;
    const made = alone(code);
    return made?.length === 1 ? made.charCodeAt(0) + 1 : -others.push(made);
  };
  const ofOthers = (code: number): string | null => {
    let made = astral.get(code);
    if (made === undefined) astral.set(code, (made = alone(code)));
    return made;
  };

  /** Null where that cannot be said character by character. */
  const inOnePass = ({ text, base }: Aligned): Aligned | null => {
    const table = (known ??= new Int32Array(0x10000));
    const out = new Builder(text.length + (text.length >> 2));
    for (let at = 0; at < text.length; at += 1) {
      const code = text.codePointAt(at)!;
      const start = base + at;
      let made: string | null;
      if (code <= 0xffff) {
        let entry = table[code]!;
        if (entry === UNKNOWN) entry = table[code] = ofPlane(code);
        if (entry > 0) {
          out.unit(entry - 1, start, start + 1);
          continue;
        }
        made = others[-1 - entry]!;
      } else {
        made = ofOthers(code);
        at += 1;
      }
      if (made === null) return null;
      out.character(made, start, base + at + 1);
    }
    return out.aligned(base);
  };

  return (text) => (text.fresh && inOnePass(text)) || lowered(stripped(text));
}

/** Puts spaces around a Chinese character. */
function spaced(out: Sink, code: number): boolean {
  if (!isChinese(code)) {
    out.put(code, 0);
    return false;
  }
  out.put(32, 0);
  out.put(code, 1);
  out.put(32, 1);
  return true;
}

const CHINESE = [
  [0x4e00, 0x9fff],
  [0x3400, 0x4dbf],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b73f],
  [0x2b740, 0x2b81f],
  [0x2b920, 0x2ceaf],
  [0xf900, 0xfaff],
  [0x2f800, 0x2fa1f],
] as const;
const isChinese = (code: number): boolean =>
  code >= 0x3400 && CHINESE.some(([first, last]) => code >= first && code <= last);
