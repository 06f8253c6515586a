/**
 * The worker that encodes, and the page's side of it.
 *
 * In: texts and repositories. Out: tokens as flat lists, merges, counts of words; newer requests replace older ones.
 * May import: tokenizers, files, ui.
 */
export {};
