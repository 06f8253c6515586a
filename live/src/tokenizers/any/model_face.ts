/** What every model can do. */

/** Takes the tokens of a pre-token: [from, to) in its UTF-8 bytes, as the Rust library counts. */
export type Put = (id: number, token: string, from: number, to: number) => void;

/** The same, where a model can also tell units of the text that the pre-token is in: from these it need not be cut out. */
export interface Sink {
  units: Put;
  bytes: Put;
}

/** Byte-pair encoding of one pre-token, for showing it step by step. */
export interface Merges {
  /** A pre-token that is in the vocabulary is taken as it is, without merging. */
  readonly wholeWords: boolean;
  /** The tokens that merging begins with. */
  symbols(word: string): string[];
  /** What two tokens make, and when: the lowest rank comes first. Null if no merge has them. */
  pair(left: string, right: string): { made: string; id: number; rank: number } | null;
}

export interface Model {
  readonly type: string;
  readonly size: number;
  id(token: string): number | undefined;
  token(id: number): string | undefined;
  tokenize(word: string, put: Put): void;
  /** The same for units [from, to) of a text, for models that can tell where a token lies in it. */
  tokenizeIn?(text: string, from: number, to: number, sink: Sink): void;
  vocabulary(): Iterable<readonly [string, number]>;
  /** Only where the model merges. */
  readonly merges?: Merges;
}
