/** What comes out of a text: tokens with their places, and how several of these become one. */

export interface AnyEncoding {
  ids: number[];
  tokens: string[];
  typeIds: number[];
  /** The pre-token that a token is of; null for those that a post-processor adds. */
  words: (number | null)[];
  /** Stretches of the text in characters, start and end by turns. */
  offsets: number[];
  specialTokensMask: number[];
  /**
   * By text, 0 or 1, the tokens [from, to) that are of it; a text that stands twice is known by its last place, as in
   * the library.
   */
  ranges: Map<number, readonly [number, number]>;
}

export function emptyEncoding(): AnyEncoding {
  return { ids: [], tokens: [], typeIds: [], words: [], offsets: [], specialTokensMask: [], ranges: new Map() };
}

export function addedTokens(ids: readonly number[], tokens: readonly string[], typeId: number): AnyEncoding {
  const fill = <T>(value: T): T[] => new Array<T>(ids.length).fill(value);
  return {
    ids: [...ids],
    tokens: [...tokens],
    typeIds: fill(typeId),
    words: fill<number | null>(null),
    offsets: [...fill(0), ...fill(0)],
    specialTokensMask: fill(1),
    ranges: new Map(),
  };
}

export function joined(parts: readonly AnyEncoding[]): AnyEncoding {
  if (parts.length === 1) return parts[0]!;
  const ranges = new Map<number, readonly [number, number]>();
  let size = 0;
  for (const part of parts) {
    for (const [text, [from, to]] of part.ranges) ranges.set(text, [size + from, size + to]);
    size += part.ids.length;
  }
  return {
    ids: parts.flatMap((part) => part.ids),
    tokens: parts.flatMap((part) => part.tokens),
    typeIds: parts.flatMap((part) => part.typeIds),
    words: parts.flatMap((part) => part.words),
    offsets: parts.flatMap((part) => part.offsets),
    specialTokensMask: parts.flatMap((part) => part.specialTokensMask),
    ranges,
  };
}

/** An encoding whose tokens, but for some at its ends, are all of one text. */
export function ofText(encoding: AnyEncoding, text: number, before = 0, after = 0): AnyEncoding {
  return { ...encoding, ranges: new Map([[text, [before, encoding.ids.length - after]]]) };
}

/** Which text each token is of: 0, 1, or null for neither. */
export function sequences({ ids, ranges }: AnyEncoding): (number | null)[] {
  const out = new Array<number | null>(ids.length).fill(null);
  for (let text = 0; text < Math.max(1, ranges.size); text += 1) {
    const [from, to] = ranges.get(text) ?? [0, ids.length];
    out.fill(text, from, to);
  }
  return out;
}
