/** Which two ids merge, how early, and into what. */
export interface PairLookup {
  /** Where a pair stands, until the next question; -1 if it does not merge. */
  place(first: number, second: number): number;
  rank(place: number): number;
  made(place: number): number;
}
