/** The post-processors of tokenizer.json: what is put around the texts, and which offsets lose their spaces. */
import type { Characters } from "./characters.ts";
import type { AnyEncoding } from "./encoding.ts";
import { addedTokens, joined, ofText } from "./encoding.ts";
import type { Fields } from "./unreadable.ts";
import {
  failure,
  fields,
  flag,
  isFields,
  list,
  oneOf,
  text as string,
  unknownKind,
  unreadable,
  whole,
} from "./unreadable.ts";

/** One encoding for each text, or for each piece of what an earlier processor made. */
export type PostProcessor = (encodings: readonly AnyEncoding[], addSpecial: boolean) => AnyEncoding[];

export function createPostProcessor(config: unknown, characters: Characters): PostProcessor {
  const own = fields(config, "the post-processor");
  const what = (name: string): string => `\`${name}\` of the post-processor ${String(own.type)}`;
  const token = (name: string): [string, number] => {
    const pair = list(own[name], what(name));
    return [string(pair[0], what(name)), whole(pair[1], what(name))];
  };
  switch (own.type) {
    case "Sequence": {
      const steps = list(own.processors, what("processors")).map((step) => createPostProcessor(step, characters));
      return (encodings, addSpecial) =>
        steps.reduce<AnyEncoding[]>((now, step) => step(now, addSpecial), [...encodings]);
    }
    case "ByteLevel": {
      const prefix = flag(own.add_prefix_space, what("add_prefix_space"));
      const trim = flag(own.trim_offsets, what("trim_offsets"));
      flag(own.use_regex, what("use_regex"), true);
      return (encodings) =>
        encodings.map((encoding, i) => {
          const now = trim ? trimmed(encoding, prefix, characters) : encoding;
          return { ...now, ranges: new Map([...now.ranges, [i, [0, now.ids.length]]]) };
        });
    }
    case "BertProcessing": {
      const [sep, cls] = [token("sep"), token("cls")];
      const add = ([content, id]: [string, number], typeId: number): AnyEncoding =>
        addedTokens([id], [content], typeId);
      return (encodings, addSpecial) => {
        if (!addSpecial) return [...encodings];
        return encodings.map((encoding, i) =>
          i === 0
            ? ofText(joined([add(cls, 0), masked(encoding), add(sep, 0)]), 0, 1, 1)
            : ofText(joined([masked(encoding), add(sep, 1)]), 1, 0, 1),
        );
      };
    }
    case "RobertaProcessing": {
      const [sep, cls] = [token("sep"), token("cls")];
      const [trim, prefix] = [
        flag(own.trim_offsets, what("trim_offsets")),
        flag(own.add_prefix_space, what("add_prefix_space")),
      ];
      const add = ([content, id]: [string, number]): AnyEncoding => addedTokens([id], [content], 0);
      return (encodings, addSpecial) => {
        const now = encodings.map((encoding) => withType(trim ? trimmed(encoding, prefix, characters) : encoding, 0));
        if (!addSpecial) return now;
        return now.map((encoding, i) =>
          ofText(joined([add(i === 0 ? cls : sep), masked(encoding), add(sep)]), i === 0 ? 0 : 1, 1, 1),
        );
      };
    }
    case "TemplateProcessing":
      return template(own);
    default:
      throw unknownKind("the post-processor", own.type);
  }
}

const withType = (encoding: AnyEncoding, typeId: number): AnyEncoding => ({
  ...encoding,
  typeIds: new Array<number>(encoding.ids.length).fill(typeId),
});
/** Bert and Roberta forget which tokens an earlier processor marked. */
const masked = (encoding: AnyEncoding): AnyEncoding => ({
  ...encoding,
  specialTokensMask: new Array<number>(encoding.ids.length).fill(0),
});

type Piece = { sequence: 0 | 1; typeId: number } | { special: string; typeId: number };

function template(own: Fields): PostProcessor {
  const pieces = (name: string): Piece[] =>
    list(own[name], `\`${name}\` of the post-processor TemplateProcessing`).map((value) => {
      const piece = fields(value, "a piece of the post-processor TemplateProcessing");
      if (isFields(piece.Sequence)) {
        return {
          sequence:
            oneOf(
              piece.Sequence.id,
              ["A", "B"] as const,
              "the sequence of a piece of the post-processor TemplateProcessing",
            ) === "A"
              ? 0
              : 1,
          typeId: whole(piece.Sequence.type_id, "`type_id` of a piece"),
        };
      }
      if (isFields(piece.SpecialToken))
        return {
          special: string(piece.SpecialToken.id, "`id` of a piece"),
          typeId: whole(piece.SpecialToken.type_id, "`type_id` of a piece"),
        };
      throw unreadable("a piece of the post-processor TemplateProcessing is neither a Sequence nor a SpecialToken");
    });
  const [single, pair] = [pieces("single"), pieces("pair")];
  const specials = new Map(
    Object.entries(fields(own.special_tokens, "`special_tokens` of the post-processor TemplateProcessing")).map(
      ([name, value]) => {
        const token = fields(value, `the special token ${name}`);
        return [
          name,
          {
            ids: list(token.ids, `\`ids\` of the special token ${name}`).map((id) =>
              whole(id, `an id of the special token ${name}`),
            ),
            tokens: list(token.tokens, `\`tokens\` of the special token ${name}`).map((one) =>
              string(one, `a token of the special token ${name}`),
            ),
          },
        ];
      },
    ),
  );
  return (encodings, addSpecial) => {
    if (encodings.length > 2)
      throw failure("the post-processor TemplateProcessing gets more than two texts; the Rust library fails too");
    const out: AnyEncoding[] = [];
    for (const piece of encodings.length === 2 ? pair : single) {
      if ("sequence" in piece) {
        const encoding = encodings[piece.sequence];
        if (!encoding)
          throw failure("the post-processor TemplateProcessing asks for a second text; the Rust library fails too");
        // the library changes the text itself, so a text that comes twice takes its ranges along
        const now = {
          ...withType(encoding, piece.typeId),
          ranges: new Map([...encoding.ranges, [piece.sequence, [0, encoding.ids.length] as const]]),
        };
        out.push(now);
      } else if (addSpecial) {
        const token = specials.get(piece.special);
        if (!token)
          throw failure(
            `the post-processor TemplateProcessing does not say what ${piece.special} is; the Rust library fails too`,
          );
        out.push(addedTokens(token.ids, token.tokens, piece.typeId));
      }
    }
    return out;
  };
}

/**
 * Offsets without the spaces at a token's ends. The space that `add_prefix_space` put there is not one of the text's.
 */
function trimmed(encoding: AnyEncoding, prefix: boolean, { spaces }: Characters): AnyEncoding {
  const isSpace = (character: string): boolean => character === "\u0120" || spaces.has(character.codePointAt(0)!);
  const offsets = [...encoding.offsets];
  encoding.tokens.forEach((token, i) => {
    const all = Array.from(token);
    let [leading, trailing] = [0, 0];
    while (leading < all.length && isSpace(all[leading]!)) leading += 1;
    while (trailing < all.length && isSpace(all[all.length - 1 - trailing]!)) trailing += 1;
    let [start, end] = [offsets[2 * i]!, offsets[2 * i + 1]!];
    if (leading > 0) {
      if ((i === 0 || start === 0) && prefix && leading === 1) leading = 0;
      start = Math.min(start + leading, end);
    }
    if (trailing > 0 && end >= trailing) end = Math.max(end - trailing, start);
    offsets[2 * i] = start;
    offsets[2 * i + 1] = end;
  });
  return { ...encoding, offsets };
}
