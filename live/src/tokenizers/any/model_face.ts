/** What every model can do. */

/** Takes the tokens of a pre-token: [from, to) in its UTF-8 bytes, as the Rust library counts. */
export type Put = (id: number, token: string, from: number, to: number) => void;

export interface Model {
  readonly type: string;
  readonly size: number;
  id(token: string): number | undefined;
  token(id: number): string | undefined;
  tokenize(word: string, put: Put): void;
  vocabulary(): Iterable<readonly [string, number]>;
}
