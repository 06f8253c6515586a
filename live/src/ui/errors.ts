/** What was thrown, in words for the reader. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
