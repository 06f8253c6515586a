/** What the build computed (known_build.ts): a page shows it before any tokenizer is loaded. */
import type { About, Tokens } from "../encoder/protocol.ts";

/** Tokens as JSON holds them. */
export type Plain = { [Part in keyof Tokens]: Tokens[Part] extends number ? number : number[] };

export interface Known {
  about: About;
  tokens: Plain;
  /** What the tokens are of, where a template made it. */
  prompt?: string;
}

export function tokensIn({ ids, starts, ends, words, kinds, byteAt, bytes, ms }: Plain): Tokens {
  const [list, small] = [(values: number[]) => Uint32Array.from(values), (values: number[]) => Uint8Array.from(values)];
  return {
    ids: list(ids),
    starts: list(starts),
    ends: list(ends),
    words: list(words),
    kinds: small(kinds),
    byteAt: list(byteAt),
    bytes: small(bytes),
    ms,
  };
}

/** By model, of a small instance; none where the page was built without. */
export function knownOf<Shown = Known>(root: HTMLElement): Record<string, Shown> {
  return root.dataset.known ? (JSON.parse(root.dataset.known) as Record<string, Shown>) : {};
}
