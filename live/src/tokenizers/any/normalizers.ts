/** The normalizers of tokenizer.json. */
import { type Aligned, Rewrite } from "./aligned.ts";
import { byteLevel } from "./byte_level.ts";
import type { Characters } from "./characters.ts";
import { createForm } from "./normal_forms.ts";
import { createPattern } from "./pattern.ts";
import { createPrecompiled } from "./precompiled.ts";
import { filter, map, rewritten, type Sink, unmoved } from "./rewriting.ts";
import { fields, flag, list, text as string, unreadable } from "./unreadable.ts";

export type Normalizer = (text: Aligned) => Aligned;

export function createNormalizer(config: unknown, characters: Characters): Normalizer {
  const own = fields(config, "the normalizer");
  const what = (name: string): string => `\`${name}\` of the normalizer ${String(own.type)}`;
  switch (own.type) {
    case "Sequence": {
      const steps = list(own.normalizers, what("normalizers")).map((step) => createNormalizer(step, characters));
      return (text) => steps.reduce((now, step) => step(now), text);
    }
    case "NFC":
    case "NFD":
    case "NFKC":
    case "NFKD":
      return createForm(own.type, characters);
    case "Precompiled":
      return createPrecompiled(string(own.precompiled_charsmap, what("precompiled_charsmap")), characters);
    case "Bert":
    case "BertNormalizer":
      return bert(
        flag(own.clean_text, what("clean_text")),
        flag(own.handle_chinese_chars, what("handle_chinese_chars")),
        own.strip_accents === null || own.strip_accents === undefined
          ? flag(own.lowercase, what("lowercase"))
          : flag(own.strip_accents, what("strip_accents")),
        flag(own.lowercase, what("lowercase")),
        characters,
      );
    case "Lowercase":
      return (text) => lowercase(text, characters);
    case "StripAccents": {
      const accents = characters.set("ACCENTS");
      return (text) => filter(text, (code) => !accents.has(code));
    }
    case "Strip":
      return strip(flag(own.strip_left, what("strip_left")), flag(own.strip_right, what("strip_right")), characters);
    case "Nmt":
      return (text) =>
        map(
          filter(text, (code) => !nmtGone(code)),
          (code) => nmtSpace(code),
        );
    case "Replace": {
      const pattern = createPattern(own.pattern, "the normalizer Replace", characters);
      const content = string(own.content, what("content"));
      return (text) => (text.text === "" ? text : text.replace(pattern(text.text), content));
    }
    case "Prepend": {
      const content = string(own.prepend, what("prepend"));
      return (text) => text.prepend(content);
    }
    case "ByteLevel":
      return (text) => byteLevel([{ source: text, from: 0, to: text.text.length, id: -1 }])[0]?.source ?? text;
    default:
      throw unreadable(`the normalizer ${String(own.type ?? "without a type")} is unknown to this page`);
  }
}

function lowercase(text: Aligned, characters: Characters): Aligned {
  return rewritten(text, (out, code) => {
    const made = characters.lower(code);
    if (made === undefined) out.put(code, 0);
    else
      for (let at = 0; at < made.length; at += made.codePointAt(at)! > 0xffff ? 2 : 1)
        out.put(made.codePointAt(at)!, at > 0 ? 1 : 0);
    return made !== undefined;
  });
}

function strip(left: boolean, right: boolean, { spaces }: Characters): Normalizer {
  return (text) => {
    const all = Array.from(text.text, (character) => character.codePointAt(0)!);
    let [from, to] = [0, all.length];
    while (left && from < all.length && spaces.has(all[from]!)) from += 1;
    while (right && to > 0 && spaces.has(all[to - 1]!)) to -= 1;
    if (from === 0 && to === all.length) return text;
    const kept = new Rewrite(Math.max(0, to - from));
    for (let at = from; at < to; at += 1) kept.put(all[at]!, 0);
    return text.transform(kept, from);
  };
}

function bert(clean: boolean, chinese: boolean, accents: boolean, lower: boolean, characters: Characters): Normalizer {
  const other = characters.set("OTHER");
  const nonspacing = characters.set("NONSPACING");
  const decompose = createForm("NFD", characters);
  const gone = (code: number): boolean => code === 0 || code === 0xfffd || other.has(code);
  const asSpace = (code: number): number => (characters.spaces.has(code) ? 32 : code);
  const cleaned = (text: Aligned): Aligned => {
    if (!clean) return chinese ? rewritten(text, spaced) : text;
    if (!chinese || !unmoved(text)) {
      const now = map(
        filter(text, (code) => !gone(code)),
        asSpace,
      );
      return chinese ? rewritten(now, spaced) : now;
    }
    // where nothing has moved, one round does what three would do
    return rewritten(text, (out, code) => {
      if (gone(code)) return true;
      const made = asSpace(code);
      return spaced(out, made) || made !== code;
    });
  };
  return (text) => {
    let now = cleaned(text);
    if (accents) now = filter(decompose(now), (code) => !nonspacing.has(code));
    return lower ? lowercase(now, characters) : now;
  };
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

const nmtGone = (code: number): boolean =>
  (code >= 1 && code <= 8) ||
  code === 0xb ||
  (code >= 0xe && code <= 0x1f) ||
  code === 0x7f ||
  code === 0x8f ||
  code === 0x9f;
const NMT_SPACES: readonly number[] = [
  9, 10, 12, 13, 0x1680, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x2581, 0xfeff, 0xfffd,
];
const nmtSpace = (code: number): number => (NMT_SPACES.includes(code) ? 32 : code);
