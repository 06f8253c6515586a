/**
 * Links that carry a cell's code: `#code=v1.CELL.BASE64URL(UTF-8)`. In the fragment, so no server sees the code.
 * The version comes first; a reader of version 1 refuses any other.
 */
export type Link =
  | { kind: "none" }
  | { kind: "code"; cell: string; code: string }
  | { kind: "broken" }
  | { kind: "newer" };

const PREFIX = "#code=";
const LONGEST = 16_000; // characters; beyond that chat programs and some servers cut addresses

/** The fragment for a cell's code, or null when it would be too long. */
export function toFragment(cell: string, code: string): string | null {
  const bytes = new TextEncoder().encode(code);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const fragment = `${PREFIX}v1.${cell}.${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
  return fragment.length > LONGEST ? null : fragment;
}

export function fromFragment(fragment: string): Link {
  if (!fragment.startsWith(PREFIX)) return { kind: "none" };
  const [version = "", cell = "", data = "", ...more] = fragment.slice(PREFIX.length).split(".");
  if (/^v\d+$/.test(version) && version !== "v1") return { kind: "newer" };
  if (version !== "v1" || more.length || !data || !/^[a-z0-9-]{2,60}$/.test(cell)) return { kind: "broken" };
  try {
    const binary = atob(data.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return { kind: "code", cell, code: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: "broken" };
  }
}
