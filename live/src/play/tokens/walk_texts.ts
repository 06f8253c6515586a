/** The words of what lessons play step by step. */
import type { Merge } from "../../encoder/protocol.ts";
import { number, plural } from "../texts.ts";

export const SCRUBBER = {
  start: "Start",
  back: "Back",
  next: "Next",
  play: "Play",
  pause: "Pause",
  at: (at: number, last: number) => `${at} / ${last}`,
};

export const WALK = {
  tokenizer: "Tokenizer",
  loading: (name: string) => `Loading the tokenizer of ${name} …`,
  empty: "Type a text.",
  tooLong: (most: number, is: number) =>
    `Up to ${number.format(most)} characters can be shown; these are ${number.format(is)}.`,
};

export const MERGE_WALK = {
  title: "The merges of a word, step by step",
  text: "Text",
  slider: "Merge",
  most: 300,
  word: "Word",
  own: "Merge it yourself",
  pairs: "Pieces, and the rank of each pair",
  pair: (left: string, right: string) => `${left} and ${right}`,
  none: "–",
  noRank: "no merge",
  rank: (rank: number) => number.format(rank),
  ranked: (rank: number) => `rank ${number.format(rank)}`,
  start: (symbols: number) => `${plural(symbols, "piece")}, and no merge yet.`,
  step: ({ left, right, made, id }: Merge, rank: number) =>
    `${left} + ${right} had the lowest rank, ${number.format(rank)}. They became ${made}, id ${id}.`,
  done: (ids: readonly number[]) => `No pair is in the list of merges any more. Ids: ${ids.join(", ")}.`,
  whole: (ids: readonly number[]) =>
    `No pair is in the list of merges any more. But this word is an entry, and this tokenizer takes it as it is: id ${ids.join(", ")}.`,
  choose: "Click the pair that is merged next.",
  noMerge: "No merge joins these two.",
  higher: (rank: number) => `No: this pair has the rank ${number.format(rank)}, and another pair has a lower one.`,
  leftmost: "This pair has the lowest rank, but it stands here more than once. The leftmost goes first.",
};

export const TRAINING_WALK = {
  title: "The training of a vocabulary, merge by merge",
  text: "Training text, one sentence per line",
  slider: "Merge",
  most: 2000,
  cut: "Cut into words first",
  start: (bytes: number) => `${plural(bytes, "entry", "entries")}: one for each byte. No merge yet.`,
  step: (left: string, right: string, count: number, made: string) =>
    `${left} + ${right} stood side by side ${plural(count, "time")}, more often than any other pair. New entry: ${made}.`,
  stepTied: (left: string, right: string, count: number, made: string) =>
    `${left} + ${right} stood side by side ${plural(count, "time")}, and so did another pair; the one with the lower numbers goes first. New entry: ${made}.`,
  done: "No pair is left to join.",
  capped: (merges: number) => `Shown are the first ${number.format(merges)} merges.`,
  counts: "Pairs, by how often they stand side by side",
  noCounts: "No two pieces stand side by side.",
  more: (count: number) => `and ${plural(count, "other")}`,
  entries: (bytes: number, entries: number) =>
    `Vocabulary: ${bytes} bytes and ${plural(entries, "entry", "entries")} from merges, ${bytes + entries} in all`,
  noEntries: "None yet.",
  sentences: (pieces: number) => `The text in ${plural(pieces, "piece")}`,
};

export const STREAM_WALK = {
  title: "Ways to stream a text, token by token",
  text: "What the model says",
  slider: "Token",
  most: 300,
  sent: "Tokens; press one, and it is lost on the way",
  lose: "Lost on the way",
  start: "Nothing has been sent.",
  token: (at: number, of: number, bytes: string) => `Token ${at} of ${of}: ${bytes}.`,
  end: "The stream has ended.",
  part: (bytes: string) => `bytes ${bytes}`,
  ways: {
    alone: ["Each id alone", "tokenizer.decode([id])"],
    difference: ["Everything, and print what is new", "tokenizer.decode(ids)[len(shown):]"],
    held: ["Wait for whole characters", "tokenizers.decoders.DecodeStream"],
    words: ["Letters at once, symbols at the next space", "transformers.TextStreamer"],
  } as const,
  buffer: "Held back",
  nothing: "nothing",
  missing: "byte still to come",
  raises: "The library raises here:",
  same: "This is the text.",
  other: "This is not the text.",
  unfinished: "DecodeStream has no end: what it held back is never shown.",
};
