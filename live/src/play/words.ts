/** How many words a text has. */

const CACHED_STRETCHES = 20_000;
/** A browser's segmenter takes time with the square of what it is given, so long stretches are given in windows of this size. */
const WINDOW = 1000;
/** So much at the end of a window is left to the next one, which sees what comes after it. */
const MARGIN = 64;
/** Stretches between two pauses. */
const PAUSE = 500;
const stretches = new Map<string, number>();
let segmenter: Intl.Segmenter | null = null;

/**
 * Words as the browser finds them, also where no spaces stand between them; stretches between spaces where it cannot.
 * No word spans white space, so stretches are counted one by one, and remembered: dictionaries for Thai and such are slow.
 */
export function* wordsIn(text: string): Generator<void, number> {
  if (typeof Intl.Segmenter !== "function") return text.match(/\S+/g)?.length ?? 0;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "word" });
  let count = 0;
  let seen = 0;
  for (const [stretch] of text.matchAll(/\S+/g)) {
    let words = /^[a-z]+[,.]?$/i.test(stretch) ? 1 : stretches.get(stretch);
    if (words === undefined) {
      words = yield* segmented(segmenter, stretch);
      if (stretches.size >= CACHED_STRETCHES) stretches.clear();
      stretches.set(stretch, words);
    }
    count += words;
    if ((seen += 1) % PAUSE === 0) yield;
  }
  return count;
}

function* segmented(segmenter: Intl.Segmenter, text: string): Generator<void, number> {
  let words = 0;
  for (let at = 0, size = WINDOW; at < text.length;) {
    const window = text.slice(at, at + size);
    const most = at + size >= text.length ? window.length : window.length - MARGIN;
    let taken = 0;
    for (const { segment, index, isWordLike } of segmenter.segment(window)) {
      if (index + segment.length > most) break;
      taken = index + segment.length;
      if (isWordLike) words += 1;
    }
    size = taken ? WINDOW : 2 * size; // one word longer than the window
    at += taken;
    if (at < text.length) yield;
  }
  return words;
}
