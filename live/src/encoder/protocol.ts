/** Messages between a playground and its tokenizer worker. */

import type { Asked, ClassTable, Told } from "../classes/table.ts";
import type { ConfigTokens } from "../classes/tokens.ts";
import type { FileProgress } from "../files/files.ts";
import type { BuiltFile } from "../files/manifest.ts";

export interface EncodeOptions {
  addSpecial: boolean;
  /** Read special tokens in the text as ordinary text (`split_special_tokens=True`). */
  splitSpecial: boolean;
  /** The text is a chat whose control tokens are marked (marked.ts); offsets are those without the markers. */
  marked?: boolean;
}

/** What a token is. */
export const Kind = {
  text: 0,
  /** Holds a part of a character only. */
  part: 1,
  /** A special token that stood in the text. */
  special: 2,
  /** An added token that is not special. */
  added: 3,
  /** A special token that the tokenizer put around the text. */
  around: 4,
  /** No token has the id. */
  none: 5,
} as const;

/** The tokens of one text; all lists have one entry per token, `byteAt` one more. */
export interface Tokens {
  ids: Uint32Array;
  /** Characters (code points) of the text, [start, end); as `return_offsets_mapping` gives them. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** Index of the pre-token ("word"). */
  words: Uint32Array;
  kinds: Uint8Array;
  /** Token i stands for bytes[byteAt[i]] up to bytes[byteAt[i + 1]]; a special token for its name. */
  byteAt: Uint32Array;
  bytes: Uint8Array;
  /** Time in the worker, without pauses. */
  ms: number;
}

/** One merge: the symbols after it, where the new one stands, and what it was made of. */
export interface Merge {
  at: number;
  left: string;
  right: string;
  made: string;
  id: number;
}

/** The merges of one word. Symbols are text, where they are not whole characters with bytes as `\xf0`. */
export interface Trace {
  /** The pre-tokens of what was asked for; the trace is of one of them. */
  pieces: string[];
  /** Which one. */
  of: number;
  symbols: string[];
  merges: Merge[];
  /** Ids at the end. */
  ids: number[];
  /** The tokenizer takes a word that is in its vocabulary as it is, without merging. */
  whole: boolean;
  /** Where they were asked for: at the start and after each merge, the rank of every pair of neighbours; null: no merge. */
  ranks?: (number | null)[][];
}

/** One text, sent token by token, as four ways of decoding print it. */
export interface Streams {
  /** Of every token of the text, also of those that are lost on the way; as chips show them, and their bytes. */
  ids: number[];
  faces: string[];
  bytes: number[][];
  /** Which of them arrive. The lists from here on have an entry for each of those. */
  sent: number[];
  /** Each id decoded alone. */
  alone: string[];
  /** All ids so far decoded, without as many characters as are shown already. */
  difference: string[];
  /** What DecodeStream gives: null to wait. It ends early where the library raises. */
  held: (string | null)[];
  /** What the library says where it raises. */
  raised: string | null;
  /** What TextStreamer prints, and after that what its `end` prints. */
  words: string[];
  /** All that arrive decoded together. */
  text: string;
}

/** An id, or the bytes of a token. */
export type SpelledItem = number | readonly number[];

/** What a tokenizer makes of ids. */
export interface Spelled {
  /** One entry per id; those that are no token have no bytes. Characters are counted in all bytes together. */
  tokens: Tokens;
  /** As `decode` gives it: with special tokens, and without. */
  text: string;
  plain: string;
  /** The highest id and one. */
  top: number;
  /** How many ids are `top` or higher, and how many are lower and no token all the same. */
  beyond: number;
  holes: number;
  /** How many bytes of tokens no token has. */
  unfound: number;
  /** The first of those ids, and where they stand. */
  strange: { at: number; id: number; beyond: boolean }[];
  /** Tokens with bytes that make no whole character together with their neighbours: the first ones, and how many. */
  broken: number[];
  brokenCount: number;
  /** Share of the ids that the text gives again. */
  again: number;
  ms: number;
}

/** Half a surrogate pair, which no token has. */
export const SEPARATOR = "\ud800";

/** All tokens of a tokenizer, in the order of their ids; token i has the bytes spelt[byteAt[i]] up to spelt[byteAt[i + 1]]. */
export interface Listed {
  ids: Uint32Array;
  kinds: Uint8Array;
  byteAt: Uint32Array;
  spelt: Uint8Array;
  /** As the vocabulary writes them, with SEPARATOR between two: one string is handed on faster than many. */
  written: string;
}

/** What a playground needs to know of a tokenizer. */
export interface About {
  /** `model_max_length`; null where the tokenizer's files state none (transformers then has 10 to the 30th). */
  maxLength: number | null;
  /** Whether it puts a space before the text (Phi-3). */
  prefix: boolean;
  /** Whether it merges, so that a word's merges can be shown. */
  merges: boolean;
  /** Of a reader's own, which the build knows nothing of. */
  own?: OwnFacts;
}

/** What the chat playground must know of a reader's own tokenizer. */
export interface OwnFacts {
  added: { content: string; special: boolean }[];
  /** SHA-256 of its tokenizer.json, in hexadecimal digits. */
  sha256: string;
  /** BPE, Unigram … */
  type: string;
  /** How many tokens it has. */
  tokens: number;
  /** What its class made of it; missing or null where the files beside it ask for none. */
  made?: MadeFacts | null;
}

/** What came of looking a reader's tokenizer up by its class. */
export interface MadeFacts {
  /** Its special tokens by their names; null: the class was not remade, and those of the config count. */
  specials: Record<string, string> | null;
  /** transformers' version of the table; null where there was none. */
  version: string | null;
  told: Told | null;
}

/** What a reader's tokenizer_config.json says of the tokens. */
export interface Beside {
  maxLength: number | null;
  extra: readonly ExtraToken[];
  /** What asks for a class, and the table of classes; null where that could not be loaded, and why. */
  classes?: (Asked & { tokens: ConfigTokens; table: ClassTable | null; failed?: string }) | null;
}

/** An added token that the files beside a tokenizer.json name. */
export interface ExtraToken {
  content: string;
  single_word: boolean;
  lstrip: boolean;
  rstrip: boolean;
  normalized: boolean;
  special: boolean;
  /** Only where tokenizer.json has no added token with this content. */
  ifNew?: boolean;
}

export type Ask =
  | { what: "encode"; repo: string; text: string; options: EncodeOptions }
  | { what: "decode"; repo: string; ids: number[]; skipSpecial: boolean }
  | { what: "spell"; repo: string; items: readonly SpelledItem[] }
  | { what: "list"; repo: string }
  | { what: "reached"; repo: string; ids: readonly number[] }
  | { what: "trace"; repo: string; word: string; at: number | null; ranked: boolean }
  /** `marked`: as with `encode`. */
  | { what: "grown"; repo: string; text: string; marked: boolean }
  | { what: "streams"; repo: string; text: string; lost: readonly number[] }
  | { what: "words"; text: string };

export type ToWorker =
  /**
   * The worker fetches the file itself: the page's thread is busy when a page opens. `base`: the site's root;
   * `patience`: files/patience.ts.
   */
  | { type: "load"; repo: string; name: string; base: string; file: BuiltFile; patience?: number }
  /** A reader's own tokenizer.json; it stays in this worker. */
  | { type: "take"; repo: string; file: Blob; beside: Beside }
  /** A tokenizer is not needed any more. */
  | { type: "release"; repo: string }
  /** A newer request with the same `key` takes the place of one that waits or is under way. */
  | { type: "ask"; id: number; key: string; ask: Ask }
  /** Nobody waits for the answer to `key` any more. */
  | { type: "forget"; key: string };

export type FromWorker =
  /** First of all: the script runs. */
  | { type: "here" }
  /** Of a reader's own file the `url` is its `repo`. */
  | { type: "progress"; files: FileProgress[] }
  | { type: "ready"; repo: string; about: About }
  | { type: "unusable"; repo: string; message: string }
  /** It is at work on this, and says so again as long as it gets on. */
  | { type: "working"; id: number }
  | { type: "answer"; id: number; value: Tokens | Trace | Streams | Spelled | Listed | number[] | string | number }
  | { type: "failed"; id: number; message: string }
  | { type: "dropped"; id: number };
