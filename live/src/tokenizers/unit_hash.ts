/** The hash that tables of texts use: the sum of the UTF-16 units times the powers of FACTOR. That of two joined texts follows from theirs. */

export const FACTOR = 0x01000193;

/** Of [from, to) of a text. */
export function hashOf(text: string, from = 0, to = text.length): number {
  let hash = 0;
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, FACTOR) + text.charCodeAt(at)) | 0;
  return hash;
}

export const MIXER = 0x2c1b3c6d;

/** The hash with its bits mixed, of which a table takes the upper ones as a place. */
export const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 15), MIXER);
