/**
 * The tokenizer that AutoTokenizer makes of a folder: which class it takes, and tokenizer.json as that class makes it.
 *
 * In: a tokenizer.json without its lists, what the files beside it say, and the table of
 * scripts/course/browser/class_table.py. Out: the document to encode with, and what is to be said of it; for
 * cells also what the class's constructor has beside it (for_cells.ts).
 * May import: nothing.
 */
export {};
