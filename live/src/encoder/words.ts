/** How many words a text has, as the browser finds them, also where no spaces stand between them. */

const CACHED_STRETCHES = 20_000;
/**
 * A browser's segmenter takes time with the square of what it is given, so long stretches are given in windows of this
 * size.
 */
const WINDOW = 1000;
/** So much at the end of a window is left to the next one, which sees what comes after it. */
const MARGIN = 64;
/** Stretches between two pauses. */
const PAUSE = 500;

/**
 * No word spans white space, so stretches between it are counted one by one, and remembered: dictionaries for Thai and
 * such are slow.
 */
export class Words {
  /** Null where the browser has none: stretches count as words then. */
  readonly #segmenter =
    typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity: "word" }) : null;
  readonly #known = new Map<string, number>();

  /** Counts with pauses, after a few milliseconds each. */
  *count(text: string): Generator<void, number> {
    let words = 0;
    let seen = 0;
    for (const [stretch] of text.matchAll(/\S+/g)) {
      words += /^[a-z]+[,.]?$/i.test(stretch) ? 1 : yield* this.#in(stretch);
      if ((seen += 1) % PAUSE === 0) yield;
    }
    return words;
  }

  *#in(stretch: string): Generator<void, number> {
    const known = this.#segmenter ? this.#known.get(stretch) : 1;
    if (known !== undefined) return known;
    let words = 0;
    for (let at = 0, size = WINDOW; at < stretch.length; ) {
      const window = stretch.slice(at, at + size);
      const most = at + size >= stretch.length ? window.length : window.length - MARGIN;
      let taken = 0;
      for (const { segment, index, isWordLike } of this.#segmenter!.segment(window)) {
        if (index + segment.length > most) break;
        taken = index + segment.length;
        if (isWordLike) words += 1;
      }
      size = taken ? WINDOW : 2 * size; // one word longer than the window
      at += taken;
      if (at < stretch.length) yield;
    }
    if (this.#known.size >= CACHED_STRETCHES) this.#known.clear();
    this.#known.set(stretch, words);
    return words;
  }
}
