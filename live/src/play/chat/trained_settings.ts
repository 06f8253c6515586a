/** What a reader chooses of the mask. */
export const WAYS = ["turns", "tag", "marks"] as const;

export interface Settings {
  way: (typeof WAYS)[number];
  last: boolean;
  /** Tokens that are left of the conversation; null: all. */
  longest: number | null;
  instruction: string;
  response: string;
}
