/** Tokens back to text, with the decoders of the Rust library. */
import type { Component } from "./asset.ts";
import { named } from "./asset.ts";
import { utf8 } from "./unicode.ts";

export type Decoder = (tokens: string[]) => string[];

/** The decoder of an asset. Throws an Error named `AssetError` for a kind that is not known here. */
export function createDecoder(config: Component | null): Decoder {
  if (config === null) return (tokens) => [tokens.join(" ")];
  switch (config.type) {
    case "ByteLevel":
      return byteLevel;
    case "Sequence": {
      const parts = (config.decoders as Component[]).map(createDecoder);
      return (tokens) => parts.reduce((current, part) => part(current), tokens);
    }
    case "Replace": {
      const pattern = (config.pattern as { String?: string }).String;
      if (pattern === undefined) break;
      return (tokens) => tokens.map((token) => token.replaceAll(pattern, String(config.content)));
    }
    case "ByteFallback":
      return byteFallback;
    case "Fuse":
      return (tokens) => [tokens.join("")];
    case "Strip":
      return (tokens) => tokens.map((token) => strip(token, String(config.content), Number(config.start), Number(config.stop)));
  }
  throw named("AssetError", `this page cannot decode with ${config.type}; reload the page`);
}

const lossy = new TextDecoder("utf-8", { ignoreBOM: true });
const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** The 256 characters that stand for bytes in a byte-level vocabulary, by character. */
export const BYTES: ReadonlyMap<string, number> = (() => {
  const printable = (byte: number): boolean => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return new Map(Array.from({ length: 256 }, (_, byte) => [String.fromCharCode(printable(byte) ? byte : next++), byte]));
})();

function byteLevel(tokens: string[]): string[] {
  const bytes: number[] = [];
  for (const token of tokens) {
    const own = Array.from(token, (character) => BYTES.get(character));
    // A token with any other character, such as an added one with a space, stands for itself.
    for (const byte of own.includes(undefined) ? utf8(token) : (own as number[])) bytes.push(byte);
  }
  return [lossy.decode(Uint8Array.from(bytes))];
}

/** `<0x41>` is a byte; a run of bytes that is no UTF-8 gives one U+FFFD for each. */
function byteFallback(tokens: string[]): string[] {
  const out: string[] = [];
  let run: number[] = [];
  const flush = (): void => {
    if (run.length) out.push(asUtf8(run) ?? "\ufffd".repeat(run.length));
    run = [];
  };
  for (const token of tokens) {
    const byte = /^<0x([0-9A-Fa-f]{2})>$/.exec(token);
    if (byte) {
      run.push(parseInt(byte[1]!, 16));
    } else {
      flush();
      out.push(token);
    }
  }
  flush();
  return out;
}

function asUtf8(bytes: number[]): string | null {
  try {
    return strict.decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}

function strip(token: string, content: string, start: number, stop: number): string {
  const characters = Array.from(token);
  let from = 0;
  while (from < start && characters[from] === content) from += 1;
  let to = characters.length;
  while (characters.length - to < stop && to > from && characters[to - 1] === content) to -= 1;
  return characters.slice(from, to).join("");
}
