/** The pieces that training a Unigram model begins with: all characters, and what stands in the words repeatedly. */

export type Piece = [text: string, score: number];

/** [text, frequency as the library weighs it], the heaviest first, characters before longer ones. */
export function seeds(words: ReadonlyMap<string, number>, longest: number, most: number): Piece[] {
  const characters = new Map<string, number>();
  const repeats = new Map<string, { count: number; next: string; differs: boolean }>();
  for (const [word, count] of words) {
    const all = Array.from(word).filter((character) => character !== "\0");
    for (const character of all) characters.set(character, (characters.get(character) ?? 0) + count);
    for (const run of word.split("\0")) note(Array.from(run), longest, repeats);
  }
  const longer: Piece[] = [];
  // As in a suffix tree: what is always followed by the same character is only part of something longer.
  for (const [text, { count, differs }] of repeats)
    if (count > 1 && differs) longer.push([text, count * Array.from(text).length]);
  const out: Piece[] = [...characters];
  return [...out.sort(heavier), ...longer.sort(heavier)].slice(0, Math.max(most, characters.size));
}

function note(
  run: readonly string[],
  longest: number,
  repeats: Map<string, { count: number; next: string; differs: boolean }>,
): void {
  for (let from = 0; from < run.length; from += 1) {
    let text = run[from]!;
    for (let to = from + 1; to < run.length && to - from < longest; to += 1) {
      text += run[to]!;
      const next = run[to + 1] ?? "\0";
      const known = repeats.get(text);
      if (!known) repeats.set(text, { count: 1, next, differs: false });
      else {
        known.count += 1;
        known.differs ||= known.next !== next;
      }
    }
  }
}

/** By score, then by code points, both falling. */
function heavier([a, many]: Piece, [b, more]: Piece): number {
  if (many !== more) return more - many;
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1)
    if (left[i] !== right[i]) return right[i]!.codePointAt(0)! - left[i]!.codePointAt(0)!;
  return right.length - left.length;
}
