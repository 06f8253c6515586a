/**
 * Files as rows, and how many tokens each row has: in a worker of its own, so that typing never waits for it.
 *
 * In: text, JSONL, CSV and JSON files of the reader, tokenizers. Out: counts with their statistics, chunks of at most n
 * tokens, both as files; one sentence for what cannot be read.
 * May import: encoder, files, tokenizers, ui.
 */
export {};
