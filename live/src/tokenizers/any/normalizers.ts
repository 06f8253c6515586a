/** The normalizers of tokenizer.json. */
import { type Aligned, Rewrite } from "./aligned.ts";
import { createBert } from "./bert_normalizer.ts";
import { byteLevel } from "./byte_level.ts";
import type { Characters } from "./characters.ts";
import { createForm } from "./normal_forms.ts";
import { createPattern } from "./pattern.ts";
import { createPrecompiled } from "./precompiled.ts";
import { filter, lowercase, map } from "./rewriting.ts";
import type { Fields } from "./unreadable.ts";
import { fields, flag, list, text as string, unknownKind } from "./unreadable.ts";

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
      return createBert(
        {
          clean: flag(own.clean_text, what("clean_text")),
          chinese: flag(own.handle_chinese_chars, what("handle_chinese_chars")),
          accents:
            own.strip_accents === null || own.strip_accents === undefined
              ? flag(own.lowercase, what("lowercase"))
              : flag(own.strip_accents, what("strip_accents")),
          lower: flag(own.lowercase, what("lowercase")),
        },
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
      const wanted = (own.pattern as Fields).String;
      if (isUnit(wanted) && isUnit(content)) return (text) => text.exchange(wanted, content);
      return (text) => (text.text === "" ? text : text.replace(pattern(text.text), content));
    }
    case "Prepend": {
      const content = string(own.prepend, what("prepend"));
      return (text) => text.prepend(content);
    }
    case "ByteLevel":
      return (text) => byteLevel([{ source: text, from: 0, to: text.text.length, id: -1 }])[0]?.source ?? text;
    default:
      throw unknownKind("the normalizer", own.type);
  }
}

/** Whether a value is a text of one unit that is a character. */
const isUnit = (value: unknown): value is string => typeof value === "string" && /^[^\ud800-\udfff]$/.test(value);

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
