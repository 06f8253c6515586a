/** Tokens back to text, with the decoders of the Rust library. */
import type { Component } from "./asset.ts";
import { named } from "./asset.ts";
import { byteFallback } from "./byte_fallback.ts";
import { appendBytes } from "./bytes.ts";

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
      return (tokens) =>
        tokens.map((token) =>
          token.includes(pattern) ? token.replaceAll(pattern, () => String(config.content)) : token,
        );
    }
    case "ByteFallback":
      return byteFallback;
    case "Fuse":
      return (tokens) => [tokens.join("")];
    case "Strip":
      return (tokens) =>
        tokens.map((token) => strip(token, String(config.content), Number(config.start), Number(config.stop)));
  }
  throw named("AssetError", `this page cannot decode with ${config.type}; reload the page`);
}

const lossy = new TextDecoder("utf-8", { ignoreBOM: true });

function byteLevel(tokens: string[]): string[] {
  const bytes: number[] = [];
  for (const token of tokens) appendBytes(token, bytes);
  return [lossy.decode(Uint8Array.from(bytes))];
}

/** `content` is one character, as the Rust library has it. */
function strip(token: string, content: string, start: number, stop: number): string {
  let from = 0;
  while (start > 0 && token.startsWith(content, from)) [from, start] = [from + content.length, start - 1];
  let to = token.length;
  while (stop > 0 && to > from && token.endsWith(content, to)) [to, stop] = [to - content.length, stop - 1];
  return token.slice(from, to);
}
