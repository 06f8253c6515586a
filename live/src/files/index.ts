/**
 * Fetching what the build made: only what is, to the byte, what the build made. And what a reader wants kept (kept.ts).
 *
 * In: names and hashes of the build. Out: verified bytes, scripts and workers; how far a download is; what is kept.
 * May import: nothing.
 */
export {};
