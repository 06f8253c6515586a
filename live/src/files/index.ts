/**
 * Fetching what the build made: only what is, to the byte, what the build made.
 *
 * In: names and hashes of the build. Out: verified bytes, scripts and workers; how far a download is.
 * May import: nothing.
 */
export {};
