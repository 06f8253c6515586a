/** What is typed and chosen beside the files, as links and the tab keep it. */

/** What is kept in the link and the draft; the files cannot be. */
export interface Kept {
  models: string[] | null;
  add: boolean;
  prices: Record<string, string>;
  limit: string;
  size: string;
  overlap: string;
  /** Whose tokens chunks have; null is the first. */
  of: string | null;
}

export const NOTHING: Kept = { models: null, add: false, prices: {}, limit: "", size: "512", overlap: "0", of: null };

/** In short, without what is as at first. */
export const packedFiles = ({ models, add, prices, limit, size, overlap, of }: Kept): object => ({
  ...(models && { m: models }),
  ...(add && { a: 1 }),
  ...(Object.keys(prices).length && { p: prices }),
  ...(limit && { l: limit }),
  ...(size !== NOTHING.size && { n: size }),
  ...(overlap !== NOTHING.overlap && { o: overlap }),
  ...(of !== null && { c: of }),
});

/** Of what a link or the tab kept, which may be anything. */
export function keptIn(part: unknown): Partial<Kept> {
  const { m, a, p, l, n, o, c } = (typeof part === "object" && part !== null ? part : {}) as Record<string, unknown>;
  const short = (value: unknown): value is string => typeof value === "string" && value.length < 20;
  const prices = Object.entries(typeof p === "object" && p !== null ? p : {}).filter(([, price]) => short(price));
  return {
    ...(Array.isArray(m) && { models: (m as unknown[]).filter((id): id is string => typeof id === "string") }),
    add: a === 1,
    prices: Object.fromEntries(prices) as Record<string, string>,
    ...(short(l) && { limit: l }),
    ...(short(n) && { size: n }),
    ...(short(o) && { overlap: o }),
    ...(typeof c === "string" && { of: c }),
  };
}
