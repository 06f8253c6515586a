/** Byte-level BPE trained on a few sentences, as the Rust trainer does it, and what it looks like after each merge. */
import { BYTES } from "../../tokenizers/bytes.ts";
import { trainBpe } from "../../tokenizers/train/bpe.ts";

export type Pair = readonly [left: string, right: string];

export interface Training {
  /** The words of each line, in the characters that stand for bytes. */
  lines: readonly (readonly string[])[];
  merges: readonly { pair: Pair; count: number }[];
  /** Whether training went on after these merges. */
  capped: boolean;
}

/** Merges that are shown: the rest of a long text is more of the same. */
const MOST = 500;

export function trained(lines: readonly (readonly string[])[]): Training {
  const words = new Map<string, number>();
  for (const word of lines.flat()) words.set(word, (words.get(word) ?? 0) + 1);
  const merges: { pair: Pair; count: number }[] = [];
  trainBpe(
    words,
    {
      vocab_size: BYTES.size + MOST + 1,
      min_frequency: 0,
      special_tokens: [],
      limit_alphabet: null,
      initial_alphabet: [...BYTES.keys()],
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      max_token_length: null,
    },
    (left, right, count) => merges.push({ pair: [left, right], count }),
  );
  return { lines, merges: merges.slice(0, MOST), capped: merges.length > MOST };
}

/** The pieces of every word after so many merges, line by line. */
export function cutsAfter({ lines, merges }: Training, at: number): string[][][] {
  const known = new Map<string, string[]>();
  for (const word of new Set(lines.flat()))
    known.set(
      word,
      merges.slice(0, at).reduce((pieces, { pair }) => joined(pieces, pair), Array.from(word)),
    );
  return lines.map((line) => line.map((word) => known.get(word)!));
}

function joined(pieces: string[], [left, right]: Pair): string[] {
  const out: string[] = [];
  for (let i = 0; i < pieces.length; i += 1) {
    const both = pieces[i] === left && pieces[i + 1] === right;
    out.push(both ? left + right : pieces[i]!);
    if (both) i += 1;
  }
  return out;
}

/** How often each pair stands side by side, the most frequent first. */
export function pairCounts(cuts: readonly (readonly (readonly string[])[])[]): { pair: Pair; count: number }[] {
  const counts = new Map<string, { pair: Pair; count: number }>();
  for (const pieces of cuts.flat())
    for (const [i, right] of pieces.slice(1).entries()) {
      const left = pieces[i]!;
      const key = `${left.length} ${left}${right}`;
      const known = counts.get(key);
      if (known) known.count += 1;
      else counts.set(key, { pair: [left, right], count: 1 });
    }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
