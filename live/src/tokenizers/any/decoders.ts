/** The decoders of tokenizer.json: tokens to parts of a text. */
import { byteFallback } from "../byte_fallback.ts";
import { appendBytes } from "../bytes.ts";
import type { Characters } from "./characters.ts";
import { createPattern } from "./pattern.ts";
import { metaspaceSettings } from "./pre_tokenizers.ts";
import { character, failure, fields, flag, list, text as string, unknownKind, whole } from "./unreadable.ts";

export type Decoder = (tokens: readonly string[]) => string[];

export function createDecoder(config: unknown, characters: Characters): Decoder {
  const own = fields(config, "the decoder");
  const what = (name: string): string => `\`${name}\` of the decoder ${String(own.type)}`;
  switch (own.type) {
    case "Sequence": {
      const steps = list(own.decoders, what("decoders")).map((step) => createDecoder(step, characters));
      return (tokens) => steps.reduce<string[]>((now, step) => step(now), [...tokens]);
    }
    case "ByteLevel":
      return (tokens) => {
        const bytes: number[] = [];
        for (const token of tokens) appendBytes(token, bytes);
        return [new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes))];
      };
    case "WordPiece": {
      const prefix = string(own.prefix, what("prefix"));
      const clean = flag(own.cleanup, what("cleanup"));
      return (tokens) =>
        tokens.map((token, i) => {
          const part = i === 0 ? token : token.startsWith(prefix) ? token.slice(prefix.length) : ` ${token}`;
          return clean ? cleanup(part) : part;
        });
    }
    case "Metaspace": {
      const { replacement, scheme } = metaspaceSettings(own, "decoder");
      return (tokens) =>
        tokens.map((token, i) => token.replaceAll(replacement, i === 0 && scheme !== "never" ? "" : " "));
    }
    case "BPEDecoder": {
      const suffix = string(own.suffix, what("suffix"));
      return (tokens) => tokens.map((token, i) => replaced(token, suffix, i === tokens.length - 1 ? "" : " "));
    }
    case "CTC": {
      const pad = string(own.pad_token, what("pad_token"));
      const delimiter = string(own.word_delimiter_token, what("word_delimiter_token"));
      const clean = flag(own.cleanup, what("cleanup"));
      return (tokens) =>
        tokens
          .filter((token, i) => i === 0 || token !== tokens[i - 1])
          .map((token) => {
            const part = replaced(token, pad, "");
            return clean ? replaced(cleanup(part), delimiter, " ") : part;
          })
          .filter((part) => part !== "");
    }
    case "Fuse":
      return (tokens) => [tokens.join("")];
    case "Strip": {
      const content = character(own.content, what("content"));
      const [start, stop] = [whole(own.start, what("start")), whole(own.stop, what("stop"))];
      return (tokens) => tokens.map((token) => stripped(token, content, start, stop));
    }
    case "Replace": {
      const find = createPattern(own.pattern, "the decoder Replace", characters);
      const content = string(own.content, what("content"));
      return (tokens) =>
        tokens.map((token) => {
          let out = "";
          let done = 0;
          for (const [from, to] of token === "" ? [] : find(token)) {
            out += token.slice(done, from) + content;
            done = to;
          }
          return out + token.slice(done);
        });
    }
    case "ByteFallback":
      return byteFallback;
    default:
      throw unknownKind("the decoder", own.type);
  }
}

/** Every place of `from`, as Rust's `replace` finds them: an empty text is found at every character's edge. */
function replaced(text: string, from: string, to: string): string {
  if (from !== "") return text.replaceAll(from, () => to);
  return to + Array.from(text, (one) => one + to).join("");
}

function cleanup(text: string): string {
  const steps: readonly (readonly [string, string])[] = [
    [" .", "."],
    [" ?", "?"],
    [" !", "!"],
    [" ,", ","],
    [" ' ", "'"],
    [" n't", "n't"],
    [" 'm", "'m"],
    [" do not", " don't"],
    [" 's", "'s"],
    [" 've", "'ve"],
    [" 're", "'re"],
  ];
  return steps.reduce((now, [from, to]) => now.replaceAll(from, to), text);
}

function stripped(token: string, content: string, start: number, stop: number): string {
  const all = Array.from(token);
  let from = 0;
  while (from < start && from < all.length && all[from] === content) from += 1;
  let to = all.length;
  for (let i = 0; i < stop; i += 1) {
    const at = all.length - i - 1;
    if (at < 0) throw failure("the decoder Strip strips more than a token has; the Rust library fails too");
    if (all[at] !== content) break;
    to = at;
  }
  if (from > to) throw failure("the decoder Strip strips a token twice; the Rust library fails too");
  return all.slice(from, to).join("");
}
