/**
 * Links that carry a playground's state: `#v1.j.DATA` or `#v1.z.DATA`, DATA being base64url of JSON, for `z` deflated.
 * In the fragment, so no server sees it. A reader of version 1 refuses any other; a link cut short is no JSON any more.
 */
export type Link<State> = { kind: "none" } | { kind: "state"; state: State } | { kind: "broken" } | { kind: "newer" };

/** Characters; beyond that chat programs and some servers cut addresses. */
const LONGEST_LINK = 16_000;
const DEFLATE_FROM = 400; // characters of JSON

/** The fragment for a state, with its `#`; null when it would be too long. */
export async function toFragment(state: unknown): Promise<string | null> {
  const bytes: Uint8Array<ArrayBuffer> = new TextEncoder().encode(JSON.stringify(state));
  const small =
    bytes.length >= DEFLATE_FROM && typeof CompressionStream === "function"
      ? await through(bytes, new CompressionStream("deflate-raw"))
      : null;
  const fragment = small && small.length < bytes.length ? `#v1.z.${toBase64(small)}` : `#v1.j.${toBase64(bytes)}`;
  return fragment.length > LONGEST_LINK ? null : fragment;
}

/** `check` says whether a value is a state of this page; it may throw. */
export async function fromFragment<State>(
  fragment: string,
  check: (value: unknown) => State | null,
): Promise<Link<State>> {
  const found = /^#v(\d+)(?:\.|$)(?:([jz])\.)?([^]*)$/.exec(fragment);
  if (!found) return { kind: "none" };
  const [, version, form, data = ""] = found;
  if (Number(version) > 1) return { kind: "newer" };
  if (version !== "1" || !form || !data) return { kind: "broken" };
  try {
    const packed = fromBase64(data);
    const bytes = form === "z" ? await through(packed, new DecompressionStream("deflate-raw")) : packed;
    const state = check(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)));
    return state === null ? { kind: "broken" } : { kind: "state", state };
  } catch {
    return { kind: "broken" };
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: GenericTransformStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const piped = new Blob([bytes])
    .stream()
    .pipeThrough(stream as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
